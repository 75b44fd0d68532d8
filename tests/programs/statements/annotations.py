"""Annotations: lazy evaluation, `__annotate__`, formats, classes, modules, strings."""
import annotationlib
import typing

x: int = 1
y: undefined_name
(z): str = "not recorded"


def f(a: int, b: "text", *args: float, c: later = 3, **kw: dict[str, int]) -> None:
    local: nothing = 1
    other: also_nothing
    return sorted(locals())


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


print(f(1, 2))
attempt(lambda: f.__annotations__)
later = bool
attempt(lambda: f.__annotations__)
print(f.__annotations__ is f.__annotations__, f.__annotate__.__name__, f.__annotate__.__code__.co_varnames)
attempt(lambda: f.__annotate__(1)["a"])
attempt(lambda: f.__annotate__(2))
attempt(lambda: f.__annotate__(3))
attempt(lambda: f.__annotate__(4))
attempt(lambda: annotationlib.get_annotations(f, format=annotationlib.Format.STRING))
attempt(lambda: __annotations__)
attempt(lambda: __annotate__(1))
undefined_name = 3
attempt(lambda: __annotate__(1))


class C:
    a: int
    b: missing
    c: "C" = None
    def m(self) -> C: ...
    if True:
        d: list[C]
    if False:
        e: never


attempt(lambda: C.__annotations__)
attempt(lambda: annotationlib.get_annotations(C, format=annotationlib.Format.FORWARDREF)["b"].__arg__)
attempt(lambda: annotationlib.get_annotations(C, format=annotationlib.Format.STRING))
missing = 5
attempt(lambda: C.__annotations__)
attempt(lambda: C.m.__annotations__["return"] is C)
C.__annotations__ = {"replaced": 1}
attempt(lambda: (C.__annotations__, C.__annotate__))
del C.__annotations__
attempt(lambda: C.__annotations__)


class Sub(C):
    pass


attempt(lambda: Sub.__annotations__)
attempt(lambda: int.__annotations__)
attempt(lambda: Sub.__annotate__)
f.__annotations__ = {"z": 1}
attempt(lambda: (f.__annotations__, f.__annotate__))
attempt(lambda: setattr(f, "__annotations__", 3))
attempt(lambda: setattr(f, "__annotate__", 3))
attempt(lambda: setattr(f, "__annotate__", lambda format: {"from": format}))
attempt(lambda: f.__annotations__)
attempt(lambda: setattr(f, "__annotate__", lambda format: 5))
attempt(lambda: f.__annotations__)
f.__annotations__ = None
attempt(lambda: f.__annotations__)


def generic[T: int, *Ts, **P](x: T, *args: *Ts) -> T:
    return T


attempt(lambda: generic.__annotations__)
attempt(lambda: generic.__type_params__)
attempt(lambda: generic.__type_params__[0].__bound__)


class G[T = int]:
    x: T
    def m[U](self, y: U) -> T: ...


attempt(lambda: G.__annotations__["x"] is G.__type_params__[0])
attempt(lambda: G.m.__annotations__)
attempt(lambda: G.__type_params__[0].__default__)
type A[T] = list[T] | unknown
attempt(lambda: A.__value__)
unknown = str
attempt(lambda: A.__value__)
attempt(lambda: A[int])
attempt(lambda: typing.get_type_hints(C.m))
ns = {}
exec("from __future__ import annotations\ndef g(a: x + 1, b: 'q'): pass\nv: nope", ns)
attempt(lambda: (ns["g"].__annotations__, ns["__annotations__"]))
attempt(lambda: exec("def h(a: (yield)): pass"))
attempt(lambda: exec("def h(a: (b := 1)): pass"))
attempt(lambda: exec("async def h(a: await b): pass"))
