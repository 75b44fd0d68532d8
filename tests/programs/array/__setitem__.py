"""array: the method __setitem__, with what it takes and what it refuses."""
import array
import collections
import re

SELVES = """
array.array('i', [1, 2, 3])
array.array('d')
array.array('B', b'abc')
array.array('u', 'xyz')
"""
CALLS = """
0, 1
0, 300
0, 'q'
9, 1
slice(0, 1), array.array('i', [7])
slice(0, 2), array.array('B', b'zz')
slice(0, 1), [1]
slice(None, None, 2), array.array('i', [7, 8])
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
