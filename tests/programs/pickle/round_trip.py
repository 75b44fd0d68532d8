# Pickles of all protocols: their bytes, and what they become.
import collections
import copyreg
import fractions
import hashlib
import pickle


class Plain:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__


class Members:
    __slots__ = ("first", "second")

    def __eq__(self, other):
        return self.first == other.first


class Arguments(int):
    def __new__(cls, value, *, scale=1):
        self = super().__new__(cls, value * scale)
        self.scale = scale
        return self

    def __getnewargs_ex__(self):
        return (int(self) // self.scale,), {"scale": self.scale}


class Items(list):
    pass


class Entries(dict):
    pass


class Outer:
    class Inner:
        pass

    def method(self):
        pass


class Setter:
    def __init__(self, value):
        self.value = value

    def __reduce_ex__(self, protocol):
        return Setter, (0,), self.value, None, None, set_value

    def __eq__(self, other):
        return self.value == other.value


def set_value(target, value):
    target.value = value


Point = collections.namedtuple("Point", "x y")


def make_members():
    members = Members()
    members.first = [1]
    return members


recursive_list = [1]
recursive_list.append(recursive_list)
recursive_tuple = ([],)
recursive_tuple[0].append(recursive_tuple)
recursive_dict = {}
recursive_dict["self"] = recursive_dict
cyclic = Plain()
cyclic.me = cyclic
shared = ["shared"]

values = {
    "singletons": [None, True, False, ..., NotImplemented, type(None), type(...), type(NotImplemented)],
    "ints": [0, 1, -1, 255, 256, 65535, 65536, -128, -129, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**62, 2**63, -2**63, 2**64],
    "long ints": [sign * 2**n + d for n in (7, 15, 39, 71, 127, 2040, 2047) for d in (-1, 0, 1) for sign in (1, -1)],
    "floats": [0.0, -0.0, 1.5, 1e300, 5e-324, float("inf"), -float("inf"), 0.1],
    "strings": ["", "a", "abc", "\xe9", "\u20ac", "\U0001f600", "\ud800", "line\nend\r\\\0\x1a", "x" * 255, "x" * 256, "\xe9" * 128],
    "bytes": [b"", b"a", bytes(range(256)), b"x" * 255, b"x" * 256, bytearray(), bytearray(b"abc")],
    "large": ["y" * 70000, b"z" * 70000, bytearray(70000), list(range(30000)), "\u20ac" * 30000],
    "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), ((), ((),))],
    "lists": [[], [1], [1, 2], list(range(999)), list(range(1000)), list(range(1001)), list("ab" * 1000)],
    "dicts": [{}, {1: 2}, {"a": 1, "b": 2}, dict.fromkeys(range(1000)), dict.fromkeys(range(1001))],
    "sets": [set(), {1}, set(range(5)), set(range(1000)), frozenset(), frozenset({1}), frozenset(range(1001))],
    "shared": [shared, shared, {"a": shared}, "text", "text"],
    "classes": [int, str, Plain, Outer.Inner, collections.OrderedDict, Outer.method, len, [].append],
    "instances": [Plain(), Plain(a=1, b=[2]), make_members(), Arguments(5, scale=3), Items([1, 2]), Entries(a=1), Setter([7]), Point(1, 2)],
    "library": [collections.OrderedDict(a=1), collections.deque([1, 2], 3), collections.Counter("aab"), fractions.Fraction(1, 3),
                1j, range(3), slice(1, 2), ValueError("wrong", 3), collections.defaultdict(list, a=[1]), iter([1, 2, 3])],
    "many instances": [Plain(n=n, name=str(n)) for n in range(300)],
}

for name, group in values.items():
    for protocol in range(6):
        answers = []
        # Names of modules may be one object, or several: that is seen where they are written together.
        for value in group if name in ("classes", "library") else [*group, group]:
            try:
                data = pickle.dumps(value, protocol)
            except Exception as error:
                answers.append(f"{type(error).__name__}: {error}")
                continue
            back = pickle.loads(data)
            if name not in ("classes", "library", "instances", "singletons") and back != value:
                print("DIFFERENT", name, protocol, repr(value)[:50])
            answers.append(data if len(data) < 60 else f"{len(data)} {hashlib.md5(data).hexdigest()}")
        if name in ("singletons", "tuples", "classes", "instances", "library"):
            print(name, protocol, *answers, sep="\n  ")
        else:
            print(name, protocol, hashlib.md5(repr(answers).encode()).hexdigest())

for value in (recursive_list, recursive_tuple, recursive_dict, cyclic):
    for protocol in range(6):
        data = pickle.dumps(value, protocol)
        print(protocol, data, pickle.loads(data) is not None)
    back = pickle.loads(data)
    print(type(back).__name__)

copyreg.add_extension("__main__", "Plain", 0x1234)
for protocol in range(6):
    data = pickle.dumps(Plain, protocol)
    print(data, pickle.loads(data) is Plain)
