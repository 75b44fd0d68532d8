"""array: the method append, with what it takes and what it refuses."""
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
1
2**40
-1
'a'
1.5
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
        result = attempt(f"this.append({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.append({call}) -> {result}{after}")
