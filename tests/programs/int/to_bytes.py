"""int: the method to_bytes, with what it takes and what it refuses."""
import re

SELVES = """
0
1
-7
255
2**64
-2**100
True
"""
CALLS = """
1, 'big'
9, 'little'
20, 'big', signed=True
2, 'middle'
-1
2, 3
'x'
length=8, byteorder='little', signed=True
1, signed=True
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
        result = attempt(f"this.to_bytes({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.to_bytes({call}) -> {result}{after}")
