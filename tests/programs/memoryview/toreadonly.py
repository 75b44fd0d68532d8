"""memoryview: the method toreadonly, with what it takes and what it refuses."""
import re

SELVES = """
memoryview(b'')
memoryview(b'abcd')
memoryview(bytearray(b'abcd'))
memoryview(b'abcdefgh').cast('I')
memoryview(b'abcd')[::-2]
"""
CALLS = """
1
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
        result = attempt(f"this.toreadonly({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.toreadonly({call}) -> {result}{after}")
