"""bytearray: the method resize, with what it takes and what it refuses."""

SELVES = """
bytearray(b'')
bytearray(b'abc')
bytearray(b'Hello, World')
"""
CALLS = """
0
2
20
-1
'x'

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
        result = attempt(f"this.resize({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.resize({call}) -> {result}{after}")
