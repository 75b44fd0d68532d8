"""How many bytes an object of a kind takes: the resident memory that a million of them need, less the list that holds them.

usage: kinds.py [NAME]    without a name: the names of all kinds
"""
import gc
import os
import sys

COUNT = 1_000_000


class Plain:
    pass


class Two:
    def __init__(self, number):
        self.one = number
        self.two = number


class Ten:
    def __init__(self, number):
        self.a = self.b = self.c = self.d = self.e = self.f = self.g = self.h = self.i = self.j = number


class Slots:
    __slots__ = ("one", "two")

    def __init__(self, number):
        self.one = number
        self.two = number


def generator(number):
    yield number


def function(number):
    def inner():
        return 1

    return inner


INSTANCE = Plain()
Plain.method = lambda self: self
# Ints that both keep ready, so that what is measured holds nothing that has to be paid for.
KINDS = {
    "int": lambda number: number + 1000,
    "float": lambda number: number + 0.5,
    "instance, 2 attributes": lambda number: Two(1),
    "instance, 10 attributes": lambda number: Ten(1),
    "instance, 2 slots": lambda number: Slots(1),
    "tuple of 2": lambda number: (number & 1, 2),
    "list, empty": lambda number: [],
    "list of 10": lambda number: [number & 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    "dict, empty": lambda number: {},
    "dict of 10": lambda number: {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h": 8, "i": 9, "j": 10},
    "set, empty": lambda number: set(),
    "set of 10": lambda number: {number & 1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
    "str of 10 ASCII": lambda number: "%010d" % number,
    "function": function,
    "bound method": lambda number: INSTANCE.method,
    "generator": generator,
}


def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")


def measure(make):
    # What is made once is made before.
    warm = [make(number) for number in range(100)]
    held = [None] * COUNT
    for index in range(COUNT):
        held[index] = index & 1
    gc.collect()
    before = resident()
    for index in range(COUNT):
        held[index] = make(index)
    after = resident()
    del warm
    return (after - before) / COUNT


if len(sys.argv) == 2:
    gc.disable()
    print(f"{measure(KINDS[sys.argv[1]]):.1f}")
else:
    print(*KINDS, sep="\n")
