"""pow() with three arguments, divmod, and reflected methods."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
pow(2, 10)
pow(2, 10, 1000)
pow(2, -1, 7)
pow(2, -1, 4)
pow(2, 10, -7)
pow(2, 10, 0)
pow(2, 10, 1)
pow(2, 10, 2.0)
pow(2.0, 1, 3)
pow(3, 10**30, 10**9 + 7)
pow(-3, 5, 2**70)
pow(0, 0)
pow(0, -1)
pow('x', 2)
pow(2)
pow(base=2, exp=3, mod=5)
pow(2, 3, None)
divmod(7, -2)
divmod(-7, 2)
divmod(7, 0)
divmod(7, 2.5)
divmod(-2**70, 3)
divmod('a', 1)
divmod(1)
1 / 0
1 // 0
1 % 0
0 ** -1
1 << -1
1 >> -1
1 << 2**70
0 << 2**70
-1 >> 2**70
2**70 / 2**69
2**2000 / 3
2**2000 / 2**1990
(5).__add__(2.0)
(5).__radd__(3)
(5).__rsub__(3)
(5).__rpow__(2)
(5).__rdivmod__(17)
(5).__divmod__('x')
(5).__pow__(2, 3)
(5).__rpow__(2, 3)
(5).__rlshift__(1)
(5).__rrshift__(1024)
(5).__rand__(4)
(5).__ror__(8)
(5).__rxor__(1)
(5).__rmod__(13)
(5).__rfloordiv__(13)
(5).__rtruediv__(13)
(5).__rmul__(13)
(5).__eq__(5.0)
(5).__eq__(5)
(5).__lt__('x')
(5).__sizeof__() > 0
int.__new__(int, 5)
int.__new__(str)
int.__new__()
int.__new__(5)
int.__add__(1.0, 2)
int.__add__(1)
int.__add__()
""".strip().splitlines():
    print(source, "->", attempt(source))
