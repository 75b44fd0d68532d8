"""Loops with else, try with everything, and what finally does to returns, breaks and exceptions."""


def attempt(function, *args):
    try:
        print(function.__name__, args, "->", function(*args))
    except BaseException as error:
        print(function.__name__, args, type(error).__name__, error, repr(error.__context__), repr(error.__cause__), error.__suppress_context__)


def loop_else(n):
    for i in range(5):
        if i == n:
            break
    else:
        return "else"
    return "broken", i


def while_else(n):
    while n:
        n -= 1
        if n == 2:
            break
        if n % 2:
            continue
    else:
        return "else", n
    return "broken", n


def flow(kind):
    log = []
    for i in range(3):
        try:
            log.append(i)
            if kind == "raise":
                raise ValueError(i)
            if kind == "return":
                return log
            if kind == "break":
                break
            if kind == "continue":
                continue
        except ValueError as error:
            log.append(f"except {error}")
        else:
            log.append("else")
        finally:
            log.append("finally")
    return log


def finally_raises():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


def finally_after_return():
    x = 1
    try:
        return x
    finally:
        x = 2


def nested():
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise ValueError("inner")
    except ValueError as error:
        raise TypeError("outer") from error


def from_none():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("k") from None


def bare_raise():
    raise


def reraise():
    try:
        1 / 0
    except ZeroDivisionError:
        raise


def raise_class():
    raise ValueError


def raise_odd(x):
    raise x


def cause_odd(x):
    raise ValueError("v") from x


def except_odd(x):
    try:
        1 / 0
    except x:
        return "caught"


def except_tuple():
    try:
        1 / 0
    except (ValueError, (ZeroDivisionError,)):
        return "nested tuple"


def except_changes():
    kinds = ZeroDivisionError
    try:
        kinds, x = ValueError, 1 / 0
    except kinds:
        return "caught"


def generator_finally():
    def g():
        try:
            yield 1
        finally:
            print("cleanup")
    for x in g():
        return x


def assertion(x, message=None):
    assert x, message
    return "held"


def name_gone():
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    return e


def deep_context():
    try:
        try:
            try:
                raise A("a")
            except A:
                raise B("b")
        except B:
            raise C("c")
    except C as c:
        return c.__context__, c.__context__.__context__


class A(Exception): pass
class B(Exception): pass
class C(Exception): pass


for n in (2, 9):
    attempt(loop_else, n)
for n in (1, 5, 0):
    attempt(while_else, n)
for kind in ("raise", "return", "break", "continue", "nothing"):
    attempt(flow, kind)
for f in (finally_raises, finally_after_return, nested, from_none, bare_raise, reraise, raise_class, except_tuple, except_changes, generator_finally, name_gone, deep_context):
    attempt(f)
for x in (3, int, "text", None, object):
    attempt(raise_odd, x)
for x in (3, KeyError, KeyError("k"), None):
    attempt(cause_odd, x)
for x in (3, int, (ValueError, 3), ArithmeticError, BaseException, ()):
    attempt(except_odd, x)
attempt(assertion, 1)
attempt(assertion, 0)
attempt(assertion, [], "message")


class Meta(type):
    def __call__(cls, *args):
        return 5


class Odd(Exception, metaclass=Meta):
    pass


attempt(raise_odd, Odd)
