"""Arithmetic of floats."""

LEFT = """
0.0
-0.0
1.5
-2.75
float('inf')
1e308
"""
RIGHT = """
0.0
-2.0
3
2**2000
float('nan')
float('-inf')
1j
'x'
"""


def attempt(source, names):
    try:
        return repr(eval(source, names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for a in LEFT.strip().splitlines():
    for b in RIGHT.strip().splitlines():
        for operator in '+ - * / // %'.split():
            print(a, operator, b, "->", attempt(f"a {operator} b", {"a": eval(a), "b": eval(b)}))
