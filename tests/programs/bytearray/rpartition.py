"""bytearray: the method rpartition, with what it takes and what it refuses."""
import re

SELVES = """
bytearray(b'')
bytearray(b'abc')
bytearray(b'Hello, World')
bytearray(b'a\\tb\\nc\\xff')
"""
CALLS = """
b','
b'l'
b''
3

'l'
bytearray(b'l')
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
        result = attempt(f"this.rpartition({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.rpartition({call}) -> {result}{after}")
