"""int() over texts, bases and objects."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
int()
int('12')
int('  -12\\n')
int('+1_000')
int('1__0')
int('_1')
int('1_')
int('')
int('0x10')
int('0x10', 16)
int('0x10', 0)
int('0b101', 0)
int('0o17', 0)
int('010', 0)
int('0', 0)
int('00', 0)
int('0_0', 0)
int('z', 36)
int('1', 37)
int('1', 1)
int('1', -2)
int('1', 'x')
int('1', 2**70)
int('2', 2)
int('٣٤')
int('½')
int('1\\0')
int(b'12')
int(bytearray(b'12'), 8)
int(b'\\xff')
int(memoryview(b'12'))
int(3.99)
int(-3.99)
int(float('inf'))
int(float('nan'))
int(1e30)
int(1j)
int(None)
int([])
int(1, 2)
int(x=1)
int(base=10)
int('1', base=10)
int('1', base=None)
int('1'*5000)
int('1'*4300) % 10**9
int('a'*5000, 16).bit_length()
str(10**5000)
len(str(10**4299))
repr(-10**4300)
int('\\ud800')
int('1' * 250 + 'x')
int('１２')
int.from_bytes(b'')
int.from_bytes(b'\\xff\\0', 'little')
int.from_bytes(b'\\xff\\0', 'big', signed=True)
int.from_bytes([1, 2], 'big')
int.from_bytes([256], 'big')
int.from_bytes('a', 'big')
int.from_bytes(3, 'big')
int.from_bytes(b'a', 'x')
int.from_bytes(b'a', byteorder='little', signed=1)
int.from_bytes()
bool()
bool([])
bool('x')
bool(1, 2)
bool(x=1)
True + True
True & 1
True & True
True ^ False
True | 2
~True
-True
str(True)
bool.from_bytes(b'\\0')
bool.from_bytes(b'\\1')
(5).real
(5).imag
(5).numerator
True.denominator
(5).__class__
(5).x
1 .real.imag
10**20 // 10**10
""".strip().splitlines():
    print(source, "->", attempt(source))
