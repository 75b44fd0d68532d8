"""Module gc: its functions, their errors, what they show."""
import gc


def show(function):
    try:
        print(repr(function()))
    except BaseException as error:
        print(type(error).__name__, error)


print(gc.isenabled(), gc.get_threshold(), gc.get_debug(), gc.callbacks, gc.garbage)
gc.disable()
print(gc.isenabled())
for name in ["DEBUG_STATS", "DEBUG_COLLECTABLE", "DEBUG_UNCOLLECTABLE", "DEBUG_SAVEALL", "DEBUG_LEAK"]:
    print(name, getattr(gc, name))
for call in [lambda: gc.collect(3), lambda: gc.collect(-1), lambda: gc.collect("x"), lambda: gc.collect(1 << 40),
             lambda: gc.collect(-1 << 40), lambda: gc.collect(generation=0), lambda: gc.collect(1, 2), lambda: gc.set_debug(1.5),
             lambda: gc.set_debug(1 << 31), lambda: gc.set_threshold(), lambda: gc.set_threshold("a"), lambda: gc.set_threshold(1, 2, 3, 4),
             lambda: gc.set_threshold(1 << 31), lambda: gc.get_objects(3), lambda: len(gc.get_objects(-1)) > 100, lambda: gc.get_objects(-2),
             lambda: gc.get_objects("a"), lambda: gc.get_objects(1.0), lambda: gc.is_tracked(), lambda: gc.is_finalized(),
             lambda: gc.get_objects(1 << 70), lambda: gc.freeze(1)]:
    show(call)
gc.set_threshold(5)
print(gc.get_threshold())
gc.set_threshold(700, 20)
print(gc.get_threshold())
gc.set_threshold(2000, 10, 10)
print(gc.get_threshold())
gc.set_debug(gc.DEBUG_SAVEALL)
print(gc.get_debug())
gc.set_debug(0)

# Counts.
gc.collect()
a, b, c = gc.get_count()
x = []
d, e, f = gc.get_count()
print(b, c, e, f, a < 10, d > a)
gc.collect(0)
print(gc.get_count()[1:])
gc.collect(1)
print(gc.get_count()[1:])

# Statistics.
before = gc.get_stats()
l = []
l.append(l)
del l
gc.collect(0)
after = gc.get_stats()
print(list(before[0]), len(before), [{k: n[k] - o[k] for k in n} for o, n in zip(before, after)])


# What is tracked.
class A:
    pass


class S:
    __slots__ = ("a",)


class L(list):
    pass


class T(tuple):
    pass


class I(int):
    pass


def function():
    yield


a = A()
for name, value in {
    "int": 1, "str": "", "none": None, "float": 1.5, "bytes": b"", "range": range(3), "object": object(), "bytearray": bytearray(),
    "list": [], "dict": {}, "dict of atoms": {1: 2}, "set": set(), "frozenset": frozenset(), "empty tuple": (),
    "instance": a, "slots": S(), "list subclass": L(), "tuple subclass": T(), "int subclass": I(3), "class": A, "builtin class": int,
    "function": function, "generator": function(), "code": function.__code__, "module": gc, "builtin": len, "method": [].append,
    "exception": ValueError(), "slice": slice(1), "iterator": iter([]), "zip": zip(), "property": property(), "proxy": A.__dict__,
    "cell": (lambda x: lambda: x)(1).__closure__[0], "memoryview": memoryview(b""), "wrapper": int.__add__, "super": super(A, a),
}.items():
    print(name, gc.is_tracked(value))


def pack(*args, **kwargs):
    return gc.is_tracked(args), gc.is_tracked(kwargs)


print(pack(1, 2), pack([]), pack((1, []), a=1))
print(gc.is_tracked(tuple([1, 2])), gc.is_tracked(tuple([a])), gc.is_finalized(a), gc.is_finalized(1))

# Who refers to whom.
l = [1, 2]
d = {"key": l}
t = (l,)
print([x is l for x in gc.get_referents(d, t)])
print(gc.get_referents(1, "a", l), gc.get_referents(), gc.get_referents([1, 1.5, None]))
a.l = l
referrers = gc.get_referrers(l)
print(any(x is d for x in referrers), any(x is t for x in referrers), any(x is a or x is a.__dict__ for x in referrers))
print(gc.get_referrers(object()), gc.get_referrers())
print(any(x is A for x in gc.get_referents(A())), any(x is A for x in gc.get_referrers(A.__mro__)))
s = S()
s.a = l
print(any(x is s for x in gc.get_referrers(l)), any(x is l for x in gc.get_referents(s)))


def generator(local):
    yield local


g = generator(l)
next(g)
print(any(x is g for x in gc.get_referrers(l)), any(x is l for x in gc.get_referents(g)))
print(any(x is l for x in gc.get_objects()))


# Callbacks.
def callback(phase, info):
    print(phase, sorted(info), info["generation"], info["collected"], info["uncollectable"])


gc.collect()
gc.callbacks.append(callback)
l = []
l.append(l)
del l
print(gc.collect())
gc.collect(1)
gc.callbacks.remove(callback)


# A collection within a collection does nothing.
class Nested:
    def __del__(self):
        print("nested", gc.collect())


n = Nested()
n.n = n
del n
print(gc.collect())

# What is unreachable can be kept.
gc.set_debug(gc.DEBUG_SAVEALL)
l = ["kept"]
l.append(l)
del l
print(gc.collect(), [x[0] for x in gc.garbage if type(x) is list])
gc.set_debug(0)
gc.garbage.clear()
print(gc.collect())

# What is printed.
import sys


class Stream:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass


stderr, sys.stderr = sys.stderr, Stream()
gc.set_debug(gc.DEBUG_STATS | gc.DEBUG_COLLECTABLE)
l = []
l.append(l)
del l
gc.collect(1)
gc.set_debug(0)


def raises(*arguments):
    raise ValueError("from a callback")


gc.callbacks.append(raises)
gc.collect()
gc.callbacks.clear()
text, sys.stderr = sys.stderr.text, stderr
for line in text.splitlines():
    if line.startswith("gc: "):
        print(line.split("0x")[0].split("elapsed")[0].split("generation:")[0].rstrip("0123456789.s "))
    elif not line.startswith("  File"):
        print(line.split(" at 0x")[0])
