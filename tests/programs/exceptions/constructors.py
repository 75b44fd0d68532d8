"""What the constructors of exceptions take, what the attributes are, and what is shown."""


def show(source, names={}):
    try:
        result = eval(source, dict(names))
        print(source, "->", repr(result))
    except BaseException as error:
        print(source, "!!", type(error).__name__, repr(str(error)))


for source in """
ValueError(a=1)
BaseException.__new__(OSError)
BaseException.__new__(ValueError, 1, a=3)
ValueError.__new__(KeyError)
BaseException().__setstate__(1)
BaseException().__setstate__(None)
BaseException().with_traceback(1)
BaseException().add_note(1)
BaseException().add_note(None)
setattr(BaseException(), "args", 1)
setattr(BaseException(), "__traceback__", 1)
setattr(BaseException(), "__context__", 1)
setattr(BaseException(), "__cause__", 1)
delattr(BaseException(), "args")
delattr(BaseException(), "__traceback__")
delattr(BaseException(), "__context__")
delattr(BaseException(), "__cause__")
delattr(BaseException(), "__suppress_context__")
setattr(BaseException(), "__suppress_context__", 1)
setattr(BaseException(), "__dict__", 1)
BaseException(1, 2)
str(BaseException())
str(BaseException(1))
str(BaseException(1, 2))
KeyError("a")
str(KeyError("a"))
str(KeyError("a", 1))
str(KeyError())
BaseException(1).__reduce__()
StopIteration(1, 2).value
StopIteration(a=1)
SystemExit(1, 2).code
SystemExit().code
SystemExit(1).code
AttributeError("x", name=1, obj=2).__reduce__()
AttributeError("x", foo=1)
AttributeError("x", name="q").__getstate__()
AttributeError("x").__getstate__()
AttributeError(name="q", obj=2).args
NameError("x", foo=1)
NameError("x", name=2).name
ImportError("a", name=1, path=2, name_from=3).__reduce__()
ImportError("a").__reduce__()
ImportError("a", "b").msg
str(ImportError("a", "b"))
str(ImportError(1))
ImportError(foo=1)
ImportError("a", foo=1, bar=2)
ImportError(a=1, b=2, c=3, d=4)
delattr(ImportError("a"), "msg")
OSError(1)
OSError(2, "x")
OSError(2, "x", "f").args
str(OSError(2, "x", "f"))
str(OSError(2, "x", "f", None, "g"))
OSError(2, "x", "f", None, "g").args
OSError(2, "x", "f", None, "g").__reduce__()
OSError(2, "x", "f").__reduce__()
OSError(2, "x").__reduce__()
OSError(1, 2, 3, 4, 5, 6)
OSError(11, "x", 3)
OSError(11, "x", 3).args
OSError(11, "x", 3).characters_written
BlockingIOError(11, "x", 3).filename
BlockingIOError(11, "x", "a").filename
str(BlockingIOError(11, "x", 3))
BlockingIOError(11, "x", -1).characters_written
BlockingIOError(11, "x", 2**70)
setattr(OSError(), "characters_written", None)
delattr(OSError(), "characters_written")
OSError(a=1)
str(OSError("a", "b"))
str(OSError(None, "b"))
str(OSError("a", None))
FileNotFoundError(1, "x")
OSError(2, "x", None).args
OSError(2, "x", None, None, "g").filename2
str(OSError(None, None, "a"))
OSError(True, "x")
str(OSError(2, "x", 3))
SyntaxError("m", ("f", 1, 2, "t", 3, 4)).end_offset
SyntaxError("m", ("f", 1, 2))
SyntaxError("m", ("f", 1, 2, "t", 3))
SyntaxError("m", 3)
SyntaxError("m", ("f", 1, 2, "t", 3, 4, (1, 2, 3)))._metadata
SyntaxError("m", ("f", 1, 2, "t", 3, 4, 5, 6))
str(SyntaxError("m", ("/a/b/f", 1, 2, "t")))
str(SyntaxError("m", ("/a/b/f", None, 2, "t")))
str(SyntaxError("m", (None, 3, 2, "t")))
str(SyntaxError())
str(SyntaxError("m", ("f", 1, 2, "t"), 3))
str(SyntaxError(1, ("f", 2**70, 2, "t")))
str(SyntaxError("m", ("f", True, 2, "t")))
UnicodeDecodeError("a", b"abc", 0, 1, "r")
str(UnicodeDecodeError("a", b"abc", 0, 1, "r"))
str(UnicodeDecodeError("a", b"abc", 0, 2, "r"))
str(UnicodeDecodeError("a", b"abc", 5, 6, "r"))
str(UnicodeDecodeError("a", b"abc", -5, 100, "r"))
UnicodeDecodeError("a", "abc", 0, 1, "r")
UnicodeDecodeError(1, b"abc", 0, 1, "r")
UnicodeDecodeError()
UnicodeDecodeError("a", b"abc", "x", 1, "r")
UnicodeDecodeError("a", b"abc", 0, 1, 3)
str(UnicodeEncodeError("a", "\xe9", 0, 1, "r"))
str(UnicodeEncodeError("a", "\u1234", 0, 1, "r"))
str(UnicodeEncodeError("a", "\U00012345", 0, 1, "r"))
str(UnicodeEncodeError("a", "\u1234b", 0, 2, "r"))
UnicodeEncodeError("a", b"", 0, 1, "r")
str(UnicodeTranslateError("ab\u1234", 2, 3, "r"))
str(UnicodeTranslateError("abc", 0, 2, "r"))
UnicodeTranslateError("abc", 0, 2)
UnicodeTranslateError(a=1)
str(UnicodeDecodeError.__new__(UnicodeDecodeError))
UnicodeDecodeError.__new__(UnicodeDecodeError).start
delattr(UnicodeDecodeError("a", b"abc", 0, 1, "r"), "start")
setattr(UnicodeDecodeError("a", b"abc", 0, 1, "r"), "start", "x")
""".strip().splitlines():
    show(source)
