"""bytes: the method splitlines, with what it takes and what it refuses."""
import re

SELVES = """
b''
b'a\\nb\\r\\nc\\rd'
bytearray(b'a\\x0bb\\x1cc\\x85d\\n')
b'\\n\\n'
"""
CALLS = """
True
keepends=1
'x'
keep=2
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
        result = attempt(f"this.splitlines({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.splitlines({call}) -> {result}{after}")
