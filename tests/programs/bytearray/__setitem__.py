"""bytearray: the method __setitem__, with what it takes and what it refuses."""

SELVES = """
bytearray(b'')
bytearray(b'abc')
bytearray(b'Hello, World')
"""
CALLS = """
0, 65
-1, 256
9, 1
slice(0, 2), b'xyz'
slice(0, 0), b'Q'
slice(None, None, 2), b'xx'
slice(None, None, 2), b'x'
'x', 1
0, 'a'
slice(0, 1), 'a'
slice(0, 1), 3
slice(0, 1), [65, 66]
slice(None, None, -1), this
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
        result = attempt(f"this.__setitem__({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.__setitem__({call}) -> {result}{after}")
