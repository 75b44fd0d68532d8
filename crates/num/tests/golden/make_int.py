"""Writes the tables of integer operations beside it: operation, operands, CPython's answer.

Run with the oracle: python3.14 make_int.py crates/num/tests/golden

Long operands are written as @seed:limbs and made from the seed by both sides (`spread`); long answers as
#bits:hash:lowest limb.
"""
import math, random, struct, sys

sys.set_int_max_str_digits(0)
random.seed(3141)
MASK = (1 << 64) - 1


def spread(seed, limbs):
    """Runs of ones and zeros and noise, so that carries go far."""
    state, value = seed, 0
    for i in range(limbs):
        state ^= state << 13 & MASK
        state ^= state >> 7
        state ^= state << 17 & MASK
        limb = [state, state, 0, MASK, state >> 40][state >> 20 & 7] if state >> 20 & 7 < 5 else state
        value |= (limb or (i == limbs - 1)) << 64 * i
    return value


class Long:
    def __init__(self, negative, seed, limbs):
        self.text = f'{"-" * negative}@{seed:x}:{limbs}'
        self.value = -spread(seed, limbs) if negative else spread(seed, limbs)


def long(low, high):
    return Long(random.random() < 0.4, random.getrandbits(60) | 1, random.randint(low, high))


def value(x):
    return x.value if isinstance(x, Long) else x


def show(x):
    if isinstance(x, Long):
        return x.text
    if isinstance(x, bool):
        return str(x)
    if isinstance(x, float):
        return struct.pack('>d', x).hex() if x == x else 'nan'
    if isinstance(x, tuple):
        return ','.join(map(show, x))
    if isinstance(x, (str, bytes)):
        text = x if isinstance(x, str) else x.hex()
        if len(text) < 400:
            return text
        total = 0
        for c in text:
            total = (total * 31 + ord(c)) & MASK
        return f'${len(text)}:{total:x}'
    if x.bit_length() <= 1000:
        return f'{x:x}'
    return f'#{x.bit_length()}:{hash(x)}:{abs(x) & MASK:x}'


def answer(function, *operands):
    try:
        return show(function(*map(value, operands)))
    except Exception as error:
        return f'!{type(error).__name__}'


edges = [0, 1, 2, 3, 7, 10, 255, 256]
for bits in (30, 31, 32, 52, 53, 54, 60, 61, 62, 63, 64, 65, 90, 127, 128, 129, 191, 192, 256, 320):
    edges += [(1 << bits) - 1, 1 << bits, (1 << bits) + 1]
edges += [(1 << 128) - (1 << 64), (1 << 192) - (1 << 64), (1 << 61) - 2, 2 * ((1 << 61) - 1), 10**18, 10**19, 10**19 - 1, 10**38, 10**57 - 1]
edges += [-x for x in edges[1:]]


def some():
    """Mostly edges and short integers, seldom long ones."""
    kind = random.random()
    if kind < 0.45:
        return random.choice(edges)
    if kind < 0.85:
        x = random.getrandbits(random.choice((8, 40, 63, 64, 65, 100, 128, 130, 200, 256, 300, 500)))
        return -x if random.random() < 0.4 else x
    if kind < 0.97:
        return long(1, 12)
    return long(20, 90)


def table(name, rows):
    with open(f'{sys.argv[1]}/{name}.tsv', 'w') as out:
        for row in rows:
            print(*row, sep='\t', file=out)


def compare(a, b):
    return 'unordered' if b != b else (a > b) - (a < b)


binary = {
    'add': lambda a, b: a + b,
    'sub': lambda a, b: a - b,
    'mul': lambda a, b: a * b,
    'divmod': divmod,
    'and': lambda a, b: a & b,
    'or': lambda a, b: a | b,
    'xor': lambda a, b: a ^ b,
    'cmp': compare,
    'truediv': lambda a, b: a / b,
    'gcd': math.gcd,
    'lcm': math.lcm,
}


