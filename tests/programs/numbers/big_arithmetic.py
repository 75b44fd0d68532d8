"""Long integers: products, quotients, remainders, shifts, powers, roots and conversions, by checksums."""
import math
import random
import zlib

random.seed(3)
parts = []
for bits in (30, 61, 62, 63, 64, 65, 127, 128, 500, 2000, 9000):
    a, b = random.getrandbits(bits) | 1, random.getrandbits(bits // 2 + 1) | 1
    for x, y in ((a, b), (-a, b), (a, -b), (-a, -b), (b, a)):
        q, r = divmod(x, y)
        assert q * y + r == x and (r == 0 or (r < 0) == (y < 0))
        parts += [x + y, x - y, x * y, q, r, x & y, x | y, x ^ y, ~x, x << 7, x >> 13, x % 97, abs(x), -x]
        assert int(str(x)[:4000]) if bits > 9000 else int(str(x)) == x
        assert int(hex(x), 16) == x and int(oct(x), 8) == x and int(bin(x), 2) == x
        assert int.from_bytes(x.to_bytes(bits // 8 + 2, "little", signed=True), "little", signed=True) == x
    assert math.isqrt(a) ** 2 <= a < (math.isqrt(a) + 1) ** 2
    assert math.gcd(a * b, b) == b and pow(a, 3, b) == a**3 % b
    parts += [math.gcd(a, b), pow(a, 5), pow(3, a % 1000, b), a.bit_count(), math.isqrt(a * b), hash(a), hash(-a)]
print(len(parts), zlib.crc32(" ".join(map(hex, parts)).encode()))
print(zlib.crc32(str(7**5000).encode()[:4000] if False else hex(7**5000).encode()), math.factorial(200) % 10**20, math.comb(300, 150) % 10**15)
for base in (2, 3, 7, 10, 16, 36):
    text = "".join(random.choice("0123456789abcdefghijklmnopqrstuvwxyz"[:base]) for _ in range(700))
    print(base, zlib.crc32(hex(int(text, base)).encode()))
print((2**64).__hash__(), hash(2**61), hash(-(2**61)), hash(2**61 - 2), hash(10**30))
print(float(2**100), float(2**53 + 1), float(-(2**1023)), (2**100) / 3, 10**30 // 1e20, 2**200 % 1e10, round(12345678901234567890, -5))
