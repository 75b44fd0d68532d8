"""`+` of sequences, of the same kind and of others."""


class Right:
    def __radd__(self, other):
        return "radd", other


class List(list):
    def __radd__(self, other):
        return "list radd", list(other)


class Added(list):
    def __add__(self, other):
        return "add"


class Text(str):
    def __radd__(self, other):
        return "text radd"


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def add(a, b):
    try:
        return a + b
    except TypeError as error:
        return str(error)


operands = [
    [1, 2], [], (3,), (), "s", "", b"b", bytearray(b"c"), 1, None, Right(), List([4]), Added([5]), Text("t"), range(2),
]
for _ in range(2):
    for a in operands:
        print([r if "Right" not in repr(r) else "right" for r in (add(a, b) for b in operands)])

a = [1]
b = a + a
print(a is b, b, a + [] is a, [] + a is a, () + (1,), type(List() + [1]), type(List([1]) + List([2])))
b = [Loud("a")] + [Loud("b")]
print(len(b))
del b
c = [Loud("c")]
c + c
print("still")
c = c + [Loud("d")]
print(len(c))
del c
big = list(range(1000)) + list(range(1000))
print(len(big), big[999:1002])
