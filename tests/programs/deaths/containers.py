"""What dies when containers change: items of lists, dicts, sets, deques, slices, attributes."""
from collections import deque


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)

    def __repr__(self):
        return self.name


l = [D(f"l{i}") for i in range(6)]
l[0] = None
del l[1]
print(l)
l[1:3] = [D("n")]
print(l)
l.pop()
l.remove(l[1])
print(l)
l.clear()
print("cleared")
l = [D("x"), [D("y"), D("z")]]
l = None
print("nested")
d = {i: D(f"d{i}") for i in range(5)}
d[0] = D("new d0")
del d[1]
d.pop(2)
d.popitem()
d.update({3: D("new d3")})
print(d)
d.clear()
print("dict cleared")
d = {D("key"): D("value")}
d = None
s = {D("s")}
s.clear()
s = {D("t")}
s.pop()
q = deque([D("q1"), D("q2"), D("q3")], maxlen=3)
q.append(D("q4"))
q.rotate()
q.popleft()
q = None
print("deque")


class Holder:
    pass


h = Holder()
h.a = D("a")
h.b = D("b")
h.a = D("a2")
del h.b
print(h.__dict__)
h.__dict__ = {"c": D("c")}
print("dict replaced")
h = None


class Slots:
    __slots__ = "a", "b"


h = Slots()
h.a, h.b = D("slot a"), D("slot b")
h.a = None
h = None
t = (D("t1"), (D("t2"), D("t3")))
t = None
l = [D("e1")]
l.append(l)
l = None
import gc

print(gc.collect() > 0)
a, *b = [D("u1"), D("u2"), D("u3")]
a = b = None
l = [D("w1"), D("w2"), D("w3")]
l.sort(key=lambda d: d.name)
l[:] = []
l = [D("r1")] * 3
l.pop()
l = None
