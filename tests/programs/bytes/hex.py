"""bytes: the method hex, with what it takes and what it refuses."""
import re

SELVES = """
b''
b'abc'
b'Hello, World'
b'a\\tb\\nc\\xff'
"""
CALLS = """
':'
'-', 2
':', -3
sep='_', bytes_per_sep=1
''
'ab'
3
'é'
':', 'x'
b':'
':', 0
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
        result = attempt(f"this.hex({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.hex({call}) -> {result}{after}")
