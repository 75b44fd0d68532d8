"""Frames and exceptions whose parts are changed while instructions wait."""
import gc
import sys
import weakref


def check(name, function):
    try:
        print(name, function())
    except BaseException as error:
        print(name, "!", type(error).__name__, error)


class Dies:
    log = []

    def __init__(self, name):
        self.name = name

    def __del__(self):
        Dies.log.append(self.name)


def logged():
    out = sorted(map(str, Dies.log))
    Dies.log.clear()
    return out


def written_while_waiting():
    """Every instruction that waits with borrowed operands while Python runs."""

    class W(Dies):
        def touch(self):
            frame = sys._getframe(2)
            for name in ("a", "b", "c"):
                if name in frame.f_locals:
                    frame.f_locals[name] = name
            gc.collect()

        def __getattr__(self, name):
            self.touch()
            if name == "missing":
                raise AttributeError(self.name)
            return [self.name]

        def __setattr__(self, name, value):
            if name != "name":
                self.touch()
            object.__setattr__(self, name, value)

        def __delattr__(self, name):
            self.touch()

        def __setitem__(self, key, value):
            self.touch()

        def __delitem__(self, key):
            self.touch()

        def __contains__(self, key):
            self.touch()
            return key.name == "b"

        def __iter__(self):
            self.touch()
            return iter([self.name, 2])

        def __bool__(self):
            self.touch()
            return True

        def __hash__(self):
            self.touch()
            return 1

        def __eq__(self, other):
            self.touch()
            return True

        def __format__(self, spec):
            self.touch()
            return self.name

        def __len__(self):
            self.touch()
            return 1

        def __enter__(self):
            self.touch()
            return self

        def __exit__(self, *args):
            self.touch()

        def __instancecheck__(self, other):
            self.touch()
            return True

        def keys(self):
            self.touch()
            return ["k"]

        def __getitem__(self, key):
            self.touch()
            return [self.name, key] if key != 5 else 1

        def __index__(self):
            self.touch()
            return 1

        def __neg__(self):
            self.touch()
            return [self.name]

        def __ior__(self, other):
            self.touch()
            return other

        def __matmul__(self, other):
            self.touch()
            return (self, other)

        def __await__(self):
            self.touch()
            return iter(())

        def __call__(self, *args, **named):
            self.touch()
            return self, args, named

    def load(a):
        x = a.attribute
        return x, a

    def missing(a):
        try:
            a.missing
        except AttributeError as e:
            return str(e), a

    def store(a, b):
        a.x = b
        return a, b

    def delete(a):
        del a.x
        return a

    def store_item(a, b, c):
        a[b] = c
        return a, b, c

    def delete_item(a, b):
        del a[b]
        return a, b

    def contains(a, b):
        x = b in a
        return x, a, b

    def walk(a):
        for x in a:
            break
        return x, a

    def unpack(a):
        x, y = a
        return x, y, a

    def truth(a):
        if a:
            return a

    def hashed(a, b):
        x = {a: b}
        y = {a, b}
        return len(x), len(y), a, b

    def formatted(a, b):
        return f"{a}{b}{a.name if isinstance(a, W) else a}"

    def entered(a):
        with a as b:
            pass
        return type(b).__name__, a

    def mapped(a):
        x = {**a}
        return x, a

    def matched(a):
        match a:
            case [x, *y]:
                return x, y
            case {"k": z}:
                return z
            case W(name=n):
                return n, type(a).__name__

    def sliced(a, b):
        x = "abcdef"[a:b]
        y = [1, 2, 3][a]
        return x, y

    def negated(a):
        x = -a
        return x, a

    def ored(a, b):
        a |= b
        return type(a).__name__, b

    def matmul(a, b):
        c = a @ b
        return [x.name for x in c], a, b

    def called(a, b, c):
        x = a(b, c, k=b)
        y = x[0](*x[1], **x[2])
        return [v.name for v in y[1]], a, b, c

    def star(a, b):
        x = [*a, *b]
        return x, a, b

    def compared(a, b):
        x = a == b
        return x, a, b

    def chained(a, b, c):
        x = a == b == c
        return x, a, b, c

    out = []
    functions = [load, missing, store, delete, store_item, delete_item, contains, walk, unpack, truth, hashed, formatted, entered, mapped, matched, negated, ored, matmul, called, star, compared, chained]
    for _ in range(3):
        for function in functions:
            count = function.__code__.co_argcount
            arguments = [W("abc"[i]) for i in range(count)]
            try:
                result = function(*arguments)
                del arguments
                out.append((function.__name__, [x if isinstance(x, (str, int, list, bool, dict)) else type(x).__name__ for x in result] if isinstance(result, tuple) else type(result).__name__))
            except Exception as error:
                out.append((function.__name__, type(error).__name__, str(error)))
                error = arguments = None
            result = None
    gc.collect()
    deaths = logged()
    for line in out[-len(functions):]:
        print(*line)
    return len(deaths) > 0


