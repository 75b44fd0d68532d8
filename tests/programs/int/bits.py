"""Bit operations and shifts."""

LEFT = """
0
-3
7
2**65
"""
RIGHT = """
0
-3
7
2**65
-2**66
True
2.5
-0.0
1j
'x'
None
1000
-1
"""


def attempt(source, names):
    try:
        return repr(eval(source, names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for a in LEFT.strip().splitlines():
    for b in RIGHT.strip().splitlines():
        for operator in '& | ^ << >>'.split():
            print(a, operator, b, "->", attempt(f"a {operator} b", {"a": eval(a), "b": eval(b)}))
