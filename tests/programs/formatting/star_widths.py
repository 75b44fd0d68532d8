# Widths that come from arguments, up to and beyond what a text can have.
import sys

most = sys.maxsize
for template, value in ("%*d", 1), ("%*s", 1), ("%*r", 1), (b"%*d", 1), (b"%*s", b"1"):
    for width in 3, -3, -most - 1, most + 1, -most - 2:
        try:
            print(template % (width, value))
        except OverflowError as error:
            print(error)
