"""Keys for sorting, and attributes by name."""


class Odd:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        print("asked")
        return True


# sorted: what it takes, and what it says.
words = ["pear", "fig", "apple", "kiwi"]
print(sorted(words), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, reverse=1))
print(sorted(words, key=None, reverse=False), sorted(words, reverse=Odd(1)), sorted((), key=5))
for wrong in (
    lambda: sorted(),
    lambda: sorted(words, len),
    lambda: sorted(words, foo=1),
    lambda: sorted(words, key=len, foo=1),
    lambda: sorted(words, **{"reverse": 1, "bar": 2}),
    lambda: sorted(5),
    lambda: sorted(words, key=5),
    lambda: sorted([1, "a"]),
    lambda: sorted(words, key=lambda word: 1 / (len(word) - 3)),
):
    try:
        print(wrong())
    except (TypeError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
print(sorted([(2, "b"), (1, "z"), (2, "a"), (1, "a")]), sorted([(2, "b"), (1, "z")], key=lambda pair: pair[1]))
print(sorted([3.5, -1.0, 2.25], key=lambda number: -number), sorted([3, 1, 2], key=lambda number: (number % 2, number)))
print(sorted(["b", "a\u1234", "a"]), sorted([1, 2.5, True]), sorted([2**70, 1, -(2**70)], reverse=True))


# getattr and hasattr, again and again with the same name and class.
class Point:
    shared = "of the class"

    def __init__(self, x):
        self.x = x

    def method(self):
        return self.x

    @property
    def read(self):
        return self.x * 2


def get(thing, name):
    try:
        found = getattr(thing, name)
    except AttributeError as error:
        found = str(error)
    given = getattr(thing, name, "default")
    return found if not callable(found) else found(), given if not callable(given) else given(), hasattr(thing, name)


points = [Point(1), Point("a"), Point([])]
points[1].extra = 5
points[2].shared = "own"
points[2].__dict__["method"] = lambda: "hidden"
for round in range(3):
    for name in "x", "shared", "method", "read", "extra", "nothing":
        print(name, [get(point, name) for point in points])
    if round == 0:
        points[0].nothing = "something"
        del points[1].extra
    if round == 1:
        Point.x = property(lambda self: "of the class now")
        Point.nothing = "everywhere"


class Text(str):
    pass


print(getattr(points[0], Text("extra"), "none"), getattr(points[1], Text("x")), hasattr(5, "real"), getattr(5, "imag"))
for name in 5, None, b"x":
    for ask in getattr, hasattr, lambda it, name: getattr(it, name, None):
        try:
            ask(points[0], name)
        except TypeError as error:
            print(error)
