"""str: the method isspace, with what it takes and what it refuses."""
import re

SELVES = """
''
'abc'
'Hello, World'
'ßǆ Ω\\u0130'
'a\\tb\\nc\\x1f'
'\\U0001f600x\\ud800'
'١٢³½Ⅷ'
'ŉ ﬁ ΑΣ ΑΣΒ'
'\\u2028\\xa0 '
'_x9'
'Ab Cd'
'ῼ ᾳ ǅ'
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
        result = attempt(f"this.isspace({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.isspace({call}) -> {result}{after}")
