"""Builtin types that have no `__new__` of their own: that of the type where they inherit it makes their instances."""

import _io
import _lsprof
import copyreg
import io
import pickle
from collections import OrderedDict, defaultdict

TYPES = (
    _io.BufferedRWPair, _io.BufferedRandom, _io.BufferedReader, _io.BufferedWriter, _io.IncrementalNewlineDecoder,
    _io.TextIOWrapper, _io._BufferedIOBase, _io._IOBase, _io._RawIOBase, _io._TextIOBase, _lsprof.Profiler, OrderedDict,
    defaultdict, io.BytesIO, io.FileIO, int, bool, Exception, OSError,
)


def attempt(function, *args):
    try:
        print("  ", type(function(*args)))
    except Exception as error:
        print("  ", type(error).__name__, error)


for type_ in TYPES:
    print(type_, type_.__new__.__self__, "__new__" in vars(type_))

    class Derived(type_ if type_ is not bool else int):
        pass

    class Own(Derived):
        def __new__(cls, *args):
            return super().__new__(cls, *args)

    class Other(Derived):
        __new__ = type_.__new__

    for base in type_.__mro__:
        for class_ in type_, Derived, Own:
            attempt(base.__new__, class_)
    attempt(type_.__new__, type_, 1, 2, 3, 4, 5, 6, 7, 8, 9)
    attempt(Other.__new__, Other)

for base in _io._BufferedIOBase, _io._IOBase, _io._RawIOBase, _io._TextIOBase:
    class Plain(base):
        pass

    class Init(base):
        def __init__(self, *args):
            pass

    class New(base):
        def __new__(cls, *args):
            return base.__new__(cls, *args)

    for class_ in base, Plain, Init, New:
        attempt(class_)
        attempt(class_, 1)


class Reader(io.BufferedReader):
    def __init__(self, tag, data):
        super().__init__(io.BytesIO(data))
        self.tag = tag

    def __getstate__(self):
        return self.tag, self.raw.getvalue()

    def __setstate__(self, state):
        self.__init__(*state)


class Text(io.TextIOWrapper):
    def __init__(self, tag, data):
        super().__init__(io.BytesIO(data))
        self.tag = tag

    def __getstate__(self):
        return self.tag, self.buffer.getvalue()

    def __setstate__(self, state):
        self.__init__(*state)


for class_ in Reader, Text:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        copy = pickle.loads(pickle.dumps(class_("tag", b"data"), protocol))
        print(type(copy).__name__, copy.tag, copy.read())
attempt(copyreg._reconstructor, Reader, object, None)
