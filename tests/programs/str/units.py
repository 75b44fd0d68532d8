"""Texts and bytes taken apart: by number, in loops, in slices; how they compare."""


class Text(str):
    def __getitem__(self, key):
        return "got", key


class Number:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        print("index", self.n)
        return self.n


def at(container, key):
    try:
        return container[key]
    except Exception as error:
        return type(error).__name__, str(error)


containers = [
    "hello", "h\xe9llo", "h\u20ac\xe9", "a\U0001f600\ud800", "", b"bytes", b"\xff\x00", b"", bytearray(b"ba"),
    [1, 2, 3], (1, 2, 3), (), {0: "zero", "a": 1}, range(5), Text("sub"), memoryview(b"mem"), None, 5,
]
for key in (0, 1, -1, 2, 3, -4, 5, 10**30, -10**30, True, None, "a", 1.0):
    print(key, [at(container, key) for container in containers])
print(at("hello", Number(1)), at(b"hello", Number(-1)), at([1, 2], Number(1)), at((1, 2), Number(7)))

slices = [
    lambda x: x[1:3], lambda x: x[:2], lambda x: x[1:], lambda x: x[:], lambda x: x[-2:], lambda x: x[5:1], lambda x: x[0:100],
    lambda x: x[-100:1], lambda x: x[::2], lambda x: x[::-1], lambda x: x[None:None], lambda x: x[True:],
    lambda x: x[10**30:], lambda x: x[-10**30:2], lambda x: x["a":], lambda x: x[1.0:2],
]
for cut in slices:
    row = []
    for container in containers:
        try:
            row.append(cut(container))
        except Exception as error:
            row.append((type(error).__name__, str(error)))
    print(row[:-3] + row[-2:])
print([1, 2, 3][Number(1):Number(2)], "abc"[Number(0):Number(-1)], (1, 2, 3)[Number(1):])
whole = (1, 2, 3)
print(whole[:] is whole, whole[0:3] is whole, "abc"[:] == "abc", [1][:] is [1])


def spell(text):
    found = []
    for character in text:
        found.append(character)
    return found


for _ in range(3):
    for text in ("abc", "\xe9\xe8", "a\u20ac", "\U0001f600x", "", Text("uv"), b"ab", bytearray(b"c"), [1], (2,), range(2), {"k": 1}, {7}):
        print(spell(text), end=" ")
    print()
iterator = iter("abcdef")
for character in iterator:
    print(character, next(iterator, None), iterator.__length_hint__())
iterator = iter("abcdef")
iterator.__setstate__(4)
for character in iterator:
    print(character)
print(next(iterator, "end"), iterator.__reduce__()[1:])

texts = ["", "a", "b", "ab", "a\xe9", "\xe9", "\u20ac", "\U0001f600", "\ud800", "\uffff", "aa" * 20, "aa" * 20 + "b"]
signs = {-1: "<", 0: "=", 1: ">"}
for a in texts:
    row = ""
    for b in texts:
        if a < b:
            row += "<"
        if a > b:
            row += ">"
        if a == b:
            row += "="
        assert (a <= b) == (a < b or a == b) and (a >= b) == (not a < b) and (a != b) == (not a == b)
    print(row)


class Odd(str):
    def __lt__(self, other):
        return "odd"

    def __eq__(self, other):
        return False

    __hash__ = str.__hash__


def less(a, b):
    return a < b, a == b


for _ in range(3):
    print(less("a", "b"), less(Odd("a"), "b"), less("b", Odd("a")), less(1, 2), less(b"a", b"b"))
    try:
        less("a", 1)
    except TypeError as error:
        print(error)
