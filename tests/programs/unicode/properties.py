"""What str knows about each character: counts and sums over all of Unicode."""
import sys
import unicodedata
import zlib

METHODS = "isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper".split()
everything = [chr(i) for i in [*range(0x20000), *range(0x20000, sys.maxunicode + 1, 97)]]
for name in METHODS:
    method = getattr(str, name)
    bits = bytes(method(c) for c in everything)
    print(name, sum(bits), zlib.crc32(bits))
for name in "lower upper title capitalize swapcase casefold".split():
    method = getattr(str, name)
    changed = [method(c) for c in everything]
    print(name, sum(a != b for a, b in zip(everything, changed)), zlib.crc32("".join(changed).encode("utf-8", "surrogatepass")))
print(unicodedata.unidata_version, zlib.crc32(repr(everything[:0x3000]).encode("utf-8", "surrogatepass")))
