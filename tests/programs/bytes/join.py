"""bytes: the method join, with what it takes and what it refuses."""

SELVES = """
b''
b'abc'
b'Hello, World'
b'a\\tb\\nc\\xff'
"""
CALLS = """
[]
[b'a']
[b'a', bytearray(b'b'), memoryview(b'c')]
(b'x', 3)
b'xyz'
3

['a']
[None]
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
        result = attempt(f"this.join({call})", {**globals(), "this": this})
        after = "" if repr(this) == before else f"; {this!r}"
        print(f"{source}.join({call}) -> {result}{after}")
