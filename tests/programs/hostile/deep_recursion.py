"""Natural recursion of every kind ends in RecursionError, and deep structures die without it.

Where all goes slowly (`-X small`), they are not as deep.
"""
import sys

DEPTH = 3_000 if "small" in sys._xoptions else 100_000


def attempt(what, function):
    try:
        result = function()
        print(what, "->", str(result)[:40])
    except RecursionError:
        print(what, "RecursionError")
    except MemoryError:
        print(what, "MemoryError")


def nest(make, depth):
    value = make(None)
    for _ in range(depth):
        value = make(value)
    return value


class Linked:
    def __init__(self, next):
        self.next = next


class Slotted:
    __slots__ = ("next",)

    def __init__(self, next):
        self.next = next


for make in (lambda v: [v], lambda v: (v,), lambda v: {"k": v}, Linked, Slotted, lambda v: lambda: v, lambda v: iter([v]), lambda v: Exception(v), lambda v: [v].append, lambda v: property(v), lambda v: zip([v]), lambda v: slice(v), lambda v: [[v]]):
    try:
        chain = nest(make, DEPTH)
        chain = None
    except RecursionError:
        print("RecursionError")
print("chains are gone")


class A:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __hash__(self):
        return hash(self)

    def __call__(self):
        return self()

    def __iter__(self):
        return iter(self)

    def __len__(self):
        return len(self)

    def __add__(self, other):
        return self + other

    def __getitem__(self, key):
        return self[key]

    def __contains__(self, item):
        return item in self

    def __bool__(self):
        return not self

    def __format__(self, spec):
        return format(self, spec)

    def __int__(self):
        return int(self)


a = A()
for what, function in dict(getattr=lambda: a.y, repr=lambda: repr(a), eq=lambda: a == 1, hash=lambda: hash(a), call=lambda: a(), iter=lambda: iter(a), len=lambda: len(a), add=lambda: a + 1, getitem=lambda: a[1], contains=lambda: 1 in a, bool=lambda: bool(a), format=lambda: f"{a}", int=lambda: int(a), str=lambda: str(a), list=lambda: list(a)).items():
    attempt(what, function)


def plain(n):
    return plain(n + 1)


attempt("function", lambda: plain(0))
attempt("lambda", lambda: (f := lambda: f())())
attempt("map", lambda: list(map(lambda x: plain(x), [1])))
attempt("sorted", lambda: sorted([1, 2], key=plain))


def generator(n):
    yield from generator(n + 1)


attempt("generator", lambda: next(generator(0)))


class Meta(type):
    def __instancecheck__(cls, x):
        return isinstance(x, cls)

    def __subclasscheck__(cls, x):
        return issubclass(x, cls)


class M(metaclass=Meta):
    pass


attempt("instancecheck", lambda: isinstance(1, M))
attempt("subclasscheck", lambda: issubclass(int, M))


class P:
    @property
    def p(self):
        return self.p


attempt("property", lambda: P().p)
print(sys.getrecursionlimit())
