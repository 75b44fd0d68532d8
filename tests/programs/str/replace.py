"""str: the method replace, with what it takes and what it refuses."""
import re

SELVES = """
''
'abc'
'Hello, World'
'ßǆ Ω\\u0130'
'a\\tb\\nc\\x1f'
'\\U0001f600x\\ud800'
"""
CALLS = """
'l', 'L'
'', '-'
'a', 'Ω', 1
'l', '', count=1
'b', '\\U0001f600', -1
'abc', 'abc'
'a'
1, 2
'a', 2
'o', 'oo', 0
'l', 'x', '1'
'a', 'b', 2**70
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
