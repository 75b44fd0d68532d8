"""list() and its kin of things that are gone over without running Python code; min and max; isinstance."""

d = {"a": 1, 2: "b", None: 3.5}
for source in (d, d.keys(), d.values(), d.items(), range(5), range(5, 0, -2), "aé€😀", "", {1, 2, 3}, frozenset("a"), range(0)):
    print(list(source), tuple(source), [*source], (*source, 1), len(list(source)) == len(source))
    items = [0]
    items.extend(source)
    items += source
    print(items)
    first, *rest = [9, *source]
    print(first, rest)


class Dict(dict):
    def keys(self):
        return ["keys"]

    def __iter__(self):
        return iter(["iter"])


class Text(str):
    def __iter__(self):
        return iter("iter")


class Numbers(set):
    def __iter__(self):
        return iter([4, 5])


for source in (Dict(a=1), Dict(a=1).values(), Text("text"), Numbers([1])):
    print(list(source), [*source], tuple(source))
print(min(3, 1, 2), max(3, 1, 2), min([2.5, 1]), max("b", "a"), min("abc", key=ord), max([(1, 2), (1, 3)]), max([1, True], key=abs))
print(max([], default=5), min([1.0, 1]), min([1, 1.0]), max(0.0, -0.0), min([float("nan"), 1]), min([1, float("nan")]))
for arguments in ((1, "a"), ([],), ([1, None],)):
    try:
        print(max(*arguments))
    except (TypeError, ValueError) as error:
        print(error)


class Claims:
    __class__ = int


class Asks:
    @property
    def __class__(self):
        return str


class Reads:
    def __getattribute__(self, name):
        return list if name == "__class__" else super().__getattribute__(name)


for value in (Claims(), Asks(), Reads(), 1, True, "a"):
    print([isinstance(value, kind) for kind in (int, str, list, object, (str, list))])


class Empty:
    def __init__(self):
        self.__dict__["__class__"] = int


print(isinstance(Empty(), int), "".join(["a"]), "-".join(["é", "a"]), "é".join(["a", "b"]), "é".join(["a"]), "€".join("ab"), ",".join([]), "".join(["", ""]), "".join(["", "a"]), ", ".join(str(i) for i in range(12)))
try:
    ",".join(["a", 1])
except TypeError as error:
    print(error)
print("Hello".replace("l", "L"), "aaa".replace("a", "b", 2), "abc".replace("z", "y"), "abc".replace("a", "é"), "a".replace("a", "b"), "".replace("a", "b"))
print("hello".translate({104: "H", 101: None, 108: 0x20ac}), "abc".translate(str.maketrans("ab", "xy", "c")))
a, *b, c = (1, 2, 3, 4)
print(a, b, c)
*a, = ()
print(a)
try:
    a, b, *c = (1,)
except ValueError as error:
    print(error)
for text, *names in (("x", "utf-8"), ("é", "latin-1"), ("x", "UTF8"), ("x", "ascii", "strict")):
    print(text.encode(*names), text.encode(*names).decode(*names))
