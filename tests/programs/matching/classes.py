"""match: class patterns, `__match_args__`, builtin types, errors."""
from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int = 0


class Pair:
    __match_args__ = ("left", "right")

    def __init__(self, left, right):
        self.left, self.right = left, right


class Empty:
    pass


class BadArgs:
    __match_args__ = ["a"]
    a = 1


class BadItem:
    __match_args__ = (1,)


class Raises:
    __match_args__ = ("p",)

    @property
    def p(self):
        raise ValueError("in property")


class Sub(int):
    pass


def show(x):
    match x:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return f"on y at {y}"
        case Point(x, 0):
            return f"on x at {x}"
        case Point(x, y) if x == y:
            return "diagonal"
        case Point():
            return "a point"
        case Pair(Point(a, b), right=[c, *_]):
            return f"pair of point {a} {b} and {c}"
        case Pair(left, right):
            return f"pair {left} {right}"
        case bool(b):
            return f"bool {b}"
        case int(0) | float(0):
            return "zero"
        case int(n) | float(n):
            return f"number {n}"
        case str(s):
            return f"str {s}"
        case bytes(b) | bytearray(b):
            return f"bytes {bytes(b)}"
        case list([a, b]):
            return f"list of {a} {b}"
        case tuple(t) | list(t) | set(t) | frozenset(t):
            return f"container {sorted(t)}"
        case dict({"k": v}):
            return f"dict k={v}"
        case dict(d):
            return f"dict {d}"
        case Empty(absent=1):
            return "never"
        case Empty():
            return "empty"


for x in (Point(0, 0), Point(0, 5), Point(3, 0), Point(4, 4), Point(1, 2), Pair(Point(1, 2), [3, 4]), Pair(1, 2), True, 0, 0.0, 5, 2.5, Sub(7), "s", b"b", bytearray(b"c"), [1, 2], [1], (1, 2), {3}, frozenset({4}), {"k": 1}, {}, Empty(), None):
    print(type(x).__name__, "->", show(x))


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


def too_many(x):
    match x:
        case Empty(1):
            pass


def too_many_pair(x):
    match x:
        case Pair(1, 2, 3):
            pass


def too_many_int(x):
    match x:
        case int(1, 2):
            pass


def duplicate(x):
    match x:
        case Pair(1, left=1):
            pass


def not_class(x):
    five = 5
    match x:
        case five():
            pass


def bad_args(x):
    match x:
        case BadArgs(1):
            pass


def bad_item(x):
    match x:
        case BadItem(1):
            pass


def raising(x):
    match x:
        case Raises(1):
            pass


attempt(lambda: too_many(Empty()))
attempt(lambda: too_many(5))
attempt(lambda: too_many_pair(Pair(1, 2)))
attempt(lambda: too_many_int(1))
attempt(lambda: duplicate(Pair(1, 2)))
attempt(lambda: not_class(1))
attempt(lambda: bad_args(BadArgs()))
attempt(lambda: bad_item(BadItem()))
attempt(lambda: raising(Raises()))
print(Point.__match_args__)
