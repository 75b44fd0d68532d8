"""The format language over int: every fill, alignment, sign, width and type together."""
VALUES = """
0
-5
1234567
10**18
""".split()


def attempt(value, spec):
    try:
        return f"[{value:{spec}}]"
    except (ValueError, OverflowError) as error:
        return str(error)


for value in map(eval, VALUES):
    for kind in ['d', 'n', ',', '_', 'x', '#x', '#X', 'o', '#o', 'b', '#b', 'c', 'e', '.3f', '%', 'g']:
        line = [attempt(value, fill + align + sign + width + kind) for fill in ("", "*") for align in ("", "<", "^", "=") for sign in ("", "+", " ") for width in ("", "8", "08") if align or not fill]
        print(repr(value), repr(kind), *line)
