"""What two outputs may differ in, each with its reason."""

import re

# Addresses are the allocator's; whether an int has one at all is ours.
ADDRESS = re.compile(r"\b0x[0-9a-f]+\b")

# Messages of exceptions show lone surrogates as U+FFFD: they are formatted as UTF-8.
SURROGATE = re.compile(r"\\ud[89a-f][0-9a-f]{2}")

# Lines that may stand for each other: (baseline, program, reason).
PAIRS = [
    ("descriptor '__getattribute__' of", "descriptor '__getattribute__' of", "Which types have it of their own, and which inherit the same from object."),
    ("expected at most ", r"\(\) takes at most ", "CPython calls some classes without their `__new__`, which counts arguments in other words."),
    ("^builtin_method <", "^builtin_function_or_method <", "CPython's functions that know their class are of a type of their own, without another behaviour."),
    (
        "object doesn't support item deletion",
        "object does not support item deletion",
        "CPython words it so for types that its modules make when they are imported; ours are all static.",
    ),
]


def lines(output):
    return SURROGATE.sub("\ufffd", ADDRESS.sub("0x", output)).splitlines()


def explained(own, other):
    return any(re.search(theirs, other) and re.search(ours, own) for theirs, ours, _ in PAIRS)
