"""match: sequence and mapping patterns over builtin and user types."""
import array
import collections
import collections.abc


def sequence(x):
    match x:
        case []:
            return "empty"
        case [1, 2]:
            return "one two"
        case [a]:
            return f"single {a!r}"
        case (1, *rest):
            return f"one and {rest}"
        case [first, *_, last] if first == last:
            return f"framed by {first}"
        case [[a, b], c]:
            return f"nested {a} {b} {c}"
        case [*_, "end"]:
            return "ends"
        case [a, b, *c]:
            return f"many {a} {b} {c}"
        case _:
            return "no sequence"


class Seq(collections.abc.Sequence):
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        if isinstance(i, slice):
            raise TypeError("no slices")
        return self.items[i]


class Registered:
    def __len__(self):
        return 1

    def __getitem__(self, i):
        return "registered"


collections.abc.Sequence.register(Registered)
for x in ([], (), [1, 2], (1, 2), [5], "a", b"a", bytearray(b"a"), [1, 2, 3], [7, 0, 7], [(1, 2), 3], [3, 2, "end"], range(3), collections.deque([9]), array.array("i", [1, 2]), {1, 2}, {}, iter([1]), memoryview(b"ab"), Seq(1, 2), Seq(4), None):
    print(type(x).__name__, sequence(x))


def mapping(x):
    match x:
        case {"type": "a", "value": v}:
            return f"a {v}"
        case {"type": str(t), **rest}:
            return f"type {t} {rest}"
        case {1: _, 2.0: b}:
            return f"numbers {b}"
        case {"k": {"n": [a, *_]}}:
            return f"deep {a}"
        case {None: n}:
            return f"none {n}"
        case {**everything} if everything:
            return f"all {everything}"
        case {}:
            return "any mapping"
        case _:
            return "no mapping"


class Default(dict):
    def __missing__(self, key):
        return "made"

    def get(self, key, default=None):
        print("get", key)
        return super().get(key, default)


for x in ({"type": "a", "value": 1}, {"type": "b", "x": 1}, {1: 1, 2: 2}, {"k": {"n": [7, 8]}}, {None: 3}, {"z": 1}, {}, [], Default(type="c"), collections.defaultdict(int), collections.OrderedDict(type="d"), collections.ChainMap({"type": "e"}), 5):
    print(type(x).__name__, mapping(x))


class Bad(collections.abc.Mapping):
    def __getitem__(self, key):
        raise ValueError("bad item")

    def __iter__(self):
        return iter("ab")

    def __len__(self):
        return 2


try:
    mapping(Bad())
except ValueError as error:
    print(error)


class BadLen(Seq):
    def __len__(self):
        raise ValueError("bad len")


try:
    sequence(BadLen())
except ValueError as error:
    print(error)