def binary_rows():
    for name, function in binary.items():
        count = 500 if name in ('mul', 'divmod', 'truediv') else 220
        for _ in range(count):
            a, b = some(), some()
            yield name, show(a), show(b), answer(function, a, b)
    # Multiples and their neighbours: exact quotients, and estimates that are off by one.
    for _ in range(300):
        q, d = value(some()), value(some())
        a = q * d + random.choice((0, 0, 1, -1))
        if a.bit_length() < 1500 and d.bit_length() < 1000:
            yield 'divmod', f'{a:x}', f'{d:x}', answer(divmod, a, d)
    # Where methods change.
    for n in (2, 16, 31, 32, 33, 39, 40, 41, 64, 79, 80, 81, 150, 400, 1200):
        for m in (1, 2, 8, 31, 32, 33, 40, 60, 200, 900):
            a, b = long(n, n), long(m, m)
            for name in ('mul', 'divmod'):
                yield name, show(a), show(b), answer(binary[name], a, b)
        a = long(n, n)
        yield 'mul', show(a), show(a), answer(binary['mul'], a, a)
    for n in (1, 2, 3, 10, 60, 300):
        for m in (1, 2, 3, 50, 300):
            a, b = long(n, n), long(m, m)
            for name in ('truediv', 'gcd', 'lcm'):
                yield name, show(a), show(b), answer(binary[name], a, b)
    # Quotients that lie half-way between floats, or just beside.
    for _ in range(400):
        mantissa = random.getrandbits(54) | 1 << 53 | 1
        b = random.choice((1, 3, 10**20 + 7, random.getrandbits(200) | 1))
        shift = random.choice((0, 5, 100, 960, 969, 970, 971, -1000, -1020, -1074, -1126, -1127, -1128, -1129))
        a, c = (mantissa * b << shift, b) if shift > 0 else (mantissa * b, b << -shift)
        a += random.choice((-1, 0, 0, 1))
        yield 'truediv', f'{a:x}', f'{c:x}', answer(binary['truediv'], a, c)


def shift_rows():
    counts = [0, 1, 2, 3, 31, 62, 63, 64, 65, 127, 128, 129, 200, 1000]
    for _ in range(700):
        a, count = some(), random.choice(counts)
        yield 'lshift', show(a), f'{count:x}', answer(lambda a, b: a << b, a, count)
        yield 'rshift', show(a), f'{count:x}', answer(lambda a, b: a >> b, a, count)
    for a in (0, 1, -1, 1 << 70, -1 << 70):
        for count in (-1, -1 << 70, 1 << 70):
            yield 'rshift', f'{a:x}', f'{count:x}', answer(lambda a, b: a >> b, a, count)
            yield 'lshift', f'{a:x}', f'{count:x}', answer(lambda a, b: a << b, a, count)


unary = {
    'neg': lambda a: -a,
    'invert': lambda a: ~a,
    'bit_length': int.bit_length,
    'bit_count': int.bit_count,
    'hash': hash,
    'float': float,
    'isqrt': math.isqrt,
    'str': str,
    'bin': lambda a: format(a, 'b'),
    'oct': lambda a: format(a, 'o'),
    'hex': lambda a: format(a, 'x'),
}


def unary_rows():
    for name, function in unary.items():
        for a in edges:
            yield name, f'{a:x}', answer(function, a)
        for _ in range(120):
            a = some()
            yield name, show(a), answer(function, a)
        for n in (29, 30, 31, 32, 100, 700):
            a = long(n, n)
            yield name, show(a), answer(function, a)
    for _ in range(300):
        a = (random.getrandbits(54) | 1 << 53) << random.choice((0, 1, 10, 11, 12, 64, 75, 200, 969, 970))
        a += random.choice((-1, 0, 1))
        yield 'float', f'{a:x}', answer(float, a)
    for root in (0, 1, 2, 3, 2**26, 2**31, 2**32 - 1, 2**32, 2**52, 2**53, 2**63, 2**64 - 1, 2**64, 2**96 + 1, 2**128 - 1, 10**40):
        for off in (-1, 0, 1):
            yield 'isqrt', f'{root * root + off:x}', answer(math.isqrt, root * root + off)
    for n in list(range(1, 80)) + [578, 579, 600, 1000]:
        for a in (10**n - 1, 10**n, -(10**n)):
            yield 'str', f'{a:x}', answer(str, a)


