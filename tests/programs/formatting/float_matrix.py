"""The format language over float: every fill, alignment, sign, width and type together."""
VALUES = """
0.0
-1.5
1234567.891
1e-10
1e22
float('-inf')
""".split()


def attempt(value, spec):
    try:
        return f"[{value:{spec}}]"
    except (ValueError, OverflowError) as error:
        return str(error)


for value in map(eval, VALUES):
    for kind in ['', 'e', '.0e', 'f', '.1f', 'g', '.2g', '#g', '%', '.1%', ',', '_', 'n', 'z.1f']:
        line = [attempt(value, fill + align + sign + width + kind) for fill in ("", "*") for align in ("", "<", "^", "=") for sign in ("", "+", " ") for width in ("", "8", "08") if align or not fill]
        print(repr(value), repr(kind), *line)
