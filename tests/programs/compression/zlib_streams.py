"""Streams of zlib: pieces, limits, dictionaries, copies, and what is said about wrong data."""
import zlib


def shown(function, *args, **keywords):
    try:
        print(repr(function(*args, **keywords)))
    except (zlib.error, ValueError, TypeError, OverflowError, EOFError) as error:
        print(type(error).__name__, error)


text = b"".join(b"line %d of a text that repeats itself\n" % number for number in range(2000))
for wbits in (15, 9, -15, -9, 31, 25):
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    packed = b"".join(packer.compress(text[start : start + 1000]) for start in range(0, len(text), 1000))
    packed += packer.flush(zlib.Z_SYNC_FLUSH) + packer.flush()
    print(wbits, len(packed) < len(text) // 5, zlib.decompress(packed, wbits, 1) == text)

packed = zlib.compress(text)
unpacker = zlib.decompressobj()
pieces = [unpacker.decompress(packed, 1000)]
while unpacker.unconsumed_tail and not unpacker.eof:
    pieces.append(unpacker.decompress(unpacker.unconsumed_tail, 1000))
pieces.append(unpacker.flush())
print(max(map(len, pieces[:-1])), b"".join(pieces) == text, unpacker.eof, unpacker.unused_data)

unpacker = zlib._ZlibDecompressor()
output = unpacker.decompress(packed + b"after", 10)
while not unpacker.eof:
    print(unpacker.needs_input, end=" ") if len(output) < 50 else None
    output += unpacker.decompress(b"", 10 if len(output) < 100 else -1)
print(output == text, unpacker.unused_data)
shown(unpacker.decompress, b"more")

packer = zlib.compressobj(zdict=b"a text that repeats itself")
packed = packer.compress(text)
other = packer.copy()
first, second = packed + packer.compress(b"one") + packer.flush(), packed + other.compress(b"two") + other.flush()
for packed in (first, second):
    print(zlib.decompressobj(zdict=b"a text that repeats itself").decompress(packed)[-10:])
shown(zlib.decompressobj().decompress, first)
shown(zlib.decompressobj(zdict=b"another").decompress, first)
shown(packer.compress, b"")
shown(packer.copy)

for wrong in (b"", b"x", b"wrong", zlib.compress(b"abc")[:-1], zlib.compress(b"abc")[:-1] + b"x"):
    shown(zlib.decompress, wrong)
unpacker = zlib.decompressobj()
for piece in (b"wrong", b"wrong"):
    shown(unpacker.decompress, piece)
shown(unpacker.flush)
shown(zlib.compress, b"", 10)
shown(zlib.compress, "text")
shown(zlib.compressobj, wbits=-8)
shown(zlib.compressobj, strategy=9)
shown(zlib.decompress, b"", 99)
shown(zlib.decompress, b"", bufsize=-1)
shown(zlib.decompressobj().decompress, b"", -1)
shown(zlib.decompressobj().flush, 0)
print(zlib.crc32(text), zlib.crc32(text[7:], zlib.crc32(text[:7])), zlib.crc32(memoryview(text), -3))
print(zlib.adler32(text), zlib.adler32(text[7:], zlib.adler32(text[:7])), zlib.adler32(bytearray(text), 2**70 + 5))
