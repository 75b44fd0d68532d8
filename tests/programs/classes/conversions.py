"""`__int__`, `__index__`, `__float__`, `__bool__`, `__len__`, `__str__` and others that return what they should not."""


def attempt(function, *args):
    try:
        result = function(*args)
        print(function.__name__, "->", repr(result))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


class Returns:
    def __init__(self, value):
        self.value = value


def returning(names):
    for name in names.split():
        def method(self, *args, _name=name):
            return self.value

        setattr(Returns, f"__{name}__", method)


returning("int index float complex bool len str repr bytes hash format iter next reversed length_hint round trunc floor ceil dir sizeof fspath contains")
for value in (3, -1, 2.5, "x", None, True, b"b", 2**70, [1]):
    print("value", value)
    for function in (int, float, complex, bool, len, str, repr, bytes, hash, iter, reversed, round, ascii, list, "{}".format, chr, range, format):
        attempt(function, Returns(value))
import math, operator, os

for value in (3, "x"):
    for function in (math.trunc, math.floor, math.ceil, math.sqrt, operator.index, operator.length_hint, os.fspath, bin, hex, oct, "abc".__getitem__, "abc".__mul__, [].__imul__, slice(None).indices, sorted, next):
        attempt(function, Returns(value))
    print(1 in Returns(value))


class Int(int):
    pass


class Sub:
    def __int__(self):
        return Int(5)

    def __index__(self):
        return Int(6)

    def __float__(self):
        return F(1.5)

    def __str__(self):
        return S("sub")

    def __bool__(self):
        return 1


class F(float):
    pass


class S(str):
    pass


import warnings

with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    for function in (int, operator.index, float, str, bool, complex):
        attempt(function, Sub())
    print([str(w.message) for w in log])
print(type(str(Sub())).__name__, type(int(Sub())).__name__)


class Empty:
    pass


for function in (int, float, complex, len, bytes, iter, reversed, round, abs, operator.index, next, os.fspath, list, sum, max, math.floor):
    attempt(function, Empty())
