"""Generators that are looked at, closed, thrown into and collected while they run or wait."""
import gc
import sys
import weakref


def check(name, function):
    try:
        print(name, function())
    except BaseException as error:
        print(name, "!", type(error).__name__, error)


def itself():
    out = []

    def gen():
        for action in (lambda: next(g), lambda: g.send(1), lambda: g.throw(ValueError), lambda: g.close(), lambda: list(g), lambda: g.gi_frame.clear()):
            try:
                out.append(action())
            except Exception as error:
                out.append(f"{type(error).__name__} {error}")
            yield len(out)

    g = gen()
    for x in g:
        out.append(x)
    return out


check("itself", itself)


def locals_written():
    class Dies:
        def __init__(self, name):
            self.name = name

        def __del__(self):
            deaths.append(self.name)

    deaths = []

    def gen(x):
        y = [x, (yield 1)]
        z = (x, (yield 2), x)
        return y[0] is x, type(z[0]).__name__, z[0] is z[2]

    out = []
    g = gen(Dies("first"))
    next(g)
    g.gi_frame.f_locals["x"] = Dies("second")
    gc.collect()
    out.append(list(deaths))
    next(g)
    g.gi_frame.f_locals["x"] = Dies("third")
    gc.collect()
    out.append(sorted(deaths))
    try:
        next(g)
    except StopIteration as stop:
        out.append(stop.value)
    del g
    gc.collect()
    out.append(sorted(deaths))
    return out


check("locals written", locals_written)


def cleared():
    def gen():
        x = [1]
        yield x
        yield x

    g = gen()
    frame = g.gi_frame
    frame.clear()
    out = [list(g)]
    g = gen()
    next(g)
    try:
        g.gi_frame.clear()
        out.append("cleared")
    except RuntimeError as error:
        out.append(str(error))
    g.close()
    out.append(g.gi_frame)
    return out


check("cleared", cleared)


def closed_in_the_loop():
    def gen():
        try:
            yield 1
            yield 2
        finally:
            log.append("finally")

    log = []

    def loop(g):
        for x in g:
            g.close()
            gc.collect()
            log.append(x)
        return list(log)

    return [loop(gen()) for _ in range(3)][-1]


check("closed in the loop", closed_in_the_loop)


def only_reference():
    """The generator's only reference is the loop's, and what it runs drops everything else."""

    def gen():
        held[:] = []
        gc.collect()
        yield [1]
        del held[:]
        yield [2]

    held = []

    def loop():
        out = []
        held.append(gen())
        for x in held[0]:
            out.append(x)
        return out

    def inner():
        yield from gen()

    return [loop() for _ in range(3)][-1], [list(inner()) for _ in range(3)][-1]


check("only reference", only_reference)


def resurrected():
    def gen():
        try:
            yield
        finally:
            kept.append(sys._getframe())
            kept.append(g())
            yield "refused"

    kept = []
    made = gen()
    next(made)
    g = weakref.ref(made)
    hook, sys.unraisablehook = sys.unraisablehook, lambda it: kept.append(str(it.exc_value))
    del made
    gc.collect()
    sys.unraisablehook = hook
    return [type(x).__name__ for x in kept], [x for x in kept if isinstance(x, str)]


check("resurrected", resurrected)


def thrown_into_frames():
    def inner():
        try:
            yield 1
        except ValueError as error:
            try:
                outer_generator.throw(KeyError)
            except ValueError as already:
                yield str(already)
            yield str(error)

    def outer():
        yield from inner()

    outer_generator = outer()
    out = [next(outer_generator), outer_generator.throw(ValueError("v")), next(outer_generator)]
    return out, list(outer_generator)


check("thrown", thrown_into_frames)


def sends_odd():
    class Awaitable:
        def __await__(self):
            return generator

    def gen():
        yield 1

    generator = gen()

    async def one():
        return await Awaitable()

    a, b = one(), one()
    out = [a.send(None)]
    for coroutine in (b, a):
        try:
            out.append(coroutine.send(None))
        except (RuntimeError, StopIteration, ValueError) as error:
            out.append(f"{type(error).__name__} {error}")
    return out


check("shared", sends_odd)


def cycles():
    class Dies:
        def __del__(self):
            deaths.append("dies")

    deaths = []

    def gen(me):
        dies = Dies()
        me.append(sys._getframe())
        try:
            yield me
        finally:
            deaths.append("finally")

    for _ in range(5):
        me = []
        g = gen(me)
        me.append(g)
        next(g)
        del g, me
    gc.collect()
    return sorted(deaths)


