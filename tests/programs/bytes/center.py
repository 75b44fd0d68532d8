"""bytes: the method center, with what it takes and what it refuses."""

SELVES = """
b''
b'abc'
b'Hello, World'
b'a\\tb\\nc\\xff'
"""
CALLS = """
5
6, b'*'
4, bytearray(b'-')
-1
5, b''
5, b'ab'
5, 3
5, '*'
'5'

2**70
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
        result = attempt(f"this.center({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.center({call}) -> {result}{after}")
