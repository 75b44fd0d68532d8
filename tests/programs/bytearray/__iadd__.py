"""bytearray: the method __iadd__, with what it takes and what it refuses."""

SELVES = """
bytearray(b'')
bytearray(b'abc')
bytearray(b'Hello, World')
"""
CALLS = """
b'x'
'x'
3
this
[1]
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
        result = attempt(f"this.__iadd__({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.__iadd__({call}) -> {result}{after}")
