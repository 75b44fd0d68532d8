"""str.maketrans in its three forms."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
str.maketrans('ab', 'cd')
str.maketrans('ab', 'cd', 'ef')
str.maketrans({'a': 1, 98: 'x', 'c': None})
str.maketrans('ab', 'c')
str.maketrans('ab')
str.maketrans({'ab': 1})
str.maketrans({1.5: 1})
str.maketrans(1, 2)
str.maketrans('a', 2)
str.maketrans('a', 'b', 3)
str.maketrans()
str.maketrans('', '', '')
'x'.maketrans('Ω', '\\U0001f600')
""".strip().splitlines():
    print(source, "->", attempt(source))
