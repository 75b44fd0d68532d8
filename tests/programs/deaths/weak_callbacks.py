"""Weak references, their callbacks, and the order of both with finalisers."""
import weakref


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, [r() is None for r in refs])


refs = []


def watch(object, tag):
    refs.append(weakref.ref(object, lambda r: print("callback", tag, r() is None)))


a = D("a")
watch(a, "first")
watch(a, "second")
a = None
refs.clear()
b = D("b")
watch(b, "b")
refs.clear()
b = None
print("callbacks that are dead are not called")


class Both:
    def __del__(self):
        print("finaliser", ref() is None)


o = Both()
ref = weakref.ref(o, lambda r: print("callback"))
o = None


class Phoenix:
    def __del__(self):
        global saved
        saved = self
        print("saved")


p = Phoenix()
ref = weakref.ref(p, lambda r: print("callback of phoenix"))
p = None
print(ref() is saved) if ref() else print("reference dead", type(saved).__name__)
saved = None
print("finalised once", ref())
f = weakref.finalize(o2 := D("finalize"), print, "finalize called", 1, end="!\n")
print(f.alive, f.peek()[2:])
o2 = None
print(f.alive, f())
d = weakref.WeakValueDictionary()
d["k"] = k = D("value")
print(len(d), "k" in d)
k = None
print(len(d), d.get("k"))
s = weakref.WeakSet([x := D("x"), y := D("y")])
x = None
print(len(s))
y = None
kd = weakref.WeakKeyDictionary()
kd[z := D("z")] = D("value of z")
z = None
print(len(kd))
r1, r2 = weakref.ref(D), weakref.ref(D)
print(r1 is r2, r1 == r2, hash(r1) == hash(D), weakref.getweakrefcount(D) >= 1)


def raising(r):
    raise ValueError("in callback")


import sys

sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.exc_value, u.err_msg.split(" at 0x")[0])
q = D("q")
r = weakref.ref(q, raising)
q = None
try:
    weakref.ref(3)
except TypeError as error:
    print(error)
w = D("proxied")
p = weakref.proxy(w)
print(p.name)
w = None
try:
    p.name
except ReferenceError as error:
    print(error)
