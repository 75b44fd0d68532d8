"""Keys that are tuples of tuples, and objects of classes derived from tuple: which of them are asked whether they are equal."""

from collections import namedtuple

Point = namedtuple("Point", "x y")


class Plain(tuple):
    __hash__ = tuple.__hash__


class Telling(tuple):
    __hash__ = tuple.__hash__

    def __eq__(self, other):
        print("asked", tuple(self), tuple(other))
        return tuple.__eq__(self, other)


class Ordered(tuple):
    def __lt__(self, other):
        print("never asked")
        return False


# -1 and -2 have the same hash, so these are told apart by their items.
minus = {(-1,): "one", (-2,): "two", (Point(-1, -2),): "p", (Point(-2, -1),): "q", (Point(-2, -2), 1.5): "r"}
print(minus[(-1,)], minus[(-2,)], minus[(Point(-1, -2),)], minus[((-2, -1),)], minus.get(((-1, -1),)))
print(minus[Plain([-1])], minus[Ordered([-2])], minus[((-2, -2), 1.5)], minus.get(((-2, -1), 1.5)), minus.get(((-2, -2), -1.5)))

# What is equal without being the same: numbers of several types, zeros with a sign.
mixed = {Point(1, 0.0): "mixed", (Plain(["a" * 3]), b"x"): "bytes"}
print(mixed[(True, -0.0)], mixed[Point(1.0, 0)], mixed[(("aa" + "a",), bytes([120]))])

# NaN is equal to itself where it is the same object.
nan = float("nan")
print({Point(nan, 1): "nan"}.get((nan, 1)), len({(nan,), Plain([nan]), (float("inf"),), Plain([float("inf")])}))

# A class with a comparison of its own is asked, wherever it stands.
told = {Telling([1, 2]): "told", (3, Telling([4])): "inside"}
print(told[(1, 2)])
print(told[(3, (4,))])
print({(3, (4,)): "plain"}[(3, Telling([4]))])
print(Telling([1, 2]) in {(1, 2)})

# So is one that gets a comparison later.
late = {Plain([1, Plain([-1])]): "late"}
print(late[(1, (-1,))])
Plain.__eq__ = lambda self, other: print("late", len(self)) or NotImplemented
print(late[(1, (-1,))])
print((1, (-1,)) in {Plain([1, (-1,)])})
del Plain.__eq__
print(late[Plain([1, (-1,)])])

# Deep ones.
deep = shallow = (-1,)
for _ in range(12):
    deep, shallow = Point(deep, 1), (shallow, 1)
other = (-2,)
for _ in range(12):
    other = (other, 1)
print(deep in {shallow}, other in {deep}, hash(other) == hash(deep))
