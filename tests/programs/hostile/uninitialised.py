"""Objects made by `__new__` alone are usable or refuse; none of their methods breaks anything."""
import array
import collections
import contextvars
import functools
import io
import itertools
import types


def attempt(what, function):
    try:
        function()
        return "fine"
    except Exception as error:
        return type(error).__name__


TYPES = [int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, bool, object, property, slice, range, zip, map, filter, memoryview, BaseException, OSError, UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError, SyntaxError, SystemExit, StopIteration, ImportError, KeyError, ExceptionGroup, types.SimpleNamespace, types.ModuleType, types.FunctionType, types.CodeType, types.MethodType, types.MappingProxyType, types.CellType, types.GeneratorType, types.FrameType, types.TracebackType, collections.deque, collections.OrderedDict, collections.defaultdict, array.array, functools.partial, itertools.chain, itertools.count, itertools.cycle, itertools.product, itertools.permutations, itertools.groupby, itertools.tee, io.StringIO, io.BytesIO, io.TextIOWrapper, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.BufferedRWPair, io.FileIO, io.IncrementalNewlineDecoder, contextvars.ContextVar, contextvars.Context, type(iter([])), type({}.keys()), type(len), type("".join)]
for cls in TYPES:
    try:
        new = cls.__new__(cls)
    except Exception as error:
        print(cls.__name__, type(error).__name__, str(error).replace(" at 0x", "")[:70])
        continue
    results = {}
    for name in sorted(dir(cls)):
        if name in ("__class__", "__init_subclass__", "__subclasshook__", "__new__", "__init__", "__reduce__", "__reduce_ex__", "__getstate__", "__dir__", "__subclasses__", "__del__"):
            continue
        try:
            method = getattr(new, name)
        except Exception:
            continue
        if callable(method):
            results[name] = [attempt(name, lambda: method(*args)) for args in ((), (0,), (0, 0))]
    attempt("repr", lambda: repr(new)), attempt("iter", lambda: list(itertools.islice(new, 5))), attempt("hash", lambda: hash(new)), attempt("eq", lambda: new == new), attempt("pickle", lambda: new.__reduce_ex__(4))
    print(cls.__name__, "survives", len(results) > 0)
