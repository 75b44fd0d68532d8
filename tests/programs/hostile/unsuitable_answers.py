"""What conversions say where special methods refuse, raise, or answer with what they should not; which argument is looked at first."""
import _collections
import io
import operator
import re
import struct
import sys
import zlib


def attempt(what, function):
    try:
        print(what, function())
    except Exception as error:
        print(what, type(error).__name__, error)


def assign(container, key, value):
    container[key] = value
    return container


class Iter:
    def __init__(self, answer):
        self.answer = answer

    def __iter__(self):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Next:
    def __iter__(self):
        return self

    def __next__(self):
        raise TypeError("from next")


for name, value in dict(list=Iter([]), type_error=Iter(TypeError("mine")), value_error=Iter(ValueError("mine")), next=Next(), number=5).items():
    attempt(f"slice {name}", lambda: assign([], slice(0, 1), value))
    attempt(f"steps {name}", lambda: assign([1, 2, 3], slice(0, 3, 2), value))
    attempt(f"bytearray {name}", lambda: assign(bytearray(b"a"), slice(0, 1), value))
    attempt(f"in {name}", lambda: 1 in value)
    attempt(f"indexOf {name}", lambda: operator.indexOf(value, 1))
    attempt(f"unpacked {name}", lambda: [*value])
    attempt(f"arguments {name}", lambda: print(*value))
    attempt(f"join {name}", lambda: "".join(value))
    attempt(f"isinstance {name}", lambda: isinstance(1, value))


def answers(method, answer):
    def answered(self):
        if isinstance(answer, Exception):
            raise answer
        return answer

    return type(method.strip("_"), (), {method: answered})()


for method in "__int__", "__index__", "__float__":
    for answer in None, TypeError("mine"), ValueError("mine"), "text", True:
        for code in "diuxocfeg":
            attempt(f"%{code} {method} {answer!r}", lambda: f"%{code}" % answers(method, answer))
            attempt(f"b%{code} {method} {answer!r}", lambda: f"%{code}".encode() % answers(method, answer))


class Int(int):
    pass


for number in True, Int(5), answers("__index__", 3):
    attempt("index", lambda: [type(operator.index(number)), [type(one) for one in slice(number, Int(2)).indices(2**70)], slice(number).indices(True)])

for function in struct.Struct, struct.calcsize, lambda form: struct.pack(form, 1), lambda form: struct.unpack(form, 1), lambda form: struct.iter_unpack(form, 1):
    for form in [], 3, bytearray(b"i"), "\0", "i\0", "\u00e9", b"\0":
        attempt(f"struct {form!r}", lambda: function(form))
for kind in io.IOBase, io.RawIOBase, io.BufferedIOBase, io.TextIOBase:

    class Plain(kind):
        pass

    class Init(kind):
        def __init__(self, *arguments):
            pass

    for cls in kind, Plain, Init:
        attempt(f"{cls.__name__} of {kind.__name__}", lambda: type(cls(1)).__name__)
        attempt(f"{cls.__name__} of {kind.__name__}", lambda: type(cls(unknown=1)).__name__)
for order in "\0", "C\0", "", "c", "C", None, b"C", 3:
    attempt(f"order {order!r}", lambda: memoryview(b"abc").tobytes(order))
for pattern in "(a)", "(?P<name>a)":
    for group in [], slice(0, []), "name", "other", None, 1 << 70, answers("__hash__", []):
        attempt(f"group {pattern} {type(group).__name__}", lambda: re.match(pattern, "a")[group])
attempt("_count_elements", lambda: _collections._count_elements(slice(0), 255))
attempt("_count_elements", lambda: _collections._count_elements(slice(0), [1]))
for bits in 15, -15, 10, 100:
    for dictionary in b"", b"abc", [1], frozenset(), None, "text", 3:
        attempt(f"dictionary {bits} {dictionary!r}", lambda: type(zlib._ZlibDecompressor(bits, dictionary)))


class Raises:
    def __init__(self, error):
        self.error = error

    def __del__(self):
        raise self.error


for error in ValueError(), ValueError(""), ValueError("text"), StopIteration(), KeyError(1):
    sys.stderr = io.StringIO()
    Raises(error)
    print(sys.stderr.getvalue().splitlines()[-1:])
    sys.stderr = sys.__stderr__
