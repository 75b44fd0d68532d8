"""range: the method __eq__, with what it takes and what it refuses."""
import re

SELVES = """
range(0)
range(10)
range(5, -5, -3)
range(2**70, 2**70 + 5, 2)
"""
CALLS = """
range(0)
range(10)
range(0, 10, 1)
range(5, -4, -3)
[]
"""


def attempt(source, names):
    try:
        return show(eval(source, names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def show(value):
    return re.sub(" at 0x[0-9a-f]+", "", repr(value))


for source in SELVES.strip().splitlines():
    for call in CALLS.strip("\n").splitlines():
        this = eval(source)
        before = show(this)
        result = attempt(f"this.__eq__({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.__eq__({call}) -> {result}{after}")
