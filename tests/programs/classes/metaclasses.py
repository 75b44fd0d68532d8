"""Metaclasses: `__prepare__`, `__new__`, `__init__`, `__call__`, keyword arguments, conflicts."""


def attempt(source):
    try:
        exec(source, globals())
        print("fine:", source.splitlines()[0])
    except Exception as error:
        print(type(error).__name__, error)


class Meta(type):
    @classmethod
    def __prepare__(meta, name, bases, **kwargs):
        print("prepare", name, [b.__name__ for b in bases], kwargs)
        return {"prepared": True}

    def __new__(meta, name, bases, namespace, **kwargs):
        print("new", name, sorted(k for k in namespace if not k.startswith("__")), kwargs)
        return super().__new__(meta, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", name, kwargs)

    def __call__(cls, *args, **kwargs):
        print("call", cls.__name__, args, kwargs)
        return super().__call__(*args, **kwargs)

    def __getattr__(cls, name):
        return f"meta attribute {name}"

    def __len__(cls):
        return 42

    def __iter__(cls):
        return iter("meta")

    def __contains__(cls, item):
        return item == "x"

    def __repr__(cls):
        return f"<class {cls.__name__}!>"

    @property
    def prop(cls):
        return "meta property"

    def __instancecheck__(cls, instance):
        return instance == 3

    def __subclasscheck__(cls, sub):
        return sub is int


class A(metaclass=Meta, flag=1):
    x = 1

    def __init__(self, *args):
        pass


class B(A, other=2):
    pass


print(A, len(A), list(A), "x" in A, A.unknown, A.prop, A.prepared, B.x)
print(isinstance(3, A), isinstance(A(1), A), issubclass(int, A), issubclass(B, A))
attempt("A().prop")
attempt("class C(metaclass=3): pass")
attempt("class M2(type): pass\nclass C(A, metaclass=M2): pass")
attempt("class C(int, str): pass")
attempt("class C(A, A): pass")
attempt("class X: pass\nclass Y(X): pass\nclass Z(X, Y): pass")
attempt("class C(None): pass")
attempt("class C(bool): pass")
attempt("class C(type(None)): pass")
attempt("class C(metaclass=lambda *a, **k: print('function', a[0], a[1], k) or 5, z=1): pass")
print(C)
attempt("class P:\n    @classmethod\n    def __prepare__(*a): return 3\nclass C(metaclass=P): pass")
attempt("type('T', (), {}, x=1)")
attempt("type('T', (), 3)")
attempt("type('T', 3, {})")
attempt("type(3, (), {})")
attempt("type('T', (), {'__slots__': 3})")
attempt("type('a\\0b', (), {})")
attempt("type()")
attempt("type(1, 2)")
T = type("T", (A,), {"y": 2})
print(type(T), T.y, T.__mro__, T.__qualname__, T.__module__)


class Order(type):
    def mro(cls):
        return [cls, *reversed(super().mro()[1:-1]), object]


class P1: pass
class P2: pass
class R(P1, P2, metaclass=Order): pass
print(R.__mro__)


class Bad(type):
    def mro(cls):
        return [cls, 3]


attempt("class C(metaclass=Bad): pass")
