"""Special methods that get a frame, and what may happen while the operands wait."""
import gc
import sys


def check(name, function):
    try:
        print(name, function())
    except BaseException as error:
        print(name, "!", type(error).__name__, error)


class Log:
    log = []

    def __init__(self, name):
        self.name = name

    def __del__(self):
        Log.log.append(self.name)


def logged():
    out = list(Log.log)
    Log.log.clear()
    return out


# The operands are overwritten in the caller's locals while the method runs.
def overwritten():
    class A(Log):
        def __add__(self, other):
            frame = sys._getframe(1)
            frame.f_locals["a"] = frame.f_locals["b"] = None
            gc.collect()
            return NotImplemented

        def __radd__(self, other):
            frame = sys._getframe(1)
            frame.f_locals["a"] = frame.f_locals["b"] = 5
            gc.collect()
            return self.name, other.name

        def __eq__(self, other):
            frame = sys._getframe(1)
            frame.f_locals["a"] = frame.f_locals["b"] = "gone"
            return NotImplemented

        def __getitem__(self, key):
            sys._getframe(1).f_locals["a"] = sys._getframe(1).f_locals["b"] = 1
            gc.collect()
            return [self.name, key]

        def __call__(self, *args):
            sys._getframe(1).f_locals["a"] = sys._getframe(1).f_locals["b"] = 2
            gc.collect()
            return self.name, [x.name for x in args]

    class B(A):
        pass

    def add(a, b):
        c = a + b
        return c, a, b

    def equal(a, b):
        c = a == b
        return c, a, b

    def item(a, b):
        c = a[b]
        return c[0], a, b

    def call(a, b):
        c = a(b)
        return c, a, b

    out = []
    for _ in range(3):
        for function in (add, equal, item, call):
            out.append(function(A("a"), B("b")))
            out.append(sorted(logged()))
            if function is not add:
                out.append(function(A("a"), A("b")))
                out.append(sorted(logged()))
    return out[-14:]


check("overwritten", overwritten)


# Operators whose classes change while they are asked.
def changing():
    class A:
        def __add__(self, other):
            A.__add__ = lambda self, other: "changed"
            type(other).__radd__ = lambda self, other: "reflected"
            return NotImplemented

        def __lt__(self, other):
            self.__class__ = C
            return NotImplemented

        def __gt__(self, other):
            return f"A.__gt__ of {type(other).__name__}"

    class B:
        def __radd__(self, other):
            return "B.__radd__"

        def __gt__(self, other):
            return f"B.__gt__ of {type(other).__name__}"

    class C:
        __slots__ = ()

    C = type("C", (), {})
    out = []
    for _ in range(3):
        a, b = A(), B()
        out.append(a + b)
        out.append(a < b)
        out.append(type(a).__name__)
    return out


check("changing", changing)


def raising():
    class R:
        def __add__(self, other):
            raise ValueError("add")

        def __eq__(self, other):
            raise KeyError("eq")

        def __hash__(self):
            raise IndexError("hash")

        def __index__(self):
            raise LookupError("index")

        def __bool__(self):
            raise ArithmeticError("bool")

        def __getattr__(self, name):
            raise AttributeError("getattr " + name)

        def __contains__(self, x):
            raise OSError("contains")

        def __iter__(self):
            raise RuntimeError("iter")

        def __call__(self):
            raise SystemError("call")

        def __getitem__(self, key):
            raise NameError("getitem")

        @property
        def p(self):
            raise ReferenceError("property")

        def __enter__(self):
            raise EOFError("enter")

        def __exit__(self, *args):
            raise EOFError("exit")

    r = R()
    tries = [
        lambda: r + 1,
        lambda: r == 1,
        lambda: {r: 1},
        lambda: [1][r],
        lambda: not r,
        lambda: r.anything,
        lambda: 1 in r,
        lambda: [*r],
        lambda: r(),
        lambda: r[1],
        lambda: r.p,
        lambda: r is r and (r or 1),
        lambda: {1: 1}[r],
        lambda: f"{r.p}",
        lambda: "abc"[r:],
        lambda: r < 1,
        lambda: {**r},
        lambda: [x for x in r],
    ]
    out = []
    for _ in range(30):
        for number, function in enumerate(tries):
            held = Log(number)
            try:
                function()
            except Exception as error:
                out.append(f"{type(error).__name__}: {error}")
            del held
    deaths = logged()
    return out[-len(tries):], len(deaths)


