"""Instructions that few programs need: deleted cells, names of class bodies over cells, annotations of modules, and others."""
import dis

ann: int = 3


def delete_cell():
    x = 1
    f = lambda: x
    del x
    try:
        return f()
    except NameError as error:
        return error


def class_over_cell():
    value = "cell"

    class C:
        again = value

        def method(self):
            return value

    return C.again, C().method()


def type_parameters():
    class Outer:
        T = "shadowed"

        def method[T](self, x: T) -> T: ...

        class Inner[U](list[U]):
            y = U

    return Outer.method.__type_params__, Outer.Inner.y


def from_dict_or_deref():
    x = "outer"
    namespace = {}

    class C:
        locals()["x"] = "from dict"
        y = x

        def f(self):
            return x

    return C.y, C().f()


def setup():
    namespace = {}
    exec("from __future__ import annotations\nx: int = 1\ny: str", namespace)
    return namespace["__annotations__"]


def conversions(x):
    return f"{x!r:>{len(x)}}{x!s}{x!a}", f"{x}"


def slices(x):
    x[1:3] = [9]
    del x[0:1]
    return x[:], x[1:], x[:1]


def boolean(a, b):
    return not a, a and b, a or b, a is None, a is not b, a in [b], a not in [b], not (a and b)


def star_calls(*args, **kwargs):
    return print.__name__, args, kwargs


def unpack(x):
    a, *b = x
    return [*a, *b], {*b}, (*b,), {**{"k": a}}


async def async_things():
    async with Manager() as m:
        async for x in agen():
            pass
    return [x async for x in agen()], await awaited()


class Manager:
    async def __aenter__(self): return self
    async def __aexit__(self, *args): pass


async def agen():
    yield 1
    yield 2


async def awaited():
    return "awaited"


def template(x):
    return t"{x} and {x!r:>5}"


print(delete_cell(), class_over_cell(), type_parameters(), from_dict_or_deref(), setup())
print(conversions("é"), slices([1, 2, 3, 4]), boolean(1, 2), boolean(None, None))
print(star_calls(*[1], *[2], a=1, **{"b": 2}), unpack([[1], 2, 3]))
try:
    async_things().send(None)
except StopIteration as stop:
    print(stop.value)
print(template(1).strings, [i.value for i in template(2).interpolations])
print(__annotations__ if "__annotations__" in globals() else __annotate__(1))
for f in (delete_cell, class_over_cell, setup):
    print(f.__name__, [i.opname for i in dis.get_instructions(f)][:12])
