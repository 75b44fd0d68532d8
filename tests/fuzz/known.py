"""What two outputs may differ in, each with its reason."""

import math
import re

# Addresses are the allocator's; whether an int has one at all is ours.
ADDRESS = re.compile(r"\b0x[0-9a-f]+\b")

# Messages of exceptions show lone surrogates as U+FFFD: they are formatted as UTF-8.
SURROGATE = re.compile(r"\\ud[89a-f][0-9a-f]{2}")

FLOAT = re.compile(r"(-?[0-9]+\.[0-9]+(?:e[-+][0-9]+)?)")

# Lines that may stand for each other: (baseline, program, reason).
PAIRS = [
    ("descriptor '__getattribute__' of", "descriptor '__getattribute__' of", "Which types have it of their own, and which inherit the same from object."),
    ("descriptor '__(set|del)attr__' (of|requires)", "^! TypeError ", "The same: some types of `_struct` and others have their own, which do what object's do."),
    ("expected at most ", r"\(\) takes at most ", "CPython calls some classes without their `__new__`, which counts arguments in other words."),
    (r"\(\) takes at most ", " expected at most ", "Functions that are given their class count arguments in other words."),
    (r"^! TypeError (function takes at most|argument for function given by name)", r"^! TypeError (\w+\(\) takes at most|argument for \w+\(\) given by name)",
     "`_decimal` does not say what its functions are called."),
    (r"'_csv\.Error' object", "'Error' object", "One exception of CPython's is made by its modules like a native type, with a full name."),
    (r"^bytes b'\\x80.*\\x8c\\x08builtins", r"^bytes b'\\x80.*\\x8c\\x08builtins", "Which equal texts are one object decides what a pickle remembers."),
    ("^builtin_method <", "^builtin_function_or_method <", "CPython's functions that know their class are of a type of their own, without another behaviour."),
    ("", "^! TypeError keywords must be strings", "Keywords that are no strings are refused before anybody looks at what is called."),
    ("'__doc__': |'__(new|name)__': .*\\.\\.\\.", "'__doc__': |'__(new|name)__': .*\\.\\.\\.", "Docstrings are in our own words, and they are in the namespaces of classes and modules."),
    (
        "object doesn't support item deletion",
        "object does not support item deletion",
        "CPython words it so for types that its modules make when they are imported; ours are all static.",
    ),
    ("cannot fit 'int' into an index-sized integer", "object does not support item (assignment|deletion)", "The same types are taken for sequences first."),
]


def lines(output):
    return SURROGATE.sub("\ufffd", ADDRESS.sub("0x", output)).splitlines()


def explained(own, other):
    """Whether a line of the program may stand for another one of the baseline."""
    return any(re.search(theirs, other) and re.search(ours, own) for theirs, ours, _ in PAIRS) or close(own, other)


def close(own, other):
    """The last digit of what functions of the C library give (`cbrt`, `erfc`, `asin` of complex numbers) hangs on its version."""
    own, other = FLOAT.split(own), FLOAT.split(other)
    texts = own[::2] == other[::2] and len(own) == len(other)
    return texts and all(math.isclose(float(a), float(b), rel_tol=1e-15) for a, b in zip(own[1::2], other[1::2]))
