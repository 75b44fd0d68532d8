"""str: the method encode, with what it takes and what it refuses."""
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
'ascii'
'latin-1', 'replace'
'utf-16'
'utf-8', 'surrogateescape'
'utf-8', 'surrogatepass'
encoding='cp1252', errors='ignore'
'ascii', 'xmlcharrefreplace'
'ascii', 'backslashreplace'
'ascii', 'namereplace'
'nope'
'ascii', 'nope'
3
'utf-8', 3
'utf-7'
'punycode'
'unicode_escape'
'raw_unicode_escape'
'utf-32-be'
'utf\\0'
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
        result = attempt(f"this.encode({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.encode({call}) -> {result}{after}")
