"""bytearray: the method split, with what it takes and what it refuses."""

SELVES = """
bytearray(b'')
bytearray(b'abc')
bytearray(b'Hello, World')
bytearray(b'a\\tb\\nc\\xff')
"""
CALLS = """
None
b','
b'l', 1
None, 1
sep=b'o', maxsplit=-1
b''
3
'a'
maxsplit='x'
b'b', 0
b' ', 2**70
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
        result = attempt(f"this.split({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.split({call}) -> {result}{after}")
