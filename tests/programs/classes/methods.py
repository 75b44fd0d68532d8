"""Bound methods, class and static methods, functions as attributes."""
import types


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class C:
    def __repr__(self):
        return "a C"

    def m(self, x=1):
        "doc of m"
        return self, x

    @classmethod
    def c(cls):
        "doc of c"
        return cls

    @staticmethod
    def s(x):
        return x

    builtin = len
    lam = lambda self: "lambda"


o = C()
m = o.m
print(m.__self__ is o, m.__func__ is C.m, m.__name__, m.__qualname__, m.__doc__, m.__module__, m.__defaults__)
print(o.m == o.m, o.m is o.m, hash(o.m) == hash(o.m), o.m != C().m, repr(C.m)[:14])
attempt(lambda: m())
attempt(lambda: m(1, 2))
attempt(lambda: C.m())
attempt(lambda: C.m(5, 6))
attempt(lambda: setattr(m, "x", 1))
attempt(lambda: setattr(m, "__doc__", 1))
attempt(lambda: delattr(m, "__name__"))
C.m.attribute = 5
print(m.attribute)
attempt(lambda: types.MethodType(3, o))
attempt(lambda: types.MethodType(len, None))
attempt(lambda: types.MethodType(len, "abc")())
attempt(lambda: types.MethodType(len))
print(o.c(), C.c(), C.c.__self__ is C, C.__dict__["c"].__func__.__doc__, C.__dict__["c"].__wrapped__.__name__)
print(o.s(3), C.s(4), C.__dict__["s"](5), C.__dict__["s"].__func__ is C.s)
print(o.builtin("abc"), o.lam())
print(type(C.__dict__["c"]).__name__, type(C.__dict__["s"]).__name__, repr(C.__dict__["s"])[:32])
attempt(lambda: classmethod())
attempt(lambda: classmethod(3).__get__(None, C))
attempt(lambda: C.__dict__["c"]())
attempt(lambda: staticmethod(3)())
C.__dict__["s"].note = 1
print(C.__dict__["s"].note, C.__dict__["c"].__dict__.keys() & {"__doc__", "__name__"})


class Callable:
    def __call__(self, *args):
        return args


class Desc:
    def __get__(self, instance, owner=None):
        return (instance is not None, owner is not None)


class D:
    f = Callable()
    c = classmethod(Callable())
    d = classmethod(Desc())
    p = types.MethodType(Callable(), "bound")


print(D().f(1), D.c(1), D.p(1))
attempt(lambda: D.d())
print(m.__get__(1, int) is m, C.m.__get__(5)(6), types.FunctionType.__get__(C.m, None, C) is C.m)
attempt(lambda: C.m.__get__(None, None))
attempt(lambda: m.__reduce__())
attempt(lambda: [].append.__self__)
print(str.join.__objclass__, "".join.__name__, str.join.__qualname__, "".join.__qualname__, len.__module__, len.__self__.__name__)
print([].append == [].append, (l := []).append == l.append, dict.fromkeys == dict.fromkeys)
attempt(lambda: str.join(1, 2))
attempt(lambda: str.join())
attempt(lambda: len.__call__("ab"))
attempt(lambda: (5).__add__.__self__)
attempt(lambda: (5).__add__ == (5).__add__)
attempt(lambda: int.__add__.__get__(5)(6))
attempt(lambda: setattr(len, "x", 1))
