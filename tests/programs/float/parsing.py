"""float() over texts and objects, fromhex."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
float()
float('1.5')
float(' -1_0.5e1_0\\n')
float('1e400')
float('-1e-400')
float('inf')
float('-Infinity')
float('nan')
float('+nan')
float('infinit')
float('1__0')
float('_1')
float('1_.5')
float('1e')
float('.')
float('.5')
float('5.')
float('0x1p3')
float('')
float('٣.٥')
float('1\\0')
float(b'2.5')
float(bytearray(b'x'))
float(memoryview(b'1'))
float(3)
float(2**1023)
float(2**1024)
float(10**400)
float(1j)
float(None)
float([])
float(1, 2)
float(x=1)
float('2.4703282292062328e-324')
float('2.2250738585072011e-308')
float('9007199254740993')
float('179769313486231580793728971405301e276')
0.1 + 0.2
1e22
1e23
123456789012345680.0
1e16
9999999999999998.0
1e-5
0.0001
1.7976931348623157e308
float.fromhex('0x1.8p1')
float.fromhex('-0x1p-1080')
float.fromhex(' 1.8 ')
float.fromhex('inf')
float.fromhex('nan')
float.fromhex('0x')
float.fromhex('0x1p99999')
float.fromhex('x')
float.fromhex('')
float.fromhex(1)
float.fromhex('0x1.fffffffffffff8p1023')
float.fromhex('0x0.8p-1074')
float.from_number(3)
float.from_number('3')
float.from_number(True)
float.__getformat__('double')
float.__getformat__('float')
float.__getformat__('x')
float.__getformat__(1)
1.5.real
1.5.imag
hash(1.0) == hash(1)
hash(0.5)
hash(float('inf'))
hash(float('-inf'))
hash(1e300)
hash(-1.0)
hash(2**61 - 1)
hash(-(2**61))
round(2.5)
round(1e300, -299)
round(5.015, 2)
round(float('nan'), 1)
""".strip().splitlines():
    print(source, "->", attempt(source))
