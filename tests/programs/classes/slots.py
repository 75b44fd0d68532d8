"""`__slots__`: storage, inheritance, conflicts and errors."""


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class S:
    __slots__ = ("a", "_b", "__private")

    def __init__(self):
        self.a = 1

    def private(self):
        self.__private = 5
        return self.__private


s = S()
attempt(lambda: s.a)
attempt(lambda: s._b)
attempt(lambda: setattr(s, "c", 1))
attempt(lambda: delattr(s, "c"))
attempt(lambda: delattr(s, "_b"))
attempt(lambda: delattr(s, "a"))
attempt(lambda: delattr(s, "a"))
attempt(lambda: s.__dict__)
attempt(lambda: s.private())
attempt(lambda: s._S__private)
print(S.a, type(S.a), sorted(k for k in vars(S) if not k.startswith("__")), S.__slots__)
attempt(lambda: S.a.__get__(3))
attempt(lambda: S.a.__get__(None, S) is S.a)
attempt(lambda: S.a.__set__(s, 9) or s.a)
attempt(lambda: S.a.__objclass__)
attempt(lambda: S.a.__name__ + S.a.__qualname__)
import weakref

attempt(lambda: weakref.ref(s))


class D(S):
    pass


d = D()
d.z = 1
attempt(lambda: d.__dict__)
attempt(lambda: weakref.ref(d)() is d)


class W:
    __slots__ = "__weakref__", "__dict__", "x"


w = W()
w.y = 2
attempt(lambda: (w.__dict__, weakref.ref(w)() is w))


class Text:
    __slots__ = "single"


t = Text()
t.single = 1
attempt(lambda: t.single)
for source in (
    "class C:\n __slots__ = 'a'\n a = 1",
    "class C:\n __slots__ = ('1a',)",
    "class C:\n __slots__ = (1,)",
    "class C:\n __slots__ = 3",
    "class C(int):\n __slots__ = 'a'",
    "class C(tuple):\n __slots__ = ('a',)",
    "class C(bytes):\n __slots__ = ()",
    "class C:\n __slots__ = '__dict__', '__dict__'",
    "class C(W):\n __slots__ = '__dict__'",
    "class C(W):\n __slots__ = '__weakref__'",
    "class A:\n __slots__ = 'a'\nclass B:\n __slots__ = 'b'\nclass C(A, B): pass",
    "class A:\n __slots__ = ()\nclass B:\n __slots__ = 'b'\nclass C(A, B): pass",
    "class C:\n __slots__ = {'a': 'the doc of a'}",
    "class C:\n __slots__ = ['a', 'a']",
    "class C:\n __slots__ = (x for x in 'ab')",
):
    namespace = {"W": W}
    attempt(lambda: exec(source, namespace) or ("made", namespace["C"].__slots__ if isinstance(getattr(namespace["C"], "__slots__", 0), (str, tuple, list)) else "other"))
exec("class C:\n __slots__ = {'a': 'the doc of a'}", namespace)
import inspect

print(namespace["C"].__slots__, inspect.getdoc(namespace["C"].a))


class X:
    __slots__ = "a",


class Y:
    __slots__ = "a",


x = X()
x.a = 1
attempt(lambda: setattr(x, "__class__", Y) or (type(x).__name__, x.a))
attempt(lambda: setattr(x, "__class__", S))
attempt(lambda: setattr(x, "__class__", D))
attempt(lambda: setattr(x, "__class__", int))
attempt(lambda: setattr(x, "__class__", 3))
import copy, pickle

attempt(lambda: copy.copy(x).a)
attempt(lambda: x.__reduce_ex__(2)[2])
attempt(lambda: x.__reduce_ex__(0))
attempt(lambda: x.__getstate__())
