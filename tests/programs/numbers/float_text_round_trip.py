"""repr of floats is the shortest text that gives the float back; hex and fromhex; integers near powers of two."""
import math
import random
import struct
import zlib

random.seed(11)
texts = []
for _ in range(3000):
    bits = random.getrandbits(64)
    value = struct.unpack("d", struct.pack("Q", bits))[0]
    if math.isnan(value):
        continue
    text = repr(value)
    assert float(text) == value, text
    assert float.fromhex(value.hex()) == value
    texts.append(text + value.hex() + format(value, ".17g") + format(value, ".3e") + "%.10g" % value)
print(len(texts) > 2900, zlib.crc32("".join(texts).encode()))
texts = []
for e in range(-330, 310, 7):
    for m in ("1", "9.999999999999999", "4.9406564584124654", "2.2250738585072014", "1.7976931348623157"):
        texts.append(repr(float(f"{m}e{e}")))
print(zlib.crc32(" ".join(texts).encode()))
for n in range(0, 1100, 53):
    for d in (-1, 0, 1):
        i = 2**n + d
        texts.append(f"{float(i) if n < 1024 else 'big'} {str(i)[:20]} {i.bit_length()} {hex(i)[:12]}")
print(zlib.crc32(" ".join(texts).encode()))
print([round(x / 8, 1) for x in range(-20, 20)], [round(x * 1000 / 3, -2) for x in range(5)])
print([f"{x:.0f}" for x in (0.5, 1.5, 2.5, -0.5, 1e15 + 0.5)], [int(x) for x in (1e15, -1e18, 2.0**70)])
print(1e16, 1e15, 123456789012345678.0, 1e-4, 1e-5, 0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308)
