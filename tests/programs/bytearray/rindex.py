"""bytearray: the method rindex, with what it takes and what it refuses."""
import re

SELVES = """
bytearray(b'')
bytearray(b'abc')
bytearray(b'Hello, World')
bytearray(b'a\\tb\\nc\\xff')
"""
CALLS = """
b''
b'b'
b'l', 3
b'o', -5, -1
97
256
-1
b'', 50
b'abc', None, None
'a'

b'l', 2**70
b'l', 'x'
2**70
memoryview(b'l')
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
        result = attempt(f"this.rindex({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.rindex({call}) -> {result}{after}")
