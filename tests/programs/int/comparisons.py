"""Comparisons of numbers."""

LEFT = """
0
-3
7
2**65
2**53+1
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
float(2**53)
float('nan')
float('inf')
"""


def attempt(source, names):
    try:
        return repr(eval(source, names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for a in LEFT.strip().splitlines():
    for b in RIGHT.strip().splitlines():
        for operator in '< <= == != > >='.split():
            print(a, operator, b, "->", attempt(f"a {operator} b", {"a": eval(a), "b": eval(b)}))
