"""int: the method __round__, with what it takes and what it refuses."""
import re

SELVES = """
0
15
-15
25
12345
2**70
True
"""
CALLS = """
-1
-2
1
None
1.5
'x'
-100
"""


def attempt(source, names):
    try:
        return show(eval(source, names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def show(value):
    return re.sub(" at 0x[0-9a-f]+", "", repr(value))


for source in SELVES.strip().splitlines():
    for call in CALLS.strip("\n").splitlines():
        this = eval(source)
        before = show(this)
        result = attempt(f"this.__round__({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.__round__({call}) -> {result}{after}")
