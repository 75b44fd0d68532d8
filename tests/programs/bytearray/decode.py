"""bytearray: the method decode, with what it takes and what it refuses."""
import re

SELVES = """
bytearray(b'')
bytearray(b'abc')
bytearray(b'Hello, World')
bytearray(b'a\\tb\\nc\\xff')
"""
CALLS = """
'ascii'
'latin-1', 'replace'
'utf-16'
'utf-8', 'surrogateescape'
encoding='cp1252', errors='ignore'
'ascii', 'backslashreplace'
'nope'
'ascii', 'nope'
3
'utf-8', 3
'utf-7'
'hex'
'unicode_escape'
'utf-32'
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
        result = attempt(f"this.decode({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.decode({call}) -> {result}{after}")
