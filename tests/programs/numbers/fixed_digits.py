"""Floats with so many digits: what is exactly between two of them goes to the even one, and nothing else is between."""

import random

values = [0.0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 2.675, 1.005, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 123456.789,
          0.1, 1 / 3, 9.995, 99.995, 999999.5, 0.00001, 0.0001, 1e15, 1e16, 1e17, 4503599627370496.5, 9007199254740993.0]
for value in values:
    print(value, [format(value, f".{digits}f") for digits in (0, 1, 2, 3, 10, 22, 23, 30)])
    print([format(value, f".{digits}e") for digits in (0, 1, 5, 16, 17, 25)])
    print([format(value, f".{digits}g") for digits in (1, 2, 6, 12, 17, 21)], f"{value:.1%}", "%.3f %g %e" % (value, value, value))
    print([round(value, digits) for digits in (0, 1, 2, 5, 15, 22, 25)] if abs(value) < 1e300 else None)
    print(f"{-value:z.1f} {value:#.0f} {value:+.2f} {value:012.3f} {value:,.2f}")

generator = random.Random(3)
total = 0
for _ in range(20000):
    value = generator.uniform(-1000, 1000) * 10 ** generator.randrange(-12, 12)
    digits = generator.randrange(20)
    text = f"{value:.{digits}f} {value:.{digits}e} {value:.{digits + 1}g} {round(value, digits)!r}"
    total = (total * 31 + sum(map(ord, text))) % 1_000_000_007
    for char in text:
        total = (total * 257 + ord(char)) % 1_000_000_007
print(total)
print([hex(n) for n in (0, -1, 255, -(1 << 61), (1 << 62) - 1, 1 << 62, 1 << 70)], bin(-5), bin(0), oct(8), oct(-64))
print([f"{n:5d}|{n:<5}|{n:^+7}|{n:,}|{n:_x}|{n:#b}" for n in (0, 7, -7, 123456, -123456, 1 << 61, 1 << 70)])
print(sum(range(10)), sum(range(0)), sum(range(10, 0, -3)), sum(range(1 << 61, (1 << 61) + 5)), sum([1, 2.5, True]), sum([0.1] * 10))
print(sum([1 << 61] * 5), sum([1, 2], 3.5), sum((1.5, 2)), sum([]), sum([1e308, 1e308]), sum([True, 2]))
