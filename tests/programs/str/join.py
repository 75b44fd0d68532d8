"""str: the method join, with what it takes and what it refuses."""

SELVES = """
''
'abc'
'Hello, World'
'ßǆ Ω\\u0130'
'a\\tb\\nc\\x1f'
'\\U0001f600x\\ud800'
"""
CALLS = """
[]
['a']
['a', 'Ω', '\\U0001f600']
('x', 3)
'xyz'
{'k': 1}
3

(c for c in 'ab')
[b'a']
[None]
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
        result = attempt(f"this.join({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.join({call}) -> {result}{after}")
