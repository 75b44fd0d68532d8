"""Every method of the builtin types, and every builtin function, with too few, too many and unknown arguments."""
import builtins
import types

RECEIVERS = [
    5, 1.5, 2j, True, "text", b"bytes", bytearray(b"array"), memoryview(b"view"), (1, 2), [1, 2], {1: 2}, {1}, frozenset({1}), range(3), slice(1), None, ...,
    NotImplemented, property(), ValueError("error"), OSError(1, "error"), ExceptionGroup("group", [ValueError()]), types.SimpleNamespace(), types.MappingProxyType({}),
    types.CellType(1), (lambda: 1), iter(()), iter([]), iter(""), iter({}), enumerate(()), zip(), map(len, ()), reversed([]), (number for number in ()), {}.keys(), {}.items(),
    {}.values(), list[int], int | str, classmethod(len), staticmethod(len), super(int, 1), "".join, str.join, (lambda: 1).__code__, types.ModuleType("module"),
]
# These run what they are given, change what others see, or show addresses.
NOT = {"__reduce__", "__reduce_ex__", "__init_subclass__", "__subclasshook__", "__sizeof__", "__dir__", "__hash__", "__getstate__", "__new__", "__repr__", "__str__", "__format__", "__class__",
       "__iter__", "__reversed__", "__getattribute__", "keys", "values", "items", "__enter__", "__exit__", "__buffer__", "__call__", "__len__", "replace", "__replace__",
       "__init__", "__setattr__", "__delattr__", "__lt__", "__le__", "__ge__", "__gt__", "__ne__"}
FUNCTIONS = """abs all any ascii bin callable chr delattr divmod format getattr hasattr hash hex isinstance issubclass iter len max min next oct ord pow repr round setattr sorted sum
vars aiter anext compile eval exec __import__ __build_class__ bool bytearray bytes complex dict enumerate filter float frozenset int list map memoryview property range reversed set slice
staticmethod str super tuple type zip object classmethod""".split()


def attempt(name, function, *arguments, **named):
    try:
        function(*arguments, **named)
    except Exception as error:
        print(name, len(arguments), *named, type(error).__name__, error)


seen = set()
for receiver in RECEIVERS:
    kind = type(receiver)
    for name in sorted(dir(kind)):
        method = getattr(kind, name, None)
        if name in NOT or not callable(method) or isinstance(method, type):
            continue
        if method in seen:
            continue
        seen.add(method)
        full = f"{kind.__name__}.{name}"
        attempt(full, method)
        attempt(full, method, receiver, *[...] * 7)
        attempt(full, method, receiver, unknown=1)
        # The receiver of another type.
        attempt(full, method, Ellipsis if kind is not type(...) else 1)
for name in FUNCTIONS:
    function = getattr(builtins, name)
    if name not in ("super", "vars"):
        attempt(name, function)
    if name != "int":
        attempt(name, function, *[...] * 9)
    if name not in ("dict", "type", "min", "max"):
        attempt(name, function, unknown=1)
