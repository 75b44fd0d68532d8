"""str: the method isdecimal, with what it takes and what it refuses."""

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
        return repr(eval(source, names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in SELVES.strip().splitlines():
    for call in CALLS.strip("\n").splitlines():
        this = eval(source)
        before = repr(this)
        result = attempt(f"this.isdecimal({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.isdecimal({call}) -> {result}{after}")
