"""The collector: what it finds, in which order things happen, what comes back."""
import _weakref as weakref
import gc

gc.disable()
gc.collect()


class A:
    def __init__(self, name):
        self.name = name
        self.young = self.old = None


# What is found, and how many objects it is.
def simple():
    l = []
    l.append(l)


def dictionary():
    d = {}
    d[1] = d


def tuples():
    l = []
    t = (l,)
    l.append(t)


def instance():
    a = A("x")
    a.a = a


def method():
    a = A("x")
    a.method = a.__init__


def class_():
    class B:
        pass


def function():
    d = {}
    exec("def f(): pass\n", d)


def closure():
    def inner():
        return inner


def slots():
    class S:
        __slots__ = ("a", "b")
    s, t = S(), S()
    s.a, t.b = t, s


def set_():
    class H:
        pass
    h = H()
    h.s = {h}
    h.f = frozenset([h])


def generator():
    def g():
        me = yield
        yield me
    x = g()
    next(x)
    x.send(x)


def exception():
    try:
        raise ValueError
    except ValueError as error:
        kept = error
        kept.me = kept
    del kept


def subclasses():
    class L(list):
        pass
    class T(tuple):
        pass
    class D(dict):
        pass
    l = L()
    t = T([l])
    d = D(t=t)
    l.append(d)
    t.x = d
    d.y = l


def types():
    class M(type):
        def __new__(cls, name, bases, namespace):
            self = super().__new__(cls, name, bases, namespace)
            self.me = self
            return self
    class X(metaclass=M):
        pass
    class Y(X):
        pass
    X.y = Y()
    Y.x = X()


def iterators():
    l = []
    l.append(iter(l))
    l.append(enumerate(l))
    l.append(map(None, l))
    l.append(zip(l, l))
    l.append(slice(l))
    l.append(reversed(l))


for make in [simple, dictionary, tuples, closure, generator]:
    make()
    print(make.__name__, gc.collect(), gc.collect())
for make in [iterators, instance, method, set_, class_, slots, subclasses, types, function, exception]:
    make()
    print(make.__name__, gc.collect() > 0, gc.collect())


# Finalisers, callbacks of weak references, and who sees what.
class Loud:
    def __init__(self, name):
        self.name = name
        self.other = self.unreachable = None

    def __del__(self):
        print("finaliser", self.name, self.other.name, plain() is not None, called() is not None)


def pair():
    global plain, called
    a, b = Loud("a"), Loud("a")
    a.other, b.other = b, a
    plain = weakref.ref(a)
    called = weakref.ref(a, lambda ref: print("callback", ref() is None, plain() is not None))
    a.unreachable = weakref.ref(b, lambda ref: print("never called"))


pair()
print(gc.collect())
print(plain(), called(), called.__callback__ is not None)


# Resurrection: once.
class Back:
    def __init__(self):
        self.me = self

    def __del__(self):
        print("back")
        kept.append(self)


kept = []
Back()
print(gc.collect(), len(kept), gc.is_finalized(kept[0]))
reference = weakref.ref(kept[0])
kept.clear()
print(gc.collect(), reference(), len(kept))


# Only one of a cycle comes back: all of it does.
class Half:
    def __del__(self):
        if self.keep:
            kept.append(self)


one, two = Half(), Half()
one.keep, two.keep = True, False
one.other, two.other = two, one
refs = [weakref.ref(one), weakref.ref(two)]
del one, two
print(gc.collect(), [ref() is not None for ref in refs])
kept[0].keep = False
kept.clear()
print(gc.collect(), [ref() is not None for ref in refs])


# A finaliser that breaks the cycle.
class Breaker:
    def __init__(self):
        self.me = self

    def __del__(self):
        self.me = None
        print("broken")


Breaker()
print(gc.collect())


# What is outside of the garbage dies of it, with its own finaliser and callbacks.
class Outside:
    def __del__(self):
        print("outside")


def outside():
    global oref
    o = Outside()
    gc.collect()
    gc.collect()
    l = [o]
    l.append(l)
    oref = weakref.ref(o, lambda ref: print("outside callback"))


outside()
print(gc.collect(0), oref())

# Generations.
gc.collect()
l = []
print(any(x is l for x in gc.get_objects(0)), any(x is l for x in gc.get_objects(1)), any(x is l for x in gc.get_objects(2)))
gc.collect(0)
print(any(x is l for x in gc.get_objects(0)), any(x is l for x in gc.get_objects(1)), any(x is l for x in gc.get_objects(2)))
gc.collect(1)
print(any(x is l for x in gc.get_objects(0)), any(x is l for x in gc.get_objects(1)), any(x is l for x in gc.get_objects(2)))
print(any(x is l for x in gc.get_objects()))
l.append(l)
del l
print(gc.collect(0), gc.collect(1), gc.collect(2))

# An old object keeps a young one, and the other way round.
old = A("old")
gc.collect()
old.young = A("young")
old.young.old = old
print(gc.collect(0), old.young.name)
del old
print(gc.collect(0), gc.collect(1), gc.collect(2))

# A long chain, and a wide one.
chain = None
for i in range(100000):
    chain = [chain]
end = chain
while end[0] is not None and len(end) < 2:
    end = end[0]
end.append(chain)
del chain, end
print(gc.collect() > 99_000)
wide = [[] for _ in range(100000)]
for x in wide:
    x.append(wide)
del wide, x
print(gc.collect() > 99_000)

# Frozen objects are not looked at.
l = []
l.append(l)
gc.freeze()
print(gc.get_freeze_count() > 100, any(x is l for x in gc.get_objects()), gc.is_tracked(l))
r = A("r")
r.r = r
ref = weakref.ref(r)
del l, r
print(gc.collect() > 0, ref())
gc.unfreeze()
print(gc.get_freeze_count(), gc.collect())
