"""Arithmetic of complex numbers."""

LEFT = """
0j
1+2j
-1.5-0.5j
"""
RIGHT = """
0
2
-1.5
1-1j
True
2**2000
'x'
"""


def attempt(source, names):
    try:
        return repr(eval(source, names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for a in LEFT.strip().splitlines():
    for b in RIGHT.strip().splitlines():
        for operator in '+ - * / ** // == < '.split():
            print(a, operator, b, "->", attempt(f"a {operator} b", {"a": eval(a), "b": eval(b)}))
