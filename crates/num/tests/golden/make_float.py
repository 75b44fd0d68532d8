"""Writes the tables of float and complex operations beside it: operation, operands, CPython's answer.

Run with the oracle: python3.14 make_float.py crates/num/tests/golden
"""
import math, random, struct, sys
from make_int import show, table

random.seed(27182)


def bits(n):
    return struct.unpack('d', struct.pack('Q', n))[0]


def answer(function, *operands):
    try:
        return show(function(*operands))
    except Exception as error:
        return f'!{type(error).__name__}'


inf, nan = math.inf, math.nan
special = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, 2.0, -2.0, 3.0, -3.5, 10.0, 0.1, 0.3, 1 / 3, 100.0, 101.0, 1e15, 1e16, 1e17, 123456789012345678.0, 1e22, 1e23, 9.5, 99.5, 999999.5, 0.0001, 0.00001, 9.9999e-5, 2.0**53, 2.0**53 - 1, 2.0**63, 2.0**64, 1e100, 1e308, -1e308, 1.7976931348623157e308, 2.2250738585072014e-308, 2.225073858507201e-308, 5e-324, -5e-324, 1e-320, inf, -inf, nan]


def some():
    kind = random.random()
    if kind < 0.35:
        return random.choice(special)
    if kind < 0.5:
        return random.uniform(-1000, 1000)
    if kind < 0.6:
        return float(random.randint(-10**6, 10**6)) / 2 ** random.randint(0, 12)
    if kind < 0.7:
        return round(random.uniform(-100, 100), random.randint(0, 5))
    return bits(random.getrandbits(64))


def format_rows():
    for _ in range(3500):
        x = some()
        code = random.choice('eEfFgG')
        precision = random.choice((0, 0, 1, 2, 3, 5, 6, 8, 15, 16, 17, 18, 20, 30, 50, 100, 330))
        alternate = random.random() < 0.3
        zero = random.random() < 0.2
        flags = 'z' * zero + '#' * alternate
        yield 'format', show(x), code, precision, flags, answer(lambda: format(x, f'{flags}.{precision}{code}'))
    for x in (0.1, 1 / 3, 1e300, 5e-324, 1.5, 0.0, 1.7976931348623157e308, 2.0**-1074 * 3):
        for code in 'efg':
            for precision in (760, 800, 1074, 1099, 1100, 1101, 2000, 70000):
                for flags in ('', '#'):
                    yield 'format', show(x), code, precision, flags, answer(lambda: format(x, f'{flags}.{precision}{code}'))
    # Ties.
    for _ in range(500):
        digits = random.randint(0, 9)
        x = (random.randint(0, 10**5) + 0.5) / 2**digits * random.choice((1, -1))
        yield 'format', show(x), 'f', digits, '', answer(lambda: format(x, f'.{digits}f'))
        yield 'format', show(x), 'e', digits, '', answer(lambda: format(x, f'.{digits}e'))
    # No code: general, with a digit behind the point.
    for _ in range(600):
        x, precision = some(), random.randint(0, 18)
        flags = random.choice(('', '#', 'z'))
        yield 'format', show(x), '', precision, flags, answer(lambda: format(x, f'{flags}.{precision}'))
        yield 'format', show(x), 'r', 0, flags, answer(lambda: format(x, flags))


def repr_rows():
    for _ in range(2000):
        x = some()
        yield 'repr', show(x), repr(x)
    for e in range(-1074, 1024, 2):
        x = 2.0**e
        yield 'repr', show(x), repr(x)
        yield 'repr', show(math.nextafter(x, 0.0)), repr(math.nextafter(x, 0.0))
    for _ in range(500):
        x = some()
        yield 'hex', show(x), x.hex()
        yield 'hash', show(x), 'nan' if x != x else hash(x)
        yield 'round', show(x), answer(round, x)
        yield 'is_integer', show(x), x.is_integer()


def parse_rows():
    texts = ['', '.', '1', '-1', '+1', '1.', '.5', '1.5', '1e5', '1E+5', '1e-5', '1e', '1e+', 'e5', '.e5', '1.e5', '1_0', '1__0', '_1', '1_', '1_.5', '1._5', '1.5_5', '1e1_0', '1e_1', '1_e1', '1_0_0.5', 'inf', 'Infinity', '-INF', '+infinity', 'infinit', 'infi', 'nan', '-nan', 'NaN', '+nan', 'nanx', 'in_f', '1_inf', '0x1', '1 ', '- 1', '--1', '+-1', '1e400', '-1e400', '1e-400', '-1e-400', '1' * 400, '0.' + '0' * 400 + '1', '0' * 400 + '.1', '9007199254740993', '9007199254740993.00000000000000000000001', '2.4703282292062327e-324', '2.4703282292062328e-324', '1.7976931348623158e308', '1.7976931348623159e308', '0e99999999999999999999', '1e99999999999999999999', '1e-99999999999999999999', '1d5', '1f', '1,5', '1j']
    for text in texts:
        yield 'parse', text, answer(float, text)
    for _ in range(400):
        text = repr(some())
        if random.random() < 0.5:
            text = f'{random.getrandbits(random.choice((10, 60, 100, 300)))}.{random.getrandbits(80)}e{random.randint(-360, 320)}'
        yield 'parse', text, answer(float, text)


