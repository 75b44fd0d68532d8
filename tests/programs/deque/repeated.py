"""Deques of a maximum length, repeated, keep the last items; other small rules of collections."""
from collections import OrderedDict, defaultdict, deque
from itertools import tee

for length in (1, 3, 5, 7):
    for count in range(5):
        one = deque("abc", maxlen=length)
        print(length, count, "".join(one * count), end=" ")
        one *= count
        print("".join(one))


def factory():
    global calls
    calls += 1
    mine = calls
    if mine == 1:
        table["key"]
    return mine


calls = 0
table = defaultdict(factory)
print(table["key"], calls)


class Clearing(OrderedDict):
    def __getitem__(self, key):
        self.clear()
        return "value"


try:
    Clearing(a=1, b=2).copy()
except RuntimeError as error:
    print(error)
first, second = tee("ab")
third, fourth = tee(first)
print(len({first, second, third, fourth}), list(first), list(third))
