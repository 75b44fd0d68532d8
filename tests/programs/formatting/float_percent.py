"""The operator % over float: every flag, width, precision and conversion."""
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
        return "[" + spec % value + "]"
    except (ValueError, TypeError, OverflowError) as error:
        return str(error)


for value in map(eval, VALUES):
    for kind in "diouxXeEfFgGcrsa":
        line = [attempt(value, f"%{flags}{width}{precision}{kind}") for flags in ("", "-", "+", " ", "0", "#", "-0", "+#") for width in ("", "9") for precision in ("", ".0", ".3")]
        print(repr(value), kind, *line)
        try:
            print((f"%5{kind}".encode() % (value.encode() if isinstance(value, str) and kind in "sc" else value)))
        except (ValueError, TypeError, OverflowError) as error:
            print(error)
