"""The order in which objects die: names, del, rebinding, calls, expressions."""


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)

    def __add__(self, other):
        return D(self.name + other.name)


a = D("a")
a = D("a2")
print("rebound")
b = c = D("b")
b = None
print("one left")
c = None
x, y = D("x"), D("y")
x, y = y, x
print(x.name, y.name)
del x
print("deleted x")
del y
D("temporary")
print("after temporary")
z = D("p") + D("q")
print(z.name)
z = z + D("r")
z += D("s")
print(z.name)
del z
[D("in list 1"), D("in list 2")]
(D("in tuple 1"), D("in tuple 2"))
{"k": D("in dict 1"), "l": D("in dict 2")}
print("containers")
f"{D('formatted').name}"
D("left") is D("right")
D("first") and D("second")
D("or first") or D("or second")
_ = D("walrus") if (w := D("w")) else None
w = _ = None
print("for")
for v in [D("i1"), D("i2"), D("i3")]:
    print("loop", v.name)
print("after for", v.name)
v = None
print("end")
a = None
