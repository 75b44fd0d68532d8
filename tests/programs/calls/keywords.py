# Names of keywords: interned or not, strings of other classes, taken by parameters or by **kwargs; whose the dict is.
import types


def f(a, b=2, *, c=3):
    return a, b, c


def g(a, /, **kwargs):
    return a, kwargs


def all_of(*args, **kwargs):
    return args, kwargs


class Name(str):
    def __hash__(self):
        return str.__hash__(self)

    def __eq__(self, other):
        print("asked")
        return str.__eq__(self, other)


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


made = "".join(["a"])
other = "".join(["not ", "a name"])
for _ in range(2):
    attempt(lambda: f(**{made: 1}))
    attempt(lambda: f(**{"a": 1, "".join(["c"]): 4}))
    attempt(lambda: f(1, **{made: 1}))
    attempt(lambda: f(1, **{other: 1}))
    attempt(lambda: g(1, **{other: 1, "a": 2}))
    attempt(lambda: all_of(**{other: 1, "a": 2}))
    attempt(lambda: f(1, **{Name("b"): 5}))
    attempt(lambda: g(1, **{Name("b"): 5}))
    attempt(lambda: f(1, **{1: 5}))
    attempt(lambda: g(1, **{1: 5, "x": 2}))
    attempt(lambda: all_of(**{"a": 1}, **{"b": 2}))
    attempt(lambda: all_of(**{"a": 1}, **{"a": 2}))
    attempt(lambda: all_of(a=1, **{"b": 2}, c=3))
    attempt(lambda: all_of(a=1, **{"a": 2}))
    attempt(lambda: all_of(**5))
    attempt(lambda: all_of(*5))
    attempt(lambda: all_of(*[1, 2], *(3,), **{}, x=1))


# The callee's dict is its own.
def change(**kwargs):
    kwargs["new"] = 1
    kwargs.pop("a", None)
    return kwargs


def forward(*args, **kwargs):
    result = change(**kwargs)
    return result, kwargs, result is kwargs


given = {"a": 1, "b": 2}
print(change(**given), given)
print(forward(**given), given)
print(forward(1, a=1, z=26))


def keep(*args):
    return args


items = (1, 2)
print(keep(*items) == items, keep(*items, 3), keep(0, *items), keep(*[]), keep(*items[:0]))


# A dict that changes while the call goes on.
def clearing(mapping, **kwargs):
    mapping.clear()
    return kwargs


print(clearing(given, **given), given)
given = {"mapping": {}, "x": 1}
print(clearing(**given))


class Mapping:
    def keys(self):
        return iter(["a", "c"])

    def __getitem__(self, key):
        return key * 2


print(f(**Mapping()), all_of(**Mapping()))
print(f(**types.MappingProxyType({"a": 1})))


class Ordered(dict):
    def __iter__(self):
        return iter(["b", "a"])

    def keys(self):
        return ["b", "a"]

    def __getitem__(self, key):
        return "own " + key


print(all_of(**Ordered(a=1)), all_of(*Ordered(a=1)))

# Defaults that change.
f.__kwdefaults__ = {"c": 33}
print(f(1), f(1, c=1))
f.__kwdefaults__ = {Name("c"): 44}
attempt(lambda: f(1))
f.__kwdefaults__ = None
attempt(lambda: f(1))
attempt(lambda: f(1, c=1))


class Defaults(dict):
    pass


f.__kwdefaults__ = Defaults(c=55)
attempt(lambda: f(1))
f.__defaults__ = (7, 8, 9)
f.__kwdefaults__ = {"c": 0}
attempt(lambda: f())
attempt(lambda: f(c=1))
attempt(lambda: f(b=1))
f.__defaults__ = ()
attempt(lambda: f(1))

# More keywords than a call usually has.
many = {f"k{i}": i for i in range(40)}
print(all_of(**many)[1] == many)
exec("print(len(all_of(" + ", ".join(f"k{i}={i}" for i in range(40)) + ")[1]))")
exec("def wide(" + ", ".join(f"k{i}={-i}" for i in range(300)) + "): return k0, k7, k299")
print(wide(), wide(k299=1), wide(**many), wide(1, *range(7), k299=2))

# Classes: the instance is there before the arguments are bound, and goes if they do not fit.
class Counted:
    made = 0

    def __init__(self, a, *, b=1):
        Counted.made += 1

    def __del__(self):
        print("gone")


for _ in range(2):
    Counted(1, b=2)
    Counted(*[1], **{"b": 2})
    attempt(lambda: Counted(c=1))
    attempt(lambda: Counted(1, 2))
    attempt(lambda: Counted(*[1], **{"c": 2}))
    attempt(lambda: Counted(**{1: 2}))
print(Counted.made)


class Wrong:
    def __init__(self, *args, **kwargs):
        return args


attempt(lambda: Wrong(1, b=2))
attempt(lambda: Wrong(*(1,)))

# Natives.
attempt(lambda: int("12", base=8))
attempt(lambda: int(*("12",), **{"base": 8}))
attempt(lambda: int("12", bass=8))
attempt(lambda: sorted([3, 1, 2], reverse=True, key=lambda x: -x))
attempt(lambda: "a,b".split(sep=",", maxsplit=0))
attempt(lambda: "a,b".split(",", sep=","))
attempt(lambda: "a,b".split(**{"sep": ","}))
attempt(lambda: max(*[1, 5, 3]))
attempt(lambda: max(*[1, 5, 3], key=lambda x: -x))
attempt(lambda: dict(*[[(1, 2)]], **{"x": 1}))
attempt(lambda: [].append(*[]))
attempt(lambda: [].append(*[1, 2]))
attempt(lambda: str.upper(*["a"]))
attempt(lambda: str.upper(*[1]))
attempt(lambda: len(obj=1))


def deep(n, *, k=0):
    return deep(n + 1, k=n)


def deep_stars(*args, **kwargs):
    return deep_stars(*args, **kwargs)


class Deep:
    def __init__(self, *args, k=None):
        Deep(*args, k=self)


for function in deep, deep_stars, Deep:
    try:
        function(1)
    except RecursionError as error:
        print("RecursionError", str(error)[:32])
