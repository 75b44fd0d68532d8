"""Asks CPython 3.14 what it says about the arguments of native functions of all shapes; prints `expected.txt`.

A line is: function, number of arguments by position, names of keywords, error (nothing: the arguments can be bound).
"""
import builtins
import itertools
import math
import re

FUNCTIONS = {
    "str.lower": ["x"],
    "str.join": ["iterable"],
    "str.find": ["sub", "start", "end"],
    "str.split": ["sep", "maxsplit"],
    "str.replace": ["old", "new", "count"],
    "str.expandtabs": ["tabsize"],
    "str.maketrans": ["x", "y", "z"],
    "int.to_bytes": ["length", "byteorder", "signed"],
    "int.from_bytes": ["bytes", "byteorder", "signed"],
    "dict.fromkeys": ["iterable", "value"],
    "dict.get": ["key", "default"],
    "list.append": ["object"],
    "list.insert": ["index", "object"],
    "list.sort": ["key", "reverse"],
    "list.copy": [],
    "builtins.len": ["obj"],
    "builtins.divmod": ["x", "y"],
    "builtins.sum": ["iterable", "start"],
    "builtins.round": ["number", "ndigits"],
    "builtins.pow": ["base", "exp", "mod"],
    "builtins.print": ["sep", "end", "file", "flush"],
    "builtins.compile": ["source", "filename", "mode", "flags", "dont_inherit", "optimize", "_feature_version"],
    "math.sqrt": ["x"],
    "math.isclose": ["a", "b", "rel_tol", "abs_tol"],
    "math.prod": ["iterable", "start"],
    "float.__new__": ["x"],
    "complex.__new__": ["real", "imag"],
    "property.__init__": ["fget", "fset", "fdel", "doc"],
    "memoryview.__new__": ["object"],
}
MODULES = {"builtins": builtins, "math": math, "str": "a", "int": 1, "dict": {}, "list": []}


class Silent:
    def write(self, text):
        pass


def ask(name, count, names):
    owner, short = name.split(".")
    if short.startswith("__"):
        call = getattr(builtins, short := owner)
    else:
        call = getattr(MODULES[owner], short)
    values = {name: Silent() if name == "file" else None for name in names}
    try:
        call(*[None] * count, **values)
    except TypeError as error:
        about = rf"(argument for )?({owner}\.)?{short}(\(\) (takes|missing|got|given)| expected)"
        if re.match(about, str(error)):
            return str(error)
    except Exception:
        pass
    return ""


def keywords(parameters):
    for count in range(3 if len(parameters) < 5 else 2):
        yield from itertools.combinations(parameters, count)
    yield from (("foo",), ("foo", *parameters[:1]), ("foo", "bar"))


for name, parameters in FUNCTIONS.items():
    for count in range(len(parameters) + 3):
        for names in dict.fromkeys(keywords(parameters)):
            if name != "builtins.print" or {"file", "foo"} & {*names}:
                print(name, count, ",".join(names), ask(name, count, names), sep="|")
