"""list: the method __setitem__, with what it takes and what it refuses."""
import re

SELVES = """
[]
[1, 2, 3]
['b', 'a', 'c', 'a']
[[1], None, 2.5]
"""
CALLS = """
0, 'x'
-1, 'x'
9, 'x'
slice(0, 1), 'xy'
slice(1, 1), [7, 8]
slice(None, None, 2), 'xy'
slice(None, None, -1), this
slice(0, 1), 3
'x', 1
None, 1
slice(5, 2), [0]
slice(0, 2, 0), []
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
        result = attempt(f"this.__setitem__({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.__setitem__({call}) -> {result}{after}")
