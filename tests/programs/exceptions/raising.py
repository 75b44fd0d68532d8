"""`raise` and `except`: what they take, causes, contexts, tracebacks."""


class Strange(Exception):
    def __new__(cls):
        return 3


def attempt(function):
    try:
        function()
    except BaseException as error:
        print(type(error).__name__, error)


def raise_three():
    raise 3


def raise_strange():
    raise Strange


def raise_from_three():
    raise ValueError from 3


def except_three():
    try:
        raise ValueError
    except 3:
        pass


def except_nested():
    try:
        raise ValueError
    except (TypeError, (ValueError,)):
        pass


def except_star_group():
    try:
        raise ValueError
    except* (TypeError, ExceptionGroup):
        pass


def reraise_nothing():
    raise


for function in (raise_three, raise_strange, raise_from_three, except_three, except_nested, except_star_group, reraise_nothing):
    attempt(function)

try:
    try:
        raise KeyError(1)
    except KeyError as first:
        try:
            raise ValueError(2) from first
        except ValueError:
            raise TypeError(3) from None
except TypeError as error:
    print(repr(error.__context__), error.__cause__, error.__suppress_context__)
    print(repr(error.__context__.__cause__), repr(error.__context__.__context__))

first, second = KeyError("first"), ValueError("second")
try:
    try:
        raise first
    except KeyError:
        try:
            raise second
        except ValueError:
            raise first
except KeyError as error:
    print(repr(error.__context__), error.__context__.__context__)


def deep(n):
    if n:
        deep(n - 1)
    raise ValueError(n)


try:
    deep(3)
except ValueError as error:
    entry, lines = error.__traceback__, []
    while entry:
        lines.append(entry.tb_lineno)
        last, entry = entry, entry.tb_next
    print(len(lines), lines[-1] - lines[-2])
    try:
        last.tb_next = error.__traceback__
    except ValueError as loop:
        print(loop)
    error.mine = 5
    error.add_note("note")
    print(error.__dict__, error.with_traceback(None).__traceback__)


class Own(OSError):
    def __init__(self, text):
        super().__init__(2, text)
        self.text = text


own = Own("hello")
print(own, own.errno, own.args, own.text, own.__dict__)