def float_rows():
    """Comparisons of an integer with a float, and integers of floats."""
    floats = [0.0, -0.0, 0.5, -0.5, 1.0, 1.5, 2.0**53, 2.0**53 + 2, 2.0**62, 2.0**63, 2.0**64, -2.0**63, -2.0**64, 1e22, 1e23, 1.7976931348623157e308, 5e-324, math.inf, -math.inf, math.nan]
    for _ in range(700):
        a = some()
        b = random.choice(floats)
        if random.random() < 0.6:
            try:
                b = math.nextafter(float(value(a)), random.choice((-math.inf, value(a), math.inf)))
            except OverflowError:
                pass
        yield 'cmp_float', show(a), show(b), answer(compare, a, b)
    for x in floats + [random.uniform(-1, 1) * 2.0 ** random.randint(-5, 1020) for _ in range(200)]:
        yield 'from_float', show(x), answer(int, x)


def power_rows():
    small = [0, 1, -1, 2, -2, 3, -3, 7, 10, -10, 255, 256, 2**31, 2**32 + 1, 2**63, 2**64 - 1, 2**64, -(2**64) - 1, 2**100 + 1]
    exponents = [0, 1, 2, 3, 4, 5, 7, 16, 17, 31, 63, 64, 65, 100, 255, 1000]
    for a in small:
        for e in exponents:
            yield 'pow', f'{a:x}', f'{e:x}', answer(pow, a, e)
        yield 'pow', f'{a:x}', '-1', '!negative'
    for _ in range(60):
        a = random.getrandbits(random.choice((20, 64, 70, 300)))
        e = random.randint(0, 90)
        yield 'pow', f'{a:x}', f'{e:x}', answer(pow, a, e)
    moduli = [1, -1, 2, 3, -7, 97, 2**31 - 1, 2**61 - 1, 2**63, 2**64 - 59, 2**64 - 1, -(2**64), 2**64 + 13, 2**127 - 1, 2**128, 2**128 - 1, 10**40, 0]
    for _ in range(900):
        a, e, m = some(), some(), random.choice(moduli) if random.random() < 0.7 else some()
        if random.random() < 0.5:
            e = random.randint(-20, 200)
        yield 'powmod', show(a), show(e), show(m), answer(pow, a, e, m)
    for _ in range(200):
        m = random.choice(moduli) if random.random() < 0.5 else random.getrandbits(random.choice((20, 60, 64, 128, 200, 600))) + 1
        a = random.getrandbits(random.choice((20, 64, 100, 400)))
        yield 'powmod', show(a), '-1', show(m), answer(pow, a, -1, m)
    for _ in range(400):
        a, n = some(), -random.randint(0, 40)
        if random.random() < 0.5:
            n = -random.randint(0, 40)
            a = (random.getrandbits(100) * 2 + 1) * 10**-n // 2 * random.choice((1, -1)) + random.choice((-1, 0, 1))
        yield 'round', show(a), f'{n:x}', answer(round, a, n)
    for a in (0, 1, 5, 6, -5, 9, 50, 51, -51, 95, 10**19, 10**19 - 1, 5 * 10**18, 5 * 10**38, 5 * 10**38 + 1, 96 * 10**37):
        for n in (1, -1, -2, -19, -20, -38, -39, -40, -400, 1 << 70):
            yield 'round', f'{a:x}', f'{n:x}', answer(round, a, n)


