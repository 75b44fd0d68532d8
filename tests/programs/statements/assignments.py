"""Assignments: unpacking, starred, chained, augmented, subscripts, order of evaluation, del."""


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


def trace(name, value=None):
    print(name, end=" ")
    return value if value is not None else name


def order():
    d = {}
    trace("target", d)[trace("key")] = trace("value")
    trace("o", d)[trace("k", "key")] += trace("more")
    [trace("l", [0])[trace("i", 0)], trace("d", d)[trace("j")]] = trace("r", (1, 2))
    x = y = trace("both")
    print()
    return d, x, y


attempt(order)


def unpack():
    a, b = 1, 2
    a, b = b, a
    (c, [d, *e]), *f = [(1, [2, 3, 4]), 5, 6]
    *g, h = "abc"
    i, *j = {1: "x"}
    [k] = "z"
    (l,) = {9}
    return a, b, c, d, e, f, g, h, i, j, k, l


attempt(unpack)


class It:
    def __iter__(self):
        yield 1
        yield 2
        raise ValueError("in iteration")


for source in (
    "a, b = 1",
    "a, b = [1]",
    "a, b = [1, 2, 3]",
    "a, *b, c = [1]",
    "a, b = None",
    "[] = [1]",
    "[] = []; () = ''",
    "a, b, *c = It()",
    "a, b = It()",
    "a, b = 'abc'",
    "a, b = {1: 2, 3: 4, 5: 6}",
    "a, b = iter([1, 2, 3])",
    "*a, = 5",
    "x = *[1, 2], 3; print(x)",
    "x: int = 5; print(x, __annotations__ if '__annotations__' in globals() else None)",
    "del undefined",
    "x = 1; del x; x",
    "x = [1, 2]; del x[0], x[0]; print(x)",
    "(x := 3); print(x)",
    "x = 5; x **= 2; x //= 3; x <<= 1; x ^= 1; x @= 2",
    "t = (1,); t[0] = 2",
    "t = 'abc'; t[0] = 'x'",
    "t = 'abc'; del t[0]",
    "f() = 1",
    "x + 1 = 2",
    "x = yield",
    "None = 1",
    "a, b += 1",
    "(a, b): int = 1",
    "del f()",
    "del (a, b), [c]",
    "x = (yield)",
    "*a = [1]",
    "a, *b, *c = []",
    "x = = 1",
    "True = 1",
    "(x for x in y) = 1",
    "lambda: 1 = 2",
    "f'{x}' = 1",
    "a if b else c = 1",
    "x.y := 1",
    "def f(a, a): pass",
    "def f(a=1, b): pass",
    "def f(*): pass",
    "def f(/): pass",
    "f(a=1, a=2)",
    "f(a=1, 2)",
    "f(**a, *b)",
    "f(x for x in y, 1)",
    "return 1",
    "break",
    "continue",
    "class C: return 1",
    "await x",
    "import a.b as c.d",
    "from __future__ import nope",
    "from . import x",
):
    attempt(lambda: exec(source, {"It": It}))


class Attr:
    def __setattr__(self, name, value):
        print("setattr", name, value)

    def __setitem__(self, key, value):
        print("setitem", key, value)

    def __getitem__(self, key):
        return 10

    def __delitem__(self, key):
        print("delitem", key)


o = Attr()
o.x, o[1:2], o[...], o[1, 2], o[::3, 4] = range(5)
o[0] += 5
del o[1], o[1:], o[1, 2]
for o.y in "ab":
    pass
for o["k"] in [1]:
    pass
