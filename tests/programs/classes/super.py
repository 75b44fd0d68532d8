"""super(): with and without arguments, in class methods, nested functions, and its errors."""


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


class A:
    attr = "A.attr"

    def f(self):
        return "A.f"

    @classmethod
    def c(cls):
        return f"A.c({cls.__name__})"

    @staticmethod
    def s():
        return "A.s"

    @property
    def p(self):
        return "A.p"


class B(A):
    def f(self):
        return "B.f " + super().f()

    @classmethod
    def c(cls):
        return "B.c " + super().c()

    @staticmethod
    def s():
        return super(B, B).s()

    @property
    def p(self):
        return "B.p " + super().p

    def attributes(self):
        return super().attr, super().__self__ is self, super().__thisclass__, super().__self_class__

    def nested(self):
        def inner():
            return super(B, self).f()

        return inner(), [super(B, self).f() for _ in "a"]

    def bad_nested(self):
        def inner():
            return super().f()

        return inner()

    def missing(self):
        return super().nothing

    def setting(self):
        super().x = 1

    def deleted(self):
        del self
        return super().f()

    def rebound(self):
        self = 3
        return super().f()

    def cls(self):
        return __class__


class C(B):
    def f(self):
        return "C.f " + super().f()


for cls in (B, C):
    o = cls()
    attempt(o.f)
    attempt(o.c)
    attempt(o.s)
    attempt(lambda: o.p)
    attempt(o.attributes)
    attempt(o.nested)
b = B()
attempt(b.bad_nested)
attempt(b.missing)
attempt(b.setting)
attempt(b.deleted)
attempt(b.rebound)
attempt(b.cls)
attempt(super)
attempt(lambda: super().f())
attempt(super, 3)
attempt(super, B, 3)
attempt(super, B, A())
attempt(lambda: super(B, b).f())
attempt(lambda: super(B, C).f(C()))
attempt(lambda: super(B).__get__(b).f())
attempt(lambda: super(B).f)
attempt(lambda: repr(super(B, b))[:22])
attempt(lambda: repr(super(B)))
attempt(super, 1, 2, 3)


class X:
    def g(self):
        return "X"


class Y(X):
    def g(self):
        return "Y" + super().g()


class Z(X):
    def g(self):
        return "Z" + super().g()


class D(Y, Z):
    def g(self):
        return "D" + super().g()


print(D().g(), [k.__name__ for k in D.__mro__])
D.__bases__ = (Z, Y)
print(D().g())


def outside(self):
    return super().g()


D.g = outside
attempt(D().g)
