"""Exception groups: constructors, texts, taking apart, `except*`."""


def show(source, names):
    try:
        result = eval(source, dict(names))
        print(source, "->", repr(result))
    except BaseException as error:
        print(source, "!!", type(error).__name__, repr(str(error)))


class G(BaseExceptionGroup):
    pass


class GE(ExceptionGroup):
    pass


class N(ExceptionGroup):
    def __new__(cls, message, exceptions, extra):
        return super().__new__(cls, message, exceptions)


class D(ExceptionGroup):
    def derive(self, exceptions):
        return 3


class S:
    def __init__(self, items):
        self.items = items

    def __getitem__(self, index):
        return self.items[index]

    def __repr__(self):
        return "S!%d" % len(self.items)


e = ExceptionGroup("a", [ValueError(1), TypeError(2)])
for source in """
ExceptionGroup()
ExceptionGroup(1, 2)
ExceptionGroup("a", 2)
ExceptionGroup("a", [])
ExceptionGroup("a", [1])
ExceptionGroup("a", [ValueError(), 3])
ExceptionGroup("a", [KeyboardInterrupt()])
BaseExceptionGroup("a", [ValueError()])
BaseExceptionGroup("a", [KeyboardInterrupt()])
G("a", [ValueError()])
GE("a", [KeyboardInterrupt()])
ExceptionGroup("a", [ValueError()], x=3)
ExceptionGroup("a", "b")
ExceptionGroup("a", {1: 2})
str(ExceptionGroup("a", (ValueError(1),)))
str(e)
ExceptionGroup("a", (ValueError(1),))
ExceptionGroup("a", S([ValueError(1)]))
e.split(3)
e.split((ValueError, int))
e.split(lambda error: isinstance(error, ValueError))
e.subgroup(ValueError)
e.subgroup(KeyError)
e.split(KeyError)
D("a", [ValueError(), TypeError()]).split(ValueError)
N("a", [ValueError(), TypeError()], 5).split(ValueError)
e.derive(3)
setattr(e, "message", 3)
ExceptionGroup.__mro__
ExceptionGroup.__bases__
ExceptionGroup("a", [ExceptionGroup("b", [ValueError(1)]), KeyError()]).split(ValueError)
""".strip().splitlines():
    show(source, globals())

e.__notes__ = ["note"]
print(e.split(ValueError)[0].__notes__)


def clauses(error):
    try:
        try:
            raise error
        except* ValueError as group:
            print("values", repr(group))
        except* (TypeError, KeyError) as group:
            print("types and keys", repr(group))
            raise
        except* OSError as group:
            print("system", repr(group))
            raise RuntimeError("new")
    except BaseException as error:
        print("left", repr(error))


inner = ExceptionGroup("inner", [KeyError(1), ValueError(2), OSError(3)])
clauses(ValueError(0))
clauses(TypeError(0))
clauses(inner)
clauses(ExceptionGroup("outer", [ValueError(0), inner, ZeroDivisionError(1)]))
clauses(KeyboardInterrupt())
