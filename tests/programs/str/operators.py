"""Operators, subscripts and comparisons of str."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
'a' + 'b'
'a' + 1
1 + 'a'
'a' + b'b'
'ab' * 3
3 * 'ab'
'ab' * -1
'ab' * 2.0
'ab' * 2**62
'Ω' * 3
'abc'[0]
'abc'[-1]
'abc'[3]
'abc'[-4]
'abc'[1.0]
'abc'['x']
'abc'[None]
'abc'[1:]
'abc'[::-1]
'abc'[::0]
'abc'[5:1]
'abc'['x':]
'a\\U0001f600b'[1:]
'abc'[2**70]
'abc'[-2**70:2**70]
'b' in 'abc'
'' in ''
1 in 'abc'
None in 'abc'
'a' < 'b'
'a' < 1
'a' == 1
'a' != b'a'
'é' > 'z'
'\\uffff' < '\\U00010000'
'abc' <= 'abcd'
-'a'
'a' - 'b'
'a' / 2
len('a\\U0001f600')
'abc'.__contains__(3)
'abc'.__getitem__()
'abc'.__len__(3)
'x'.__mul__('y')
'x'.__mod__(3)
'x'.__add__(3)
'x'.__eq__(3)
'x'.__lt__('y')
'abc'.__getnewargs__()
'abc'.__sizeof__() > 0
'abc'.__hash__() == hash('abc')
'x'.__format__('>5')
'x'.__format__('=5')
'x'.__format__('d')
'x'.__format__('+')
'x'.__format__(',')
'x'.__format__('#')
'x'.__format__('010')
'x'.__format__('>010')
'xyz'.__format__('^7.2')
'xyz'.__format__('Ω^7')
'x'.__format__('99999999999999999999')
'x'.__format__('.99999999999999999999')
'x'.__format__(3)
list(reversed('aΩ\\U0001f600'))
list(iter('aΩ'))
str()
str(b'ab')
str(b'ab', 'ascii')
str(b'\\xff', 'ascii', 'replace')
str('a', 'ascii')
str(3, 'ascii')
str(object=b'x', errors='strict')
str(1, 2, 3, 4)
str(b'\\xff', 'utf-8')
str(bytearray(b'ab'), encoding='utf-16')
ascii('aΩ\\U0001f600\\n\\'')
repr('\\'"\\\\\\t\\x7f\\xa0\\xad\\u0378\\ud800\\U000e0001é')
""".strip().splitlines():
    print(source, "->", attempt(source))
