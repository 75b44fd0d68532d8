"""bytearray: the method __setitem__, with what it takes and what it refuses."""
import re

SELVES = """
bytearray(b'')
bytearray(b'abc')
bytearray(b'Hello, World')
"""
CALLS = """
0, 65
-1, 256
9, 1
slice(0, 2), b'xyz'
slice(0, 0), b'Q'
slice(None, None, 2), b'xx'
slice(None, None, 2), b'x'
'x', 1
0, 'a'
slice(0, 1), 'a'
slice(0, 1), 3
slice(0, 1), [65, 66]
slice(None, None, -1), this
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
