"""property: getters, setters, deleters, docs, names, errors and subclasses."""


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class C:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        "The x."
        return self._x

    @x.setter
    def x(self, value):
        self._x = value

    @x.deleter
    def x(self):
        del self._x

    @property
    def read_only(self):
        return "r"

    write_only = property(None, lambda self, v: setattr(self, "w", v), doc="only written")
    nothing = property()

    @property
    def fails(self):
        return self.absent


c = C()
attempt(lambda: c.x)
c.x = 5
attempt(lambda: c.x)
del c.x
attempt(lambda: c.x)
attempt(lambda: setattr(c, "read_only", 1))
attempt(lambda: delattr(c, "read_only"))
attempt(lambda: c.write_only)
c.write_only = 3
print(c.w)
attempt(lambda: c.nothing)
attempt(lambda: setattr(c, "nothing", 1))
attempt(lambda: delattr(c, "nothing"))
attempt(lambda: c.fails)
print(C.x.__doc__, C.write_only.__doc__, C.nothing.__doc__, C.x.__name__, C.read_only.fget.__name__, C.x.fset.__name__, C.x.fdel is not None)
attempt(lambda: C.nothing.__name__)
attempt(lambda: property().__name__)
attempt(lambda: C.x.__get__(None, C) is C.x)
attempt(lambda: C.x.__get__(c))
attempt(lambda: C.x.__set__(c, 9) or c.x)
attempt(lambda: setattr(C.x, "fget", None))
attempt(lambda: C.x.__isabstractmethod__)
attempt(lambda: property(3).__get__(1))
attempt(lambda: property(1, 2, 3, 4, 5))
attempt(lambda: property(fget=len).__get__("abc"))


class P(property):
    pass


class D:
    @P
    def p(self):
        "doc of p"
        return 1


attempt(lambda: (D().p, D.p.__doc__, type(D.p).__name__))
p = P(lambda s: 1)
p.__doc__ = "own"
print(p.__doc__)
base = property(lambda s: 1, doc="base doc")
print(base.getter(lambda s: 2).__doc__, base.setter(len).fset, type(P(len).setter(len)).__name__)


class Sub(C):
    @C.x.getter
    def x(self):
        return "sub"


attempt(lambda: Sub().x)
s = Sub()
s.x = 4
print(s._x)
base.__name__ = "renamed"
print(base.__name__)
attempt(lambda: setattr(base, "other", 1))
