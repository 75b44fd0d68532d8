"""Attributes that descriptors of native types give, read many times: fields of named tuples, properties of native functions."""

from collections import namedtuple
from operator import itemgetter

Point = namedtuple("Point", "x y")


class Named(Point):
    __slots__ = ()
    first = property(itemgetter(0))
    length = property(len)
    broken = property(itemgetter(7))


class Other(tuple):
    x = Point.x


def read(objects):
    total = 0
    for item in objects:
        total += item.x
    return total


print(read([Point(i, 0) for i in range(50)]))
print(read([Named(i, 0) for i in range(50)] + [Other((i, 1)) for i in range(50)]))
named = Named(5, 6)
print([named.first + named.length for _ in range(20)][-1])


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "name", None), type(getattr(error, "obj", None)).__name__)


for _ in range(12):
    try:
        named.broken
    except IndexError:
        pass
attempt(lambda: named.broken)
attempt(lambda: Other().x)


class Strange:
    x = Point.x


def strange():
    for item in [Point(1, 2)] * 20 + [Strange()]:
        item.x


attempt(strange)


def deleted():
    for number, item in enumerate([Named(3, 4)] * 20):
        if number == 10:
            Named.x = 7
        elif number == 15:
            del Named.x
        print(item.x, end=" ")


attempt(deleted)


def raising(_):
    raise AttributeError("inside")


class Raising:
    a = property(raising)
    b = property(itemgetter("b"))


def reads():
    item = Raising()
    for _ in range(20):
        try:
            item.b
        except TypeError as error:
            last = error
    print(last)
    item.a


attempt(reads)


class Fleeting:
    def __getitem__(self, key):
        if "c" in vars(Fleeting):
            del Fleeting.c
        return key


def fleeting():
    item = Fleeting()
    for _ in range(20):
        Fleeting.c = property(itemgetter("c"))
        item.c
    for turn in range(12):
        if turn in (0, 11):
            Fleeting.c = property(itemgetter("c"))
        print(getattr(item, "c", None), end=" ")
    for turn in range(20):
        Named.y = property(itemgetter(turn % 2))
        assert Named(1, 2).y == turn % 2 + 1


attempt(fleeting)
