"""str: the method removeprefix, with what it takes and what it refuses."""

SELVES = """
''
'abc'
'Hello, World'
'ßǆ Ω\\u0130'
'a\\tb\\nc\\x1f'
'\\U0001f600x\\ud800'
"""
CALLS = """
''
'a'
'abc'
'World'
'c\\x1f'
3
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
        result = attempt(f"this.removeprefix({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.removeprefix({call}) -> {result}{after}")
