"""Each builtin exception: bases, construction with 0 to 3 arguments and with keywords, texts, pickling, attributes."""
import builtins
import pickle

CLASSES = """
ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError
BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError
DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError
FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError
IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError
NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError
PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration
StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError
UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning
ZeroDivisionError _IncompleteInputError
""".split()


def attempt(cls, *args, **kwargs):
    try:
        error = cls(*args, **kwargs)
    except Exception as failure:
        return f"{type(failure).__name__}: {failure}"
    own = {name: getattr(error, name, None) for name in dir(error) if not name.startswith("__") and not callable(getattr(error, name, None))}
    try:
        again = pickle.loads(pickle.dumps(error))
        same = repr(again) == repr(error) and str(again) == str(error)
    except Exception as failure:
        same = failure
    return f"{error!r} {str(error)!r} {own} {same}"


for name in CLASSES:
    cls = getattr(builtins, name)
    print(name, cls.__name__, [base.__name__ for base in cls.__mro__[1:]])
    for args in ((), ("a",), (2, "b"), (2, "b", "c"), ("utf-8", b"xyz", 1, 2, "reason"), ("xyz", 1, 2, "reason"), ("a", ("f", 1, 2, "text", 3, 4)), ("m", [ValueError(1)])):
        print("   ", args, attempt(cls, *args))
    print("    keywords", attempt(cls, name="n"), attempt(cls, x=1))
