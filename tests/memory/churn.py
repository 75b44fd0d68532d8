"""Makes and drops objects, many of them in cycles, and looks whether the resident memory stays what it was.

usage: churn.py [COUNT]    COUNT objects, 200 million if not given
"""
import os
import sys
import time


class Node:
    def __init__(self, other):
        self.other = other
        self.data = (other, 1.5)


def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")


def generator(owner):
    yield owner


def turn(number):
    """Makes a hundred objects: most die at once, some only in a collection."""
    for i in range(6):
        one = Node(None)
        two = Node(one)
        one.other = two
        kept = [one, {"self": None}]
        kept[1]["self"] = kept
        text = "%d" % (number + i + 1000)
        lambda: text
        waiting = generator(kept)
        next(waiting)
        kept.append(waiting)
        try:
            raise ValueError(kept)
        except ValueError as error:
            one.error = error
        [text, (text, number)]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000_000
    turns = count // 100
    start, most, least = time.time(), 0, None
    for number in range(turns):
        turn(number)
        if number % (turns // 20 or 1) == 0:
            now = resident()
            if number * 10 >= turns:
                # The first tenth is for what is made once.
                least = now if least is None else min(least, now)
                most = max(most, now)
    growth = most / least
    print(f"{count} objects in {time.time() - start:.0f} s, resident between {least / 1e6:.1f} and {most / 1e6:.1f} MB")
    # What is not yet collected comes and goes; what grows does not go.
    return 0 if growth < 1.5 else 1


if __name__ == "__main__":
    sys.exit(main())