check("written while waiting", written_while_waiting)


def exceptions_without_frames():
    def inner(n):
        held = Dies(n)
        raise ValueError(n)

    out = []
    for n in range(3):
        try:
            inner(n)
        except ValueError as error:
            tb = error.__traceback__
            while tb.tb_next:
                tb = tb.tb_next
            frame = tb.tb_frame
            frame.clear()
            out.append((dict(frame.f_locals), logged()))
            tb.tb_next = None
            try:
                tb.tb_next = error.__traceback__
            except ValueError as loop:
                out.append(str(loop))
            error.__traceback__ = None
            error.__context__ = error
    return out


check("exceptions without frames", exceptions_without_frames)


def running_frame_cleared():
    frame = sys._getframe()
    try:
        frame.clear()
    except RuntimeError as error:
        return str(error)


check("running frame cleared", running_frame_cleared)


def resurrection_in_slot():
    kept = []

    class R:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            frame = sys._getframe(1)
            kept.append((self, self.n))
            if "x" in frame.f_locals:
                frame.f_locals["x"] = self

    def overwrite():
        x = R(1)
        x = R(2)
        first = x
        del x
        x = R(3)
        x = None
        return type(x).__name__, first.n

    out = []
    for _ in range(3):
        out.append(overwrite())
        out.append([(type(o).__name__, n) for o, n in kept])
        kept.clear()
        gc.collect()
    return out[-2:]


check("resurrection in slot", resurrection_in_slot)


def del_deletes_everything():
    """What dies as an instruction's operand empties what the instruction works on."""
    target = []

    class D:
        def __del__(self):
            target.clear()
            gc.collect()

    def store():
        target[:] = [D(), 1, 2]
        target[0] = "new"
        return list(target)

    def attribute():
        class A:
            pass

        a = A()

        class E:
            def __del__(self):
                a.__dict__.clear()
                a.__class__ = Other

        class Other:
            pass

        a.x = E()
        a.x = 5
        return type(a).__name__, sorted(a.__dict__)

    def loop():
        out = []
        target[:] = [1, 2, 3]
        for x in target:
            y = D()
            y = x
            out.append(y)
        return out

    def cell():
        d = D()

        def inner():
            nonlocal d
            d = 5
            return d

        return inner(), d

    def global_():
        global GLOBAL
        GLOBAL = D()
        GLOBAL = 6
        return GLOBAL

    def returns():
        def f(a, b=D()):
            c = D()
            return target

        target[:] = [1]
        return f(D())

    def items():
        d = {"a": D(), "b": 1}

        class Clears:
            def __del__(self):
                d.clear()

        d["a"] = Clears()
        d["a"] = 2
        return d

    out = []
    for _ in range(3):
        out = [f() for f in (store, attribute, loop, cell, global_, returns, items)]
    return out


check("del deletes everything", del_deletes_everything)
