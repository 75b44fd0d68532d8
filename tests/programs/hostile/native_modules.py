"""Every function, type and method of the native modules with too few, too many, unknown and unsuitable arguments, and on objects that
`__new__` alone made: each raises or returns, and the interpreter makes no mistake of its own."""
import importlib
import itertools
import sys
import types
import warnings

MODULES = """_abc _asyncio _bisect _blake2 _bz2 _codecs _collections _contextvars _csv _datetime _decimal _elementtree _functools _heapq _json _lsprof _lzma _md5
_operator _opcode _pickle _queue _random _sha1 _sha2 _sha3 _sre _statistics _string _struct _symtable _typing _warnings _weakref _zoneinfo array
binascii cmath errno itertools marshal math pyexpat time unicodedata zlib _io""".split()
# What these modules do is done to the process: they get too many arguments and unknown ones only.
OF_THE_PROCESS = "_imp _posixsubprocess _signal _socket _thread _tracemalloc atexit fcntl gc grp mmap posix pwd resource select sys syslog termios".split()
# What waits, counts without end, or is done to the process.
NOT = {"sleep", "get", "acquire", "count", "cycle", "repeat", "__subclasses__", "__del__", "excepthook", "displayhook", "exit", "_exit", "abort", "_clear_type_cache", "__init_subclass__",
       # These end CPython.
       "pthread_getcpuclockid"}
UNSUITABLE = [None, ..., -1, 1 << 70, 1.5, "text", "\ud800", b"bytes", (), [], {}, len, int, object()]
calls = 0


def attempt(function, *arguments, **named):
    """Calls, and goes a few steps with an iterator that comes back."""
    global calls
    calls += 1
    try:
        result = function(*arguments, **named)
        repr(result)
        if hasattr(type(result), "__next__"):
            list(itertools.islice(result, 3))
    except Exception as error:
        str(error)


def unsuitable(function):
    attempt(function)
    for number, value in enumerate(UNSUITABLE):
        other = UNSUITABLE[number * 5 % len(UNSUITABLE)]
        attempt(function, value)
        attempt(function, value, other)
        attempt(function, other, value, other)
        attempt(function, value, unknown=other)


def too_many(function):
    attempt(function, *[...] * 12)
    attempt(function, *[...] * 12, unknown=1)


def methods(kind, instance):
    for name in sorted(dir(kind)):
        method = getattr(kind, name, None)
        if name in NOT or not callable(method) or isinstance(method, type) or name in dir(type):
            continue
        too_many(method)
        for receiver in (None, "text", 5):
            attempt(method, receiver)
        if instance is not None:
            try:
                bound = getattr(instance, name)
            except Exception:
                continue
            too_many(bound)
            unsuitable(bound)


warnings.simplefilter("ignore")
for name in MODULES:
    try:
        module = importlib.import_module(name)
    except ImportError:
        print("no", name)
        continue
    for attribute, value in sorted(vars(module).items()):
        if attribute in NOT or attribute.startswith("__"):
            continue
        if isinstance(value, type):
            if issubclass(value, BaseException) or not value.__module__.startswith(name.strip("_")) and value.__module__ != name:
                continue
            try:
                instance = value.__new__(value)
            except Exception:
                instance = None
            methods(value, instance)
            too_many(value)
            unsuitable(value)
        elif isinstance(value, types.BuiltinFunctionType):
            too_many(value)
            unsuitable(value)
for name in OF_THE_PROCESS:
    try:
        module = importlib.import_module(name)
    except ImportError:
        print("no", name)
        continue
    for attribute, value in sorted(vars(module).items()):
        if attribute not in NOT and not attribute.startswith("__") and isinstance(value, types.BuiltinFunctionType):
            attempt(value, *[...] * 12, unknown=1)
print(calls > 10_000)
try:
    from _testinternalcapi import caught_panics
except ImportError:
    print("panics: 0")
else:
    print("panics:", caught_panics())
