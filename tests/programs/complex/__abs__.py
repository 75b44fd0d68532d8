"""complex: the method __abs__, with what it takes and what it refuses."""
import re

SELVES = """
0j
1+2j
-1.5-0.0j
complex('inf')
complex(0, float('nan'))
"""
CALLS = """
1
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
        result = attempt(f"this.__abs__({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.__abs__({call}) -> {result}{after}")