check("raising", raising)


# Deep recursion through each of them.
def deep():
    class D:
        def __add__(self, other):
            return self + other

        def __eq__(self, other):
            return self == other

        def __getitem__(self, key):
            return self[key]

        def __call__(self, *args, **named):
            return self(*args, **named)

        @property
        def p(self):
            return self.p

        def __getattr__(self, name):
            return self.missing

        def __bool__(self):
            return not self

        def __iter__(self):
            return iter(self)

        def __hash__(self):
            return hash(self)

        def __contains__(self, x):
            return x in self

        def __len__(self):
            return len(self)

        def __index__(self):
            return [1][self]

        def __init__(self, deeper=False):
            if deeper:
                type(self)(True)

        def __radd__(self, other):
            return 1 + self

        def __enter__(self):
            with self:
                pass

        def __exit__(self, *args):
            pass

        def __setattr__(self, name, value):
            self.x = value

        def __delattr__(self, name):
            del self.x

        def __setitem__(self, key, value):
            self[key] = value

        def __format__(self, spec):
            return f"{self}"

    d = D()

    def generator():
        yield from generator()

    def looped():
        for x in looped():
            yield x

    def with_(o):
        with o:
            pass

    def store(o):
        o.y = 1

    def delete(o):
        del o.y

    def put(o):
        o[1] = 2

    async def coroutine():
        await coroutine()

    tries = dict(
        add=lambda: d + 1,
        radd=lambda: 1 + d,
        eq=lambda: d == 1,
        getitem=lambda: d[1],
        call=lambda: d(),
        call_star=lambda: d(*(1, 2), **{"a": 1}),
        property=lambda: d.p,
        getattr=lambda: d.nothing,
        bool=lambda: not d,
        iter=lambda: iter(d),
        hash=lambda: hash(d),
        contains=lambda: 1 in d,
        len=lambda: len(d),
        index=lambda: [1][d],
        init=lambda: D(True),
        enter=lambda: with_(d),
        setattr=lambda: store(d),
        delattr=lambda: delete(d),
        setitem=lambda: put(d),
        format=lambda: f"{d}",
        generator=lambda: next(generator()),
        looped=lambda: next(looped()),
        coroutine=lambda: coroutine().send(None),
    )
    out = []
    for name, function in tries.items():
        for _ in range(2):
            try:
                function()
                out.append((name, "no error"))
            except RecursionError:
                pass
            except Exception as error:
                out.append((name, type(error).__name__))
    return out


check("deep", deep)


def negated_comparisons():
    class N:
        def __eq__(self, other):
            return Log("result")

        def __ne__(self, other):
            return NotImplemented

        __hash__ = None

    def test(a, b):
        return 1 if a == b else 2

    out = []
    for _ in range(3):
        out.append(test(N(), 1))
        out.append(logged())
        out.append(N() != 1)
        out.append(1 == N() and 3)
        out.append(logged())
    return [type(x).__name__ if isinstance(x, Log) else x for x in out]


check("negated", negated_comparisons)


def in_place():
    class A(Log):
        def __iadd__(self, other):
            frame = sys._getframe(1)
            frame.f_locals["a"] = None
            return NotImplemented

        def __add__(self, other):
            return "add"

    def add(a, b):
        a += b
        return a

    out = []
    for _ in range(4):
        out.append(add(A("a"), 1))
        out.append(logged())
    return out[-2:]


check("in place", in_place)


# What stands in for the operands dies while the result is handed over, and looks at the caller.
def looks():
    class L(Log):
        def __add__(self, other):
            return L("sum")

        def __del__(self):
            frame = sys._getframe(1)
            Log.log.append((self.name, frame.f_code.co_name, sorted(frame.f_locals)))

    def add():
        x = L("a") + L("b")
        y = L("c") + L("d") + L("e")
        return x is y

    out = [add() for _ in range(3)]
    return out[-1], logged()[-8:]


check("looks", looks)
