# What iterators and methods are pickled with is looked up in the builtins of the code that runs.
import types
import builtins
import array


def attempt(code, **names):
    try:
        print(eval(code, names))
    except Exception as error:
        print(type(error).__name__, error)


ITERATORS = {
    "list": lambda: iter([1, 2]),
    "reversed": lambda: reversed([1, 2]),
    "tuple": lambda: iter((1, 2)),
    "str": lambda: iter("aé"),
    "bytes": lambda: iter(b"ab"),
    "bytearray": lambda: iter(bytearray(b"ab")),
    "range": lambda: iter(range(2)),
    "long range": lambda: iter(range(2**70, 2**70 + 2)),
    "dict": lambda: iter({1: 2}),
    "items": lambda: iter({1: 2}.items()),
    "set": lambda: iter({1}),
    "array": lambda: iter(array.array("b", b"ab")),
    "callable": lambda: iter(int, 1),
}
for name, make in ITERATORS.items():
    print(name)
    attempt("x.__reduce__()", x=make(), __builtins__={})
    attempt("x.__reduce__()", x=make(), __builtins__=types.MappingProxyType({}))
    attempt("x.__reduce__()[0]", x=make(), __builtins__=types.MappingProxyType({"iter": 1, "reversed": 2}))
for method in "".join, str.join, print:
    attempt("x.__reduce__()", x=method, __builtins__={})
attempt("x.__reduce__()[0]", x="".join, __builtins__={"getattr": 3})


# The place is asked for after that.
class Key(str):
    def __hash__(self):
        return hash("iter")

    def __eq__(self, other):
        if str(self) == other:
            for iterator in iterators:
                next(iterator, None)
        return super().__eq__(other)


for makers in (lambda: [iter([1, 2])], lambda: [iter((1, 2))], lambda: [iter("ab")], lambda: [iter("éa")], lambda: [iter(b"ab")]):
    iterators = makers()
    namespace = {"iterators": iterators, "__builtins__": {Key("iter"): iter}}
    print(eval("iterators[0].__reduce__()[1:]", namespace))
