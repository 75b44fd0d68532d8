"""Calls of `append`: of lists, of what derives from them, and of others at the same place."""

from array import array
from collections import deque


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


class Plain(list):
    pass


class Counting(list):
    def append(self, item):
        super().append((len(self), item))
        return "counted"


class Other:
    def __init__(self):
        self.seen = []

    def append(self, item):
        self.seen.append(item)
        return self


def fill(target, count=3):
    for i in range(count):
        target.append(i)
    return target


def give(target, item):
    return target.append(item)


for _ in range(3):
    print(fill([]), fill([7] * 2))
    print(fill(Plain()), fill(Counting()))
    print(fill(deque()), fill(array("i")), fill(bytearray()))
    print(fill(Other()).seen)
    print(give([], 1), give(Plain(), 1), give(Counting(), 1), give(deque(), 1), type(give(Other(), 1)))
print(len(fill([], 1000)), sum(fill([], 1000)))

a = []
print(a.append(1), [a.append(i) for i in range(3)], a)
x = a.append(5)
print(x, a)
a.append(a)
print(a)
del a[:]
append = a.append
for i in range(3):
    append(i)
    list.append(a, i)
print(a)
for _ in range(2):
    for arguments in ((), (1, 2)):
        try:
            a.append(*arguments)
        except TypeError as error:
            print(error)
try:
    list.append((), 1)
except TypeError as error:
    print(error)
try:
    a.append(x=1)
except TypeError as error:
    print(error)
try:
    a.append()
except TypeError as error:
    print(error)

print("deaths")
for i in range(3):
    [].append(Loud(i))
    print("next")
b = []
for i in range(2):
    b.append(Loud(i))
del b
print("empty")


def make():
    return [None] * 4


for i in range(3):
    make().append(Loud(i))
print(a[-1])
