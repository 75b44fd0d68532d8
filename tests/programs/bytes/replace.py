"""bytes: the method replace, with what it takes and what it refuses."""
import re

SELVES = """
b''
b'abc'
b'Hello, World'
b'a\\tb\\nc\\xff'
"""
CALLS = """
b'l', b'L'
b'', b'-'
b'a', b'xx', 1
b'l', b'', -1
b'a'
1, 2
b'a', 'b'
b'o', b'oo', 0
b'l', b'x', '1'
b'l', bytearray(b'LL')
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
        result = attempt(f"this.replace({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.replace({call}) -> {result}{after}")
