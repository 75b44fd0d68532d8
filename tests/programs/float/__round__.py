"""float: the method __round__, with what it takes and what it refuses."""
import re

SELVES = """
0.5
1.5
2.675
-2.5
1e300
12345.678
float('inf')
float('nan')
-0.4
"""
CALLS = """
0
1
2
-2
None
'x'
400
-400
2**70
1.0
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
