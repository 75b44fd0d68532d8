"""with: order of entering and leaving, exceptions, swallowing, errors of the protocol."""
from contextlib import ExitStack, contextmanager, suppress


class M:
    def __init__(self, name, swallow=False, enter=None, leave=None):
        self.name, self.swallow, self.enter, self.leave = name, swallow, enter, leave

    def __enter__(self):
        print("enter", self.name)
        if self.enter:
            raise self.enter
        return self.name

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value, traceback is not None)
        if self.leave:
            raise self.leave
        return self.swallow


def attempt(function):
    try:
        print("->", function())
    except BaseException as error:
        print(type(error).__name__, error, "context", repr(error.__context__))


def several():
    with M("a") as a, M("b") as b:
        return a + b


def parentheses():
    with (M("a") as a, M("b"),):
        print("body", a)


def second_fails():
    with M("a"), M("b", enter=ValueError("enter b")):
        print("never")


def swallowed():
    with M("a", swallow=True):
        raise KeyError("k")
    return "after"


def outer_swallows():
    with M("a", swallow=True), M("b"):
        raise KeyError("k")
    return "after"


def exit_raises():
    with M("a", leave=ValueError("leave a")):
        raise KeyError("k")


def exit_raises_plain():
    with M("a", leave=ValueError("leave a")):
        pass


def targets():
    d = {}
    with M("a") as d["k"], M("bc") as (x, y), M("d") as [*z]:
        return d, x, y, z


def loop():
    for i in range(4):
        with M(i):
            if i == 0:
                continue
            if i == 2:
                break
    return i


def system_exit():
    with M("a"):
        raise SystemExit(3)


def generator():
    with M("g"):
        yield 1


def target_fails():
    with M("ab") as (x,):
        pass


attempt(several)
attempt(parentheses)
attempt(second_fails)
attempt(swallowed)
attempt(outer_swallows)
attempt(exit_raises)
attempt(exit_raises_plain)
attempt(targets)
attempt(loop)
attempt(system_exit)
attempt(target_fails)
g = generator()
next(g)
del g


class NoExit:
    def __enter__(self):
        print("entered?")


class NoEnter:
    def __exit__(self, *args):
        pass


class OnInstance:
    def __init__(self):
        self.__enter__ = self.__exit__ = lambda *a: None


class BadTruth:
    def __enter__(self):
        pass

    def __exit__(self, *args):
        return self

    def __bool__(self):
        raise ValueError("no truth")


def use(m, fail=False):
    def run():
        with m:
            if fail:
                raise KeyError("body")

    return run


for m in (NoExit(), NoEnter(), OnInstance(), 3, None):
    attempt(use(m))
attempt(use(BadTruth()))
attempt(use(BadTruth(), True))


@contextmanager
def managed():
    try:
        yield "value"
    except KeyError as error:
        print("handled", error)


attempt(use(managed(), True))
m = managed()
attempt(use(m))
attempt(use(m))
with ExitStack() as stack:
    for name in "xyz":
        stack.enter_context(M(name))
    stack.callback(print, "callback")
with suppress(ZeroDivisionError):
    1 / 0
print("end")
