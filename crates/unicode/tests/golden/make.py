"""Writes hashes.txt beside it: hashes over what CPython 3.14's Unicode database says of every code point.

Run with the oracle: python3.14 crates/unicode/tests/golden/make.py
"""

import pathlib
import unicodedata

BLOCK = 0x1000


def fnv(data, state=0xCBF29CE484222325):
    for byte in data:
        state = (state ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return state


def properties(c):
    ch = chr(c)
    digit = unicodedata.decimal(ch, 255) if ch.isdecimal() else 255
    flags = ch.isidentifier() | ("a" + ch).isidentifier() << 1 | ch.isprintable() << 2 | ch.isspace() << 3
    return bytes([flags, digit])


def is_surrogate(c):
    return 0xD800 <= c < 0xE000


def nfkc(c):
    return b"" if is_surrogate(c) else unicodedata.normalize("NFKC", chr(c)).encode() + b"\0"


def sequences():
    """Texts of random identifier characters and combining marks."""
    state = 1
    marks = [chr(c) for c in range(0x110000) if unicodedata.combining(chr(c))]
    letters = [chr(c) for c in range(0x80, 0x3000) if chr(c).isidentifier()]
    jamo = [chr(c) for c in range(0x1100, 0x1200)]
    for _ in range(5000):
        text = ""
        for _ in range(6):
            state = state * 6364136223846793005 + 1442695040888963407 & 0xFFFFFFFFFFFFFFFF
            pool = (letters, marks, jamo, "abcdefgh")[state >> 62]
            text += pool[(state >> 32) % len(pool)]
        yield text


with open(pathlib.Path(__file__).parent / "hashes.txt", "w") as out:
    for what, of in (("properties", properties), ("nfkc", nfkc)):
        for start in range(0, 0x110000, BLOCK):
            data = b"".join(of(c) for c in range(start, start + BLOCK))
            print(what, f"{start:X} {fnv(data):016x}", file=out)
    named = [(c, unicodedata.name(chr(c), None)) for c in range(0x110000)]
    listed = [(c, name) for c, name in named if name and not name.endswith(f"-{c:04X}") and not name.startswith("HANGUL SYLLABLE")]
    print("names", 0, f"{fnv(''.join(f'{c:X};{name}{chr(10)}' for c, name in listed).encode()):016x}", file=out)

with open(pathlib.Path(__file__).parent / "nfkc.tsv", "w") as out:
    for text in sequences():
        normal = unicodedata.normalize("NFKC", text)
        if text != normal:
            print(text, normal, sep="\t", file=out)
