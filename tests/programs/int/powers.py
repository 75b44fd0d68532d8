"""Powers."""

LEFT = """
0
-3
2
2**33
True
"""
RIGHT = """
0
3
-2
2.5
1j
'x'
True
"""


def attempt(source, names):
    try:
        return repr(eval(source, names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for a in LEFT.strip().splitlines():
    for b in RIGHT.strip().splitlines():
        for operator in '** '.split():
            print(a, operator, b, "->", attempt(f"a {operator} b", {"a": eval(a), "b": eval(b)}))
