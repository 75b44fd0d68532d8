"""bytearray: the method remove, with what it takes and what it refuses."""

SELVES = """
bytearray(b'')
bytearray(b'abc')
bytearray(b'Hello, World')
"""
CALLS = """
97
256
'a'
b'a'

111
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
        result = attempt(f"this.remove({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.remove({call}) -> {result}{after}")