def bytes_rows():
    for _ in range(900):
        a = some()
        n = random.choice((0, 1, 2, 7, 8, 9, 15, 16, 17, 25, 33, (value(a).bit_length() + 7) // 8, value(a).bit_length() // 8 + 1))
        order, signed = random.choice(('little', 'big')), random.random() < 0.6
        yield 'to_bytes', show(a), n, order, signed, answer(lambda a: a.to_bytes(n, order, signed=signed), a)
    for _ in range(600):
        data = bytes(random.choice((0, 255, 128, 127, random.getrandbits(8))) for _ in range(random.choice((0, 1, 2, 7, 8, 9, 16, 17, 31, 32, 33, 64))))
        order, signed = random.choice(('little', 'big')), random.random() < 0.6
        yield 'from_bytes', data.hex(), order, signed, answer(lambda d: int.from_bytes(d, order, signed=signed), data)


def parse_rows():
    sys.set_int_max_str_digits(4300)
    texts = ['', '0', '-0', '+0', '00', '07', '0_0', '0_7', '0x', '0x_1f', '0x1f', '0X1F', '0b1', '0B_101', '0o17', '0O7', '0o8', '0b2', '_1', '1_', '1__0', '1_0', '+-1', '--1', '- 1', '-', '+', '1.0', 'z', 'Zz', '0xg', '0b', '0o', '0_x1', '-0x1f', '+0b11', '0x__1', '12345678901234567890', '1_2_3_4', 'ffffffffffffffff', 'fffffffffffffffff', '0' * 30, '0' * 30 + '1', '1' * 12, '1' * 13, '1' * 640, '1' * 4300, '1' * 4301, '1' * 4301 + 'x', '1' * 4301 + '_', '0' * 4301, '1_' * 4299 + '1', '1_' * 4300 + '1']
    for text in texts:
        for base in (0, 2, 3, 8, 10, 16, 32, 36) if len(text) < 100 else (10, 16):
            yield 'parse', text, base, answer(lambda t: int(t, base), text)
    for _ in range(500):
        base = random.choice((2, 3, 4, 7, 8, 10, 10, 10, 16, 23, 32, 36))
        length = random.choice((1, 5, 12, 13, 18, 19, 20, 37, 38, 39, 60, 120))
        text = ''.join(random.choice('0123456789abcdefghijklmnopqrstuvwxyz'[:base]) for _ in range(length))
        if random.random() < 0.3:
            at = random.randrange(length)
            text = text[:at] + '_' + text[at:]
        if random.random() < 0.3:
            text = '-' + text.upper()
        yield 'parse', text, base, answer(lambda t: int(t, base), text)
    for length in (599, 1300, 1499, 1500, 1501, 4300):
        for base in (3, 10, 36):
            text = ''.join(random.choice('0123456789abcdefghijklmnopqrstuvwxyz'[:base]) for _ in range(length))
            yield 'parse', text, base, answer(lambda t: int(t, base), text)
    for n in (4299, 4300, 4301):
        yield 'limited_str', f'{10**n - 1:x}', answer(str, 10**n - 1)
        yield 'limited_str', f'{-10**n:x}', answer(str, -10**n)
    sys.set_int_max_str_digits(0)


def ratio_rows():
    for x in (0.0, -0.0, 1.0, -1.5, 0.1, 1e300, 5e-324, -5e-324, 2.0**52, 2.0**53, 3.0 * 2**60, 1.7976931348623157e308, math.inf, math.nan, *(random.uniform(-1, 1) * 2.0 ** random.randint(-1060, 1020) for _ in range(200))):
        yield 'ratio', show(x), answer(float.as_integer_ratio, x)


if __name__ == '__main__':
    table('int_binary', binary_rows())
    table('int_shift', shift_rows())
    table('int_unary', unary_rows())
    table('int_float', float_rows())
    table('int_power', power_rows())
    table('int_bytes', bytes_rows())
    table('int_parse', parse_rows())
    table('int_ratio', ratio_rows())
