"""Weak references and proxies: making, sharing, comparing, calling, dying."""
import _weakref as weakref


def show(function):
    try:
        print(repr(function()))
    except BaseException as error:
        print(type(error).__name__, error)


class A:
    def __init__(self, name="a"):
        self.name = name

    def __del__(self):
        print("del", self.name)


# Making and sharing.
a = A()
r = weakref.ref(a)
print(r() is a, weakref.ref(a) is r, weakref.ref(a, None) is r, weakref.getweakrefcount(a))
print(a.__weakref__ is r)
p = weakref.proxy(a)
print(weakref.proxy(a) is p, type(p), weakref.getweakrefcount(a), weakref.getweakrefs(a)[1] is p)
c1 = weakref.ref(a, lambda ref: print("callback 1", ref is c1, ref()))
c2 = weakref.ref(a, lambda ref: print("callback 2", ref is c2, ref()))
print([x is y for x, y in zip(weakref.getweakrefs(a), [r, p, c2, c1])])
print(c1.__callback__ is not None, r.__callback__)
show(lambda: setattr(r, "__callback__", 1))
print(r == c1, hash(r) == hash(a), r != c1)
show(lambda: r < c1)
del a
print(r(), c1(), c1.__callback__, r == c1, r == r, r != c1, hash(r) != 0)
print(repr(r).split(" at ")[0], repr(r).split("; ")[1])
show(lambda: hash(c1))
show(lambda: p.name)
show(lambda: p + 1)
show(lambda: weakref.ref(a))

# Errors.
o = A("o")
for arguments in [(), (1,), (o, 1, 2), ("",), ([],), (None,), (object(),), ((),)]:
    show(lambda: weakref.ref(*arguments))
show(lambda: weakref.ref(o, callback=1))
show(lambda: weakref.ref(o)(1))
show(lambda: weakref.ref(o)(x=1))
show(lambda: weakref.ref(o).__init__())
show(lambda: weakref.ref(o).__init__(1, 2, 3))
show(lambda: weakref.proxy(1))
show(lambda: weakref.ProxyType())
show(lambda: weakref.CallableProxyType())
show(lambda: weakref._remove_dead_weakref(1, 2))
show(lambda: weakref._remove_dead_weakref({1: 2}, 1))
show(lambda: weakref._remove_dead_weakref({}, 1))
show(lambda: weakref._remove_dead_weakref({}, []))


class Slots:
    __slots__ = ("x",)


class WeakSlots:
    __slots__ = ("x", "__weakref__")


show(lambda: weakref.ref(Slots()))
w = WeakSlots()
wr = weakref.ref(w)
print(wr() is w, w.__weakref__ is wr)


# Which builtin objects can be referred to.
def function():
    yield


for value in [function, function(), function.__code__, len, [].append, o.__init__, set(), frozenset(), type, A, int,
              memoryview(b""), weakref, weakref.ref(o), [], {}, (), "", b"", 1.5, iter([]), classmethod(function),
              staticmethod(function), property(), ValueError(), ExceptionGroup("", [ValueError()]), A.__dict__, slice(1),
              range(1), enumerate([]), super(A, o)]:
    try:
        print(type(value).__name__, weakref.ref(value)() is value)
    except TypeError as error:
        print(error)


# Subclasses.
class Ref(weakref.ref):
    __slots__ = ("key",)

    def __new__(cls, target, callback=None, key=None):
        self = super().__new__(cls, target, callback)
        self.key = key
        return self

    def __init__(self, target, callback=None, key=None):
        super().__init__(target, callback)


r1, r2 = Ref(o, key=1), Ref(o, lambda ref: print("subclass callback", ref.key), key=2)
print(r1 is not r2, r1 == r2, r1.key, r2.key, r1() is o, weakref.getweakrefcount(o))
print(isinstance(r1, weakref.ReferenceType), weakref.ReferenceType is weakref.ref)


class Rich(weakref.ref):
    pass


rich = Rich(o)
rich.x = 1
print(rich.__dict__, type(rich).__mro__[1].__name__)


# Resurrection, and references during a finaliser.
class Back:
    def __del__(self):
        global back
        print("finaliser sees", reference() is self)
        back = self


b = Back()
reference = weakref.ref(b, lambda ref: print("dead now"))
del b
print(reference() is back)
del back
print(reference())

# References with callbacks, the last made first.
o2 = A("o2")
keep = [weakref.ref(o2, lambda ref: print("first made"))]
keep.append(weakref.ref(o2, lambda ref: print("second made")))
del keep[1]
keep.append(weakref.ref(o2, lambda ref: print("third made")))
del o2


# Callbacks may kill references.
def kill(ref):
    print("killing")
    references.clear()


o3 = A("o3")
references = [weakref.ref(o3, lambda ref: print("still called")), weakref.ref(o3, kill)]
del o3

# A reference that dies before its object.
o4 = A("o4")
r4 = weakref.ref(o4, lambda ref: print("never"))
del r4
print(weakref.getweakrefcount(o4))
del o4


# A generator loses its references first.
def generator():
    try:
        yield 1
    finally:
        print("generator closes", gref())


g = generator()
next(g)
gref = weakref.ref(g, lambda ref: print("generator callback"))
del g


# The order: finaliser, callbacks, attributes.
class Part:
    def __del__(self):
        print("part dies")


o5 = A("o5")
o5.part = Part()
r5 = weakref.ref(o5, lambda ref: print("callback before parts"))
del o5

# Many.
objects = [WeakSlots() for _ in range(3000)]
count = 0


def died(ref):
    global count
    count += 1


refs = [weakref.ref(x, died) for x in objects]
plain = [weakref.ref(x) for x in objects]
del objects[::2]
print(count, sum(r() is not None for r in plain))
del refs
del objects
print(count, sum(r() is not None for r in plain))


# Chains of finalisers do not nest.
class Chain:
    def __init__(self, next):
        self.next = next

    def __del__(self):
        global count
        count += 1


count = 0
chain = None
for _ in range(20000):
    chain = Chain(chain)
del chain
print(count)
del o, r1, r2, rich, value, arguments