check("cycles", cycles)


def traced_in_the_middle():
    events = []

    def tracer(frame, event, arg):
        if frame.f_code.co_name in ("gen", "add", "use"):
            events.append((frame.f_code.co_name, event))
        return tracer

    class A:
        def __add__(self, other):
            add()
            return NotImplemented

        __radd__ = __add__

    def add():
        if sys.gettrace():
            sys.settrace(None)
        else:
            sys.settrace(tracer)

    def gen():
        add()
        yield 1
        add()
        yield 2

    def use():
        a, b = A(), A()
        for x in gen():
            try:
                a + 1
            except TypeError:
                pass
            [y for y in gen()]
        return "used"

    try:
        out = [use() for _ in range(3)]
    finally:
        sys.settrace(None)
    return out, len(events) > 0


check("traced in the middle", traced_in_the_middle)


def monitored_in_the_middle():
    monitoring = sys.monitoring
    tool = 3
    monitoring.use_tool_id(tool, "test")
    E = monitoring.events
    seen = set()

    def hear(code, *rest):
        seen.add(code.co_name)
        if len(seen) % 2:
            return monitoring.DISABLE

    for event in (E.LINE, E.INSTRUCTION, E.CALL, E.PY_START, E.PY_RETURN, E.PY_YIELD, E.PY_RESUME, E.BRANCH_LEFT, E.BRANCH_RIGHT, E.JUMP):
        monitoring.register_callback(tool, event, hear)

    every = E.LINE | E.INSTRUCTION | E.CALL | E.PY_START | E.PY_RETURN | E.PY_YIELD | E.PY_RESUME | E.JUMP | E.BRANCH_LEFT | E.BRANCH_RIGHT

    class A:
        def __init__(self):
            self.x = 1
            toggle()

        def __add__(self, other):
            toggle()
            return NotImplemented

        def __radd__(self, other):
            toggle()
            return 5

        def __lt__(self, other):
            toggle()
            return NotImplemented

        def __gt__(self, other):
            toggle()
            return True

        def __getitem__(self, key):
            toggle()
            return key

        def __call__(self, *args):
            toggle()
            return args

        @property
        def p(self):
            toggle()
            return "p"

    class B(A):
        pass

    on = [False]

    def toggle():
        on[0] = not on[0]
        monitoring.set_events(tool, every if on[0] else 0)

    def gen():
        toggle()
        yield 1
        toggle()
        got = yield 2
        toggle()

    def use():
        a, b = A(), B()
        out = [a + b, 1 + a, a < b, a[3], a(1, 2), a.p, [x for x in gen()], sum(gen()), max(gen()), a.x]
        toggle()
        for x in gen():
            toggle()
            out.append(x)
        if a < b:
            out.append("less")
        return out

    try:
        out = [use() for _ in range(9)]
    finally:
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)
    return out[-1], len(set(map(str, out)))


check("monitored in the middle", monitored_in_the_middle)


def frames_outlive():
    frames = []

    def gen(n):
        local = [n]
        frames.append(sys._getframe())
        yield local
        local = None
        yield local

    for n in range(20):
        g = gen(n)
        next(g)
        if n % 2:
            next(g)
        del g
    gc.collect()
    out = [frame.f_locals.get("local") for frame in frames]
    frame = frames[0]
    frame.f_locals["local"] = "written"
    out.append(frame.f_locals["local"])
    frame.clear()
    out.append(dict(frame.f_locals))
    return out[-8:]


check("frames outlive", frames_outlive)


def deep_chain():
    """Generators that hold each other, thousands deep, die without native recursion."""

    def gen(below):
        try:
            yield below
        finally:
            pass

    g = None
    for _ in range(100_000):
        g = gen(g)
        next(g)
    del g
    gc.collect()
    return "dead"


check("deep chain", deep_chain)


def many_locals():
    """Frames with more slots than a fast part drops."""
    names = [f"v{i}" for i in range(200)]
    source = "def f(x):\n" + "".join(f"    {name} = [x]\n" for name in names) + "    return v0\n"
    source += "def g(x):\n" + "".join(f"    {name} = [x]\n" for name in names) + "    yield v0\n    yield v199\n"
    space = {}
    exec(source, space)
    return [space["f"](i) for i in range(5)], [list(space["g"](i)) for i in range(3)]


check("many locals", many_locals)
