"""The format language over str: every fill, alignment, sign, width and type together."""
VALUES = """
''
'abc'
'Ωß'
""".split()


def attempt(value, spec):
    try:
        return f"[{value:{spec}}]"
    except (ValueError, OverflowError) as error:
        return str(error)


for value in map(eval, VALUES):
    for kind in ['', 's', '.2', '.0', '10.1']:
        line = [attempt(value, fill + align + sign + width + kind) for fill in ("", "*") for align in ("", "<", "^", "=") for sign in ("", "+", " ") for width in ("", "8", "08") if align or not fill]
        print(repr(value), repr(kind), *line)
