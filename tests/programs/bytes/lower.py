"""bytes: the method lower, with what it takes and what it refuses."""

SELVES = """
b''
b'abc'
b'Hello, World'
b'a\\tb\\nc\\xff'
b'123'
b' \\t\\x0b'
b'Ab Cd'
b'AB'
"""
CALLS = """
1
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
        result = attempt(f"this.lower({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.lower({call}) -> {result}{after}")
