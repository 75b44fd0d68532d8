"""complex() over texts, parts and objects."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
complex()
complex('1+2j')
complex(' (1-2j) ')
complex('j')
complex('-j')
complex('1e3-.5j')
complex('nan+infj')
complex('1 + 2j')
complex('1+2')
complex('1+2jj')
complex('(1')
complex('')
complex('1_0+2_0j')
complex('1\\0')
complex(b'1')
complex(1, 2)
complex(1j, 2j)
complex(1.5, -0.0)
complex(real=1, imag=2)
complex('1', 2)
complex(1, '2')
complex(None)
complex(1, None)
complex([])
complex(1, 2, 3)
complex.from_number(3)
complex.from_number(1j)
complex.from_number('1')
(1+2j).real
(1+2j).imag
(1+2j) == 1
1 == 1+0j
(1+2j) < 1
1j // 1
1j % 1
divmod(1j, 1)
int(1j)
float(1j)
pow(1j, 2, 3)
abs(3+4j)
abs(complex(1e308, 1e308))
hash(1+0j) == hash(1)
1j ** 2
1j ** 0.5
0j ** -1
0j ** 1j
(1+1j) ** 10
(1+1j) ** -3
2 ** 1j
1e200j ** 2
-1j
-(0j)
1j * 1j
1j / 0
1 / 1j
1j - 1j
complex(-0.0, -0.0)
repr(complex(1e16, 1e-5))
""".strip().splitlines():
    print(source, "->", attempt(source))
