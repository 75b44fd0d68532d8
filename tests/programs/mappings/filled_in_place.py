"""Comprehensions whose keys need no search, and those that do; what dies while a dict or a set takes a key, or is taken apart."""


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)

    def __hash__(self):
        return 3

    def __eq__(self, other):
        print("eq", self.name, getattr(other, "name", other))
        return isinstance(other, D) and self.name == other.name


def dicts(keys):
    return {key: index for index, key in enumerate(keys)}


def sets(keys):
    return {key for key in keys}


ODD = [0, 8, 16, -1, -2, 2**61 - 1, 2**61, 2**70, 1.0, True, 0.0, "a", "b" * 2, (1, 2), None, 8.0, 2**61 - 2]
for keys in (range(20), range(0, 200, 8), range(-5, 5), ODD, ODD[::-1], "abcabc", ["x" * n for n in range(30)], []):
    d, s = dicts(keys), sets(keys)
    if all(isinstance(key, (int, str)) for key in keys):
        print(d, len(s), sorted(s, key=str))
    else:
        print(d, len(s))
    assert list(d) == list(dict.fromkeys(keys)) and s == set(keys) == d.keys()

print(len(sets([D("a"), D("b"), D("a"), 3])))
print(len(dicts([D("c"), 3, D("c")])))
held = [D("h1"), D("h2")]
d = {D("k"): [D("v1"), (D("v2"), {D("v3")}), held], "text": D("v4"), 5: None}
del d["text"]
d = None
s = {D("s1"), frozenset([D("s2")]), *held}
s = None
print("held", [one.name for one in held])
held = None

deep = []
for n in range(30):
    deep = [n, {n: deep}, D(f"deep {n}") if n % 10 == 0 else (n,)]
deep = None


def watched(items):
    for key, value in items:
        print(key, value.name if isinstance(value, D) else value)
        value = None


def made(count):
    for n in range(count):
        yield D(f"made {n}")


watched(enumerate(made(3)))
watched(enumerate([D("listed 1"), D("listed 2")], 2**62 - 2))
watched({1: D("in a dict"), 2: 3}.items())
watched(enumerate(iter([1, 2])))
d = {1: 2, 3: 4}
try:
    for key, value in d.items():
        print(key, value)
        d[key + 10] = value
except RuntimeError as error:
    print(error)
d = {1: 2, 3: 4}
try:
    for key, value in d.items():
        print(key, value)
        del d[key]
        d[key + 10] = value
except RuntimeError as error:
    print(error)
items = {1: 2, 3: 4, 5: 6}.items()
iterator = iter(items)
pair = next(iterator)
for key, value in iterator:
    print(pair, key, value)
print(list(iterator), [1, 2] + [3], [] + [], [1] + [[2]], [1, 2, 3][1:], "abc"[:2], (1, 2, 3)[1:2], [1, 2, 3][5:2])
try:
    [1] + (2,)
except TypeError as error:
    print(error)
