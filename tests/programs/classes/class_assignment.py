"""Changing classes: `__class__`, `__bases__`, `__name__`, `__dict__`, methods added late."""


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class A:
    def who(self):
        return "A"


class B:
    def who(self):
        return "B"


class S:
    __slots__ = ()


a = A()
a.__class__ = B
print(a.who(), type(a) is B)
attempt(lambda: setattr(a, "__class__", S))
attempt(lambda: setattr(a, "__class__", int))
attempt(lambda: setattr(5, "__class__", A))
attempt(lambda: setattr([], "__class__", A))
attempt(lambda: delattr(a, "__class__"))
attempt(lambda: setattr(a, "__class__", "x"))


class C(A):
    pass


c = C()
print(c.who())
C.__bases__ = (B,)
print(c.who(), C.__mro__, A.__subclasses__(), B.__subclasses__())
attempt(lambda: setattr(C, "__bases__", ()))
attempt(lambda: setattr(C, "__bases__", 3))
attempt(lambda: setattr(C, "__bases__", (C,)))
attempt(lambda: setattr(C, "__bases__", (int,)))
attempt(lambda: setattr(C, "__bases__", (3,)))
attempt(lambda: setattr(A, "__bases__", (object,)))
attempt(lambda: setattr(int, "__bases__", (object,)))
attempt(lambda: delattr(C, "__bases__"))
C.__name__ = "Renamed"
C.__qualname__ = "Outer.Renamed"
print(C, C.__name__, repr(c)[:30])
attempt(lambda: setattr(C, "__name__", 3))
attempt(lambda: setattr(C, "__name__", "a\0"))
attempt(lambda: setattr(C, "__qualname__", 3))
attempt(lambda: delattr(C, "__name__"))
attempt(lambda: setattr(int, "__name__", "x"))
C.__module__ = "elsewhere"
print(C)
attempt(lambda: setattr(C, "__dict__", {}))
attempt(lambda: C.__dict__.__setitem__("x", 1))
attempt(lambda: setattr(C, "__mro__", ()))
C.__doc__ = "new doc"
print(C.__doc__, A.__doc__)
C.__call__ = lambda self: "called"
C.__len__ = lambda self: 7
C.__add__ = lambda self, o: ("add", o)
C.__getitem__ = lambda self, k: k * 2
C.__eq__ = lambda self, o: True
print(c(), len(c), c + 1, c[4], c == 5)
del C.__call__, C.__len__
attempt(lambda: c())
attempt(lambda: len(c))
attempt(lambda: isinstance(hash(c), int))
c.__len__ = lambda: 3
attempt(lambda: len(c))
B.__len__ = lambda self: 9
attempt(lambda: len(c))
B.__bool__ = lambda self: False
print(bool(c))
C.__abstractmethods__ = frozenset({"f"})
attempt(lambda: C())
del C.__abstractmethods__
attempt(lambda: type(C()).__name__)
attempt(lambda: A.__abstractmethods__)
import types

m = types.ModuleType("m")


class M(types.ModuleType):
    x = 5


m.__class__ = M
print(m.x)
attempt(lambda: setattr(m, "__class__", A))
