"""Notes, with_traceback, args, chaining attributes and what may be set."""
import traceback


def attempt(function):
    try:
        print(function())
    except BaseException as error:
        print(type(error).__name__, error)


e = ValueError("a", 2)
e.add_note("first")
e.add_note("second\nline")
print(e.__notes__, e.args, str(e), repr(e))
attempt(lambda: e.add_note(3))
e.__notes__ = 5
attempt(lambda: e.add_note("x"))
e.__notes__ = ["ok", 7]
print("".join(traceback.format_exception(e)))
e.__notes__ = "text"
print("".join(traceback.format_exception_only(e)))
del e.__notes__
attempt(lambda: e.__notes__)
e.args = [1, 2]
print(e.args, str(e))
e.args = "ab"
print(e.args)
attempt(lambda: setattr(e, "args", 3))
attempt(lambda: delattr(e, "args"))
attempt(lambda: setattr(e, "__cause__", 3))
attempt(lambda: setattr(e, "__context__", 3))
attempt(lambda: setattr(e, "__traceback__", 3))
attempt(lambda: delattr(e, "__cause__"))
attempt(lambda: delattr(e, "__context__"))
attempt(lambda: delattr(e, "__traceback__"))
attempt(lambda: setattr(e, "__suppress_context__", 3) or e.__suppress_context__)
attempt(lambda: delattr(e, "__suppress_context__"))
e.__cause__ = KeyError("cause")
print(e.__cause__, e.__suppress_context__)
e.__cause__ = None
attempt(lambda: e.with_traceback(3))
attempt(lambda: e.with_traceback(None) is e)
attempt(lambda: e.with_traceback())
e.extra = 5
attempt(lambda: e.__reduce__())
attempt(lambda: e.__setstate__({"more": 6}) or e.more)
attempt(lambda: e.__setstate__(3))
attempt(lambda: e.__setstate__(None))
print(e.__dict__)


class Custom(Exception):
    def __init__(self, code):
        self.code = code

    def __str__(self):
        return f"code {self.code}"


c = Custom(7)
print(repr(c), c, c.args)
c = Custom(code=8)
print(repr(c), c, c.args)


class NoInit(Exception):
    pass


print(repr(NoInit(1, 2)), NoInit(), [NoInit("x")], ascii(NoInit("é")))
attempt(lambda: NoInit(x=1))


class BadStr(Exception):
    def __str__(self):
        raise ValueError("no text")


attempt(lambda: str(BadStr()))
print("".join(traceback.format_exception_only(BadStr())))


class Returns(Exception):
    def __str__(self):
        return 3


attempt(lambda: str(Returns()))
for error in (KeyError("k"), KeyError(), KeyError(1, 2), OSError(2, "msg"), OSError(2, "msg", "file"), OSError(2, "msg", "a", None, "b"), OSError("only"), StopIteration(5), SystemExit(3), SystemExit(), ImportError("m", name="n", path="p"), NameError("n", name="x"), AttributeError("a", name="x", obj=3), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), SyntaxError("s", ("f", 1, 2, "text")), ExceptionGroup("g", [ValueError(1)])):
    print(repr(error), "|", error, "|", error.args, type(error).__name__)
attempt(lambda: OSError(2, "x").filename)
attempt(lambda: OSError(13, "x", "f").filename)
attempt(lambda: type(OSError(11, "x")))
attempt(lambda: BlockingIOError(11, "x", 5).characters_written)
attempt(lambda: SystemExit(1, 2).code)
attempt(lambda: StopIteration(1, 2).value)
attempt(lambda: ImportError(name=3).name)
attempt(lambda: ImportError(foo=3))
attempt(lambda: BaseException.__new__(int))
attempt(lambda: BaseException.__init__(3))
