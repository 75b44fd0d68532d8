"""bytes: the method splitlines, with what it takes and what it refuses."""

SELVES = """
b''
b'a\\nb\\r\\nc\\rd'
bytearray(b'a\\x0bb\\x1cc\\x85d\\n')
b'\\n\\n'
"""
CALLS = """
True
keepends=1
'x'
keep=2
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
        result = attempt(f"this.splitlines({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.splitlines({call}) -> {result}{after}")
