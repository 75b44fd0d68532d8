"""What two outputs may differ in, each with its reason."""

import math
import re

# Addresses are the allocator's; whether an int has one at all is ours.
ADDRESS = re.compile(r"\b0x[0-9a-f]+\b")

# Messages of exceptions show lone surrogates as U+FFFD: they are formatted as UTF-8.
SURROGATE = re.compile(r"\\ud[89a-f][0-9a-f]{2}")

# A call with several arguments that do not suit is refused for the one that is looked at first. CPython's functions do that in the order
# in which each was written; what is wrong with one argument alone is compared in `hostile/arity` and in CPython's own tests. So the texts
# of two TypeErrors for the same call may differ.

FLOAT = re.compile(r"(-?[0-9]+\.[0-9]+(?:e[-+][0-9]+)?)")

# Lines that may stand for each other: (baseline, program, reason).
PAIRS = [
    ("descriptor '__getattribute__' of", "descriptor '__getattribute__' of", "Which types have it of their own, and which inherit the same from object."),
    ("expected at most ", r"\(\) takes at most ", "CPython calls some classes without their `__new__`, which counts arguments in other words."),
    ("^builtin_method <", "^builtin_function_or_method <", "CPython's functions that know their class are of a type of their own, without another behaviour."),
    ("", "^! TypeError keywords must be strings", "Keywords that are no strings are refused before anybody looks at what is called."),
    ("'__doc__': ", "'__doc__': ", "Docstrings are in our own words, and they are in the namespaces of classes and modules."),
    (
        "object doesn't support item deletion",
        "object does not support item deletion",
        "CPython words it so for types that its modules make when they are imported; ours are all static.",
    ),
]


def lines(output):
    return SURROGATE.sub("\ufffd", ADDRESS.sub("0x", output)).splitlines()


def explained(own, other, of_call):
    """Whether a line of the program may stand for another one of the baseline; `of_call`: it is what a single call gave."""
    if any(re.search(theirs, other) and re.search(ours, own) for theirs, ours, _ in PAIRS):
        return True
    return of_call and own.startswith("! TypeError") and other.startswith("! TypeError") or close(own, other)


def close(own, other):
    """The last digit of what functions of the C library give (`cbrt`, `erfc`, `asin` of complex numbers) hangs on its version."""
    own, other = FLOAT.split(own), FLOAT.split(other)
    texts = own[::2] == other[::2] and len(own) == len(other)
    return texts and all(math.isclose(float(a), float(b), rel_tol=1e-15) for a, b in zip(own[1::2], other[1::2]))
