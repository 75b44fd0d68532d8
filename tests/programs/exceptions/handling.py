"""What `except` catches, what is being handled meanwhile, and when what a handler leaves behind dies."""

import sys


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies", self.name, sys.exception())


class Plain(Exception):
    pass


class Counting(ValueError):
    made = 0

    def __new__(cls, *args):
        cls.made += 1
        return super().__new__(cls, *args)


class Initialised(ValueError):
    def __init__(self, *args):
        super().__init__("initialised", *args)


class Meta(type):
    def __call__(cls, *args):
        print("called", cls.__name__, args)
        return super().__call__(*args)


class Called(Exception, metaclass=Meta):
    pass


class NoException(Exception):
    def __new__(cls):
        return 1


def caught(make, catch):
    try:
        raise make
    except catch as error:
        return f"{error!r} {error.args} {str(error)!r}"
    except BaseException as error:
        return f"not {error!r}"


for _ in range(3):
    for make in (ValueError, KeyError, OSError, AttributeError, NameError, StopIteration, SystemExit, ImportError,
                 UnicodeDecodeError, ExceptionGroup, Plain, Counting, Initialised, Called, NoException, 1, int):
        print(caught(make, Exception), caught(make, make if isinstance(make, type) and issubclass(make, BaseException) else ValueError))
print(Counting.made)

for make in (ValueError(), ValueError(1), ValueError(1, 2), Plain(), Plain(1), Called(1), AttributeError(),
             AttributeError("text"), AttributeError(name="n", obj=1), AttributeError("m", name="n", obj=1)):
    print(caught(make, (KeyError, Exception)), make.args)
error = AttributeError(name="n", obj=1)
error.__init__()
print(repr(error), error.args, error.name)
try:
    object().missing
except AttributeError as error:
    error.__init__()
    print(repr(error), error.args)
for arguments in ({"x": 1}, {}):
    try:
        print(repr(ValueError(**arguments)))
        print(repr(Plain(1, **arguments)))
    except TypeError as error:
        print(error)

for catch in (ValueError, Exception, (KeyError, ValueError), (ValueError, 1), (1, ValueError), (KeyError, int), int, 1, (),
              ((ValueError,),), LookupError, (LookupError, (ValueError,))):
    try:
        try:
            raise Counting("c")
        except catch:
            print("caught", catch)
    except Counting:
        print("not caught", catch)
    except TypeError as error:
        print(error, repr(error.__context__))


def nested():
    print(sys.exception())
    try:
        raise ValueError("outer")
    except ValueError:
        print(sys.exception())
        try:
            raise KeyError("inner")
        except KeyError as error:
            print(sys.exception(), repr(error.__context__))
        print(sys.exception())
        try:
            raise
        except ValueError as error:
            print(error, repr(error.__context__))
        try:
            raise IndexError from TypeError
        except IndexError as error:
            print(repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
    print(sys.exception())


def generator():
    try:
        raise ValueError("in a generator")
    except ValueError:
        yield sys.exception()
        yield sys.exception()
    yield sys.exception()


for _ in range(2):
    nested()
    try:
        raise KeyError("around")
    except KeyError:
        print(list(generator()), sys.exception())
    items = generator()
    print(next(items), sys.exception())
    try:
        raise KeyError("between")
    except KeyError:
        print(next(items), sys.exception())
    print(next(items), sys.exception())


def dying(name):
    try:
        error = ValueError(name)
        error.loud = Loud(name)
        raise error
    except ValueError:
        del error
        print("handled", name)
    print("behind", name)


def dying_argument():
    try:
        raise ValueError(Loud("argument"))
    except Plain:
        print("never")
    except ValueError as error:
        print(len(error.args))
    print("behind")


for _ in range(2):
    dying("attribute")
    dying_argument()
try:
    try:
        raise ValueError(Loud("first"))
    except ValueError:
        raise KeyError("second")
except KeyError as error:
    error.__context__ = None
    print("context gone")


def lines():
    try:
        raise ValueError
    except ValueError as error:
        try:
            raise error
        except ValueError as again:
            entry, found = again.__traceback__, []
            while entry:
                found.append(entry.tb_lineno - lines.__code__.co_firstlineno)
                entry = entry.tb_next
            return found


def through(depth):
    if depth:
        through(depth - 1)
    raise ValueError(depth)


print(lines(), lines())
try:
    through(3)
except ValueError as error:
    entry = error.__traceback__
    while entry:
        print(entry.tb_frame.f_code.co_name, entry.tb_frame.f_locals.get("depth"), end=" ")
        entry = entry.tb_next
    print()
try:
    raise
except RuntimeError as error:
    print(error)
