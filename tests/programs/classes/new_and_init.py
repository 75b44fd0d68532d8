"""`__new__` and `__init__`: arguments, results, subclasses of builtins, errors."""


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs))[:60])
    except Exception as error:
        print(type(error).__name__, error)


class Both:
    def __new__(cls, *args, **kwargs):
        print("new", args, kwargs)
        return super().__new__(cls)

    def __init__(self, *args, **kwargs):
        print("init", args, kwargs)


Both(1, k=2)


class Other:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


print(Other())


class Neither:
    pass


class OnlyNew:
    def __new__(cls, x):
        return super().__new__(cls)


class OnlyInit:
    def __init__(self, x):
        pass


class NewPasses:
    def __new__(cls, x):
        return super().__new__(cls, x)


class InitPasses:
    def __init__(self, x):
        super().__init__(x)


class InitReturns:
    def __init__(self):
        return 3


class NewNone:
    def __new__(cls):
        pass


attempt(Neither, 1)
attempt(Neither, x=1)
attempt(OnlyNew)
attempt(lambda: type(OnlyNew(1)).__name__)
attempt(OnlyInit)
attempt(OnlyInit, 1, 2)
attempt(OnlyInit, y=1)
attempt(NewPasses, 1)
attempt(InitPasses, 1)
attempt(InitReturns)
attempt(NewNone)
attempt(object.__new__)
attempt(object.__new__, 3)
attempt(object.__new__, int)
attempt(object.__init__)
attempt(object, 1)


class Int(int):
    def __new__(cls, value, tag):
        self = super().__new__(cls, value)
        self.tag = tag
        return self


i = Int(5, "t")
print(i, i.tag, i + 1, type(i + 1).__name__, repr(i), hash(i) == hash(5), {5: "x"}[i], [0] * i)


class Str(str):
    def __repr__(self):
        return "Str!"

    def upper(self):
        return "overridden"


s = Str("abc")
print([s], s.upper(), s + "d", type(s + "").__name__, f"{s}", f"{s!r}", {"abc": 1}[s], "".join([s, s]))


class List(list):
    def __init__(self, *items):
        super().__init__(items)

    def __getitem__(self, i):
        return "item"

    def __len__(self):
        return 99


l = List(1, 2)
print(l, l[0], len(l), list(l), [*l], l + [3], sorted(l), list.__len__(l), l == [1, 2])


class Tuple(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)


t = Tuple(1, 2)
print(t, t[0], type(t[:]).__name__, t + (3,), hash(t) == hash((1, 2)))


class Dict(dict):
    def __getitem__(self, k):
        return "from getitem"

    def __setitem__(self, k, v):
        print("set", k)
        super().__setitem__(k, v)


d = Dict(a=1)
d["b"] = 2
d.update(c=3)
print(d, d["a"], d.get("a"), {**d}, dict(d), "%(a)s" % d, "{a}".format_map(d), eval("a", {}, d))


class Float(float):
    def __str__(self):
        return "float str"


print(Float(1.5), repr(Float(1.5)), f"{Float(1.5)}", "%s" % Float(2), Float(1.5) + 1, Float.fromhex("0x1p1"))
print(Int.__new__ is not int.__new__, bool(Both), type.__call__(OnlyInit, 1).__class__.__name__)
