"""str: the method translate, with what it takes and what it refuses."""
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
{}
{97: 'ZZ'}
{97: None, 98: 945}
{97: 0x110000}
{97: -1}
{97: 3.5}
3
['x'] * 100
str.maketrans('abc', 'xyz', 'l')

{ord('H'): '\\U0001f601'}
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
        result = attempt(f"this.translate({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.translate({call}) -> {result}{after}")
