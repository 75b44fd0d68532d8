"""bytearray: the method partition, with what it takes and what it refuses."""

SELVES = """
bytearray(b'')
bytearray(b'abc')
bytearray(b'Hello, World')
bytearray(b'a\\tb\\nc\\xff')
"""
CALLS = """
b','
b'l'
b''
3

'l'
bytearray(b'l')
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
        result = attempt(f"this.partition({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.partition({call}) -> {result}{after}")