def fromhex_rows():
    texts = ['', '0x', '.', '0x.', '1', '0x1', '-0x1', '+0X1', 'p1', '0xp1', '0x1p', '0x1p+', '0x1p1', '0x1P-1', '1.8', '.8', '0x.8p0', '0x1.', '0x1..', '0x1.8.', '0x1g', 'inf', '-Infinity', 'nan', 'infx', '0x1p1023', '0x1p1024', '0x1.fffffffffffff7fffffp1023', '0x1.fffffffffffff8p1023', '0x1p-1074', '0x1p-1075', '0x1.000001p-1075', '0x1p-1076', '-0x1p-1076', '0x0p99999999999999999999', '0x1p99999999999999999999', '0x1p-99999999999999999999', '0x1.8p-1074', '0x2.8p-1075', '0x1_0', '0x' + '1' * 50, '0x0.' + '0' * 60 + '1', '0x0.' + '0' * 300 + 'p1200', '0x1' + '0' * 300, '0x1' + '0' * 300 + 'p-1200', '0x1.0000000000000800000000000000000001', '0x1.00000000000008', '0x1.00000000000018', '0x0.fffffffffffffcp-1022', '0x0.fffffffffffff8p-1022', '- 0x1']
    for text in texts:
        yield 'fromhex', text, answer(float.fromhex, text)
    for _ in range(400):
        text = f'{random.getrandbits(random.choice((4, 52, 53, 54, 60, 64, 65, 100))):x}.{random.getrandbits(random.choice((1, 30, 60, 80))):x}p{random.randint(-1200, 1024)}'
        if random.random() < 0.3:
            text = text.replace('.', '')
        yield 'fromhex', text, answer(float.fromhex, text)


def binary_rows():
    operations = {'divmod': divmod, 'floordiv': lambda a, b: a // b, 'mod': lambda a, b: a % b, 'truediv': lambda a, b: a / b}
    pairs = [(a, b) for a in special for b in special]
    for a, b in random.sample(pairs, 700) + [(some(), some()) for _ in range(500)]:
        for name, function in operations.items():
            if name in ('divmod', 'truediv') or random.random() < 0.1:
                yield name, show(a), show(b), answer(function, a, b)
        r = answer(pow, a, b)
        yield 'pow', show(a), show(b), '!complex' if ',' in r or answer_is_complex(a, b) else r
    for _ in range(1500):
        x, n = some(), random.choice((0, 1, 2, 3, 5, -1, -2, -5, 15, 16, 17, 22, 100, 300, 322, 323, 324, -15, -16, -22, -300, -307, -308, -309, -310, 2**70, -2**70))
        yield 'round', show(x), f'{n:x}', answer(round, x, n)
    for _ in range(600):
        n = random.randint(0, 8)
        x = (random.randint(0, 10**6) + 0.5) / 10**n * random.choice((1, -1))
        yield 'round', show(x), f'{n:x}', answer(round, x, n)
        x = (random.randint(0, 10**4) + 0.5) * 10**n * random.choice((1, -1)) + random.choice((0, 0, 0.001, -0.001))
        yield 'round', show(x), f'{-n:x}', answer(round, x, -n)


def answer_is_complex(a, b):
    try:
        return isinstance(a**b, complex)
    except Exception:
        return a < 0 and b == b and abs(b) != inf and b != int(b)


def pair(z):
    return f'{show(z.real)},{show(z.imag)}'


def complex_rows():
    parts = [0.0, -0.0, 1.0, -1.0, 2.0, -2.5, 3.0, 0.5, 1e200, 1e308, 1e-200, 5e-324, inf, -inf, nan]

    def z():
        part = lambda: random.choice(parts) if random.random() < 0.7 else random.uniform(-10, 10)
        return complex(part(), part())

    def operand():
        return z() if random.random() < 0.7 else random.choice((*parts, random.uniform(-5, 5)))

    def text(x):
        return pair(x) if isinstance(x, complex) else show(x)

    def result(function):
        try:
            return pair(function())
        except Exception as error:
            return f'!{type(error).__name__}'

    operations = {'add': lambda a, b: a + b, 'sub': lambda a, b: a - b, 'mul': lambda a, b: a * b, 'div': lambda a, b: a / b, 'pow': lambda a, b: a**b}
    for name, function in operations.items():
        for _ in range(700):
            a, b = operand(), operand()
            if not isinstance(a, complex) and not isinstance(b, complex):
                a = z()
            if name == 'pow' and random.random() < 0.5:
                b = complex(float(random.choice((0, 1, 2, 3, -1, -2, -3, 5, 10, 50, 99, 100, 101, -100, -101, 0.5, 1.5))), 0.0)
            yield name, text(a), text(b), result(lambda: function(a, b))
    for _ in range(500):
        a = z()
        yield 'repr', pair(a), repr(a)
        if a == a:
            yield 'hash', pair(a), hash(a)
    texts = ['', '1', 'j', '+j', '-j', 'J', '1j', '1+2j', '1-2j', '1+j', '1-j', '(1+2j)', '( 1+2j )', '(1+2j', '1+2j)', '((1+2j))', '()', '(', ')', '1 +2j', '1+ 2j', '1+2', '1+2j3', '1++2j', '1+-2j', '1j+2', '1j2j', 'inf', 'infj', 'nan+infj', 'nan-nanj', 'inf-infj', '-inf+nanj', '1e5+2e-5j', '1e+j', '1_0+2_0j', '1_+2j', '1+_2j', '1_j', '.5j', '5.j', '.j', '1e400j', '1+1e400j', '--1', '+', '-', '+1+1j', '-1-1j', '1+2jj', 'i', '1+2i', '0x1', '(\v1j\f )', '1.5.5', '1e1.5j', 'infinityj', 'in', 'nanj', '+nan-j', '1e5', '1e', '1ej']
    for t in texts:
        yield 'parse', t, result(lambda: complex(t))


if __name__ == '__main__':
    table('float_format', format_rows())
    table('float_repr', repr_rows())
    table('float_parse', parse_rows())
    table('float_fromhex', fromhex_rows())
    table('float_binary', binary_rows())
    table('complex', complex_rows())
