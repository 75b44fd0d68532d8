"""str: the method encode, with what it takes and what it refuses."""

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
        return repr(eval(source, names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in SELVES.strip().splitlines():
    for call in CALLS.strip("\n").splitlines():
        this = eval(source)
        before = repr(this)
        result = attempt(f"this.encode({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.encode({call}) -> {result}{after}")
