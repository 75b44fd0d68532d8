"""Loops whose tuples are taken apart at once: over enumerate, zip and items of dicts, and over what comes instead of them."""

import sys


class Loud:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Loud({self.name!r})"

    def __del__(self):
        print("gone", self.name)


def pairs(iterable):
    found = []
    try:
        for a, b in iterable:
            found.append((a, b))
    except Exception as error:
        found.append((type(error).__name__, str(error), error.__traceback__.tb_lineno - pairs.__code__.co_firstlineno))
    return found


def numbers(n):
    yield from range(n)


class Broken:
    def __init__(self):
        self.left = 2

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise KeyError("no more")
        self.left -= 1
        return self.left


class Triples(enumerate):
    def __next__(self):
        count, item = super().__next__()
        return count, item, item


class Swapped(zip):
    def __next__(self):
        a, b = super().__next__()
        return b, a


class Same(enumerate):
    pass


# One loop for all of them, twice, so that no form of its instructions fits for long.
for _ in range(2):
    print(pairs(enumerate("abc")))
    print(pairs(enumerate([1, 2], 5)))
    print(pairs(enumerate((1, 2), -1)))
    print(pairs(enumerate(range(3), 2**62 - 2)))
    print(pairs(enumerate(numbers(2), 2**64)))
    print(pairs(enumerate(Broken())))
    print(pairs(Triples("ab")))
    print(pairs(Swapped("ab", "cd")))
    print(pairs(Same("xy", 3)))
    print(pairs([(1, 2), [3, 4], "ab"]))
    print(pairs(["abc"]))
    print(pairs("ab"))
    print(pairs(numbers(1)))
    print(pairs(zip("abc", [1, 2])))
    print(pairs(zip("ab", [1, 2], "cd")))
    print(pairs(zip("ab")))
    print(pairs(zip()))
    print(pairs(zip("abc", (1, 2), strict=True)))
    print(pairs(zip("ab", (1, 2, 3), strict=True)))
    print(pairs(zip(Broken(), "abc")))
    print(pairs(zip("abc", Broken())))
    print(pairs({"a": 1, 2: "b"}.items()))
    print(pairs(reversed({"a": 1, 2: "b"}.items())))
    print(pairs({"ab": 1, "cd": 2}))
    print(pairs({}.items()))
    print(pairs(map(divmod, [7, 8], [2, 3])))

print("one iterator twice")
iterator = iter(range(7))
print([a * 10 + b for a, b in zip(iterator, iterator)], list(iterator))
first, second = iter([1, 2, 3]), iter([1])
for a, b in zip(first, second):
    print(a, b)
print(list(first))

print("changes on the way")
d = {1: "a", 2: "b"}
try:
    for k, v in d.items():
        d[k + 10] = v
except RuntimeError as error:
    print(error)
d = {1: "a", 2: "b"}
try:
    for k, v in d.items():
        del d[k]
        d[k + 10] = v
except RuntimeError as error:
    print(error, d)
items = [1, 2, 3]
for i, x in enumerate(items):
    if i < 3:
        items.append(x * 10)
print(items)
e = enumerate("abcd")
for i, c in e:
    print(i, c, next(e, None))


def nested():
    global inner
    yield 1
    yield next(inner, "end")
    yield 3


source = nested()
inner = enumerate("pq")
for i, x in enumerate(source):
    print(i, x)


def recursive():
    yield "a"
    try:
        print(next(outer))
    except ValueError as error:
        print(error)
    yield "b"


outer = enumerate(recursive())
for i, x in outer:
    print(i, x)

print("deaths")
for i, x in enumerate([Loud("a"), Loud("b")]):
    print(i, x)
    x = None
for a, b in zip([Loud("c")], [Loud("d")]):
    print(a, b)
del a, b
for k, v in {"k": Loud("e")}.items():
    print(k, v)
print("after the loop")
del k, v
for _, _ in enumerate((Loud("f") for _ in range(2))):
    print("body")
print("kept")
kept = list(zip([Loud("g")], [Loud("h")]))
for a, b in kept:
    pass
del a, b
kept.clear()
try:
    for i, x in enumerate([Loud("i")]):
        del i, x
        raise ValueError
except ValueError:
    print("raised")

print("traced")
lines = []


def trace(frame, event, arg):
    if frame.f_code is traced.__code__:
        lines.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return trace


def traced(items):
    for (
        i,
        x
    ) in enumerate(items):
        pass
    for k, v in {1: 2}.items():
        i = k
    return i


for _ in range(3):
    traced("ab")
sys.settrace(trace)
traced("ab")
sys.settrace(None)
print(lines)
lines.clear()


def instructions(frame, event, arg):
    if frame.f_code is not traced.__code__:
        return None
    frame.f_trace_opcodes = True
    lines.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return instructions


sys.settrace(instructions)
traced("ab")
sys.settrace(None)
print(lines)
