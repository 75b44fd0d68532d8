"""float: the method __format__, with what it takes and what it refuses."""
import re

SELVES = """
0.0
-0.0
1.5
-1234567.891
1e100
1e-7
float('inf')
float('nan')
"""
CALLS = """
''
'f'
'.2f'
'.0f'
'#.0f'
'e'
'.3E'
'g'
'.3g'
'#.3g'
'G'
'%'
'.1%'
'n'
','
'_.2f'
'+'
' '
'012.2f'
'<12'
'^+12.1f'
'*=12'
'z.0f'
'.3'
'd'
's'
'c'
'x'
'.99f'
'.2147483648f'
'012,.1f'
'.2,f'
'._f'
3
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
        result = attempt(f"this.__format__({call})", {**globals(), "this": this})
        after = "" if show(this) == before else f"; {show(this)}"
        print(f"{source}.__format__({call}) -> {result}{after}")
