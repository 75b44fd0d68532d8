"""When arguments, locals and results of functions die."""


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def locals_in_order():
    a = D("local a")
    b = D("local b")
    c = D("local c")
    del b
    print("returning")


def argument(x):
    print("in", x.name)


def argument_rebound(x):
    x = None
    print("rebound")


def result():
    kept = D("kept")
    lost = D("lost")
    return kept


def nested():
    outer = D("outer")

    def inner():
        return outer

    return inner


def defaults(x=D("default")):
    return x.name


def generator():
    try:
        g = D("in generator")
        yield 1
        yield 2
    finally:
        print("generator ends")


def star(*args, **kwargs):
    print(len(args), sorted(kwargs))


locals_in_order()
argument(D("argument"))
argument_rebound(D("argument 2"))
r = result()
print("got", r.name)
del r
f = nested()
print(f().name)
f = None
print(defaults())
defaults = None
g = generator()
next(g)
del g
print("after generator")
g = generator()
next(g)
g.close()
print("closed")
for i in generator():
    break
print("broken out")
star(D("s1"), D("s2"), k=D("k1"))
star(*[D("s3")], **{"k": D("k2")})
print((lambda x: x.name)(D("lambda")))
[x.name for x in [D("c1"), D("c2")]]
print(sum(len(x.name) for x in [D("g1"), D("g2")]))
print(sorted([D("z"), D("y")], key=lambda d: d.name)[0].name)
print(max(D("m1"), D("m2"), key=lambda d: d.name).name)
print("end")
