"""int: the method __format__, with what it takes and what it refuses."""
import re

SELVES = """
0
1
-7
1234567
2**70
True
"""
CALLS = """
''
'd'
'x'
'#X'
'#b'
'o'
'c'
'n'
','
'_'
'_x'
',x'
'+'
' '
'-'
'08'
'<8'
'^+8'
'*=8'
'e'
'.2f'
'%'
'g'
'.2'
's'
'#c'
'+c'
'08,'
'020_b'
z
'zd'
',_'
'__'
3
'99999999999999999999'
'\\U0001f600>6'
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
