"""Equality, hashing and ordering by user classes, and how containers use them."""
from functools import total_ordering


class Eq:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        log.append(("eq", self.v, getattr(other, "v", other)))
        return isinstance(other, Eq) and self.v == other.v

    def __hash__(self):
        log.append(("hash", self.v))
        return hash(self.v)

    def __repr__(self):
        return f"E{self.v}"


log = []


def show(what, value):
    print(what, value, log)
    log.clear()


a, b, c = Eq(1), Eq(1), Eq(2)
show("in list", b in [c, a])
show("identity first", a in [a])
show("index", [c, a].index(b))
show("count", [a, b, c].count(a))
show("list ==", [a, c] == [b, c])
show("list <", [a] == [a])
show("dict", {a: 1}[b])
show("dict same", {a: 1}[a])
show("set", len({a, b, c}))
show("remove", [c, a].remove(b))
show("tuple", (a, 1) == (b, 1))
show("!=", a != b)
show("reflected", 3 == a)
show("max", max([1, 2, 3], key=lambda x: Eq(x).v))
show("hash of tuple", hash((a,)) == hash((b,)))


class NoHash:
    def __eq__(self, other):
        return True


print(NoHash.__hash__)
try:
    hash(NoHash())
except TypeError as error:
    print(error)


class Parent(Eq):
    pass


show("inherits", Parent(1) == a)


class Child(Eq):
    def __eq__(self, other):
        log.append("child first")
        return NotImplemented


show("subclass first", a == Child(1))
print(Child.__hash__)


@total_ordering
class Ordered:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v < other.v

    def __eq__(self, other):
        return self.v == other.v


x, y = Ordered(1), Ordered(2)
print(x <= y, x > y, x >= y, sorted([y, x])[0] is x, max(x, y) is y)


class BadTruth:
    def __eq__(self, other):
        return self

    def __bool__(self):
        raise ValueError("no truth")

    __hash__ = None


for f in (lambda: BadTruth() in [1], lambda: [BadTruth()] == [1], lambda: bool(BadTruth() == 1), lambda: (BadTruth(),) < (1,), lambda: [BadTruth()].index(1)):
    try:
        print(f())
    except ValueError as error:
        print(error)


class BadHash:
    def __hash__(self):
        return "x"


class BigHash:
    def __hash__(self):
        return 2**100


for f in (lambda: hash(BadHash()), lambda: hash(BigHash()), lambda: {BadHash(): 1}, lambda: hash(-1), lambda: hash(type("M", (), {"__hash__": lambda s: -1})())):
    try:
        print(f())
    except TypeError as error:
        print(error)
