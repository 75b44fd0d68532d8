"""bytes: the method zfill, with what it takes and what it refuses."""

SELVES = """
b''
b'abc'
b'Hello, World'
b'a\\tb\\nc\\xff'
bytearray(b'-3')
b'+x'
"""
CALLS = """
5
-1
'3'

2**80
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
        result = attempt(f"this.zfill({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.zfill({call}) -> {result}{after}")
