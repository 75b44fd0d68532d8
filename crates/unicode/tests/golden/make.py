"""Writes hashes.txt beside it: hashes over what CPython 3.14's Unicode database says of every code point.

Run with the oracle: python3.14 crates/unicode/tests/golden/make.py
"""

import _sre
import pathlib
import random
import struct
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


def letters(c):
    ch = chr(c)
    is_cased = (ch + "a").title()[-1] == "a"
    sigma = ("A" + ch + "\u03a3").lower()[-1] == "\u03c2", (ch + "\u03a3").lower()[-1] == "\u03c2"
    flags = [ch.isalpha(), ch.isalnum(), ch.isdecimal(), ch.isdigit(), ch.isnumeric(), ch.islower(), ch.isupper(), ch.istitle()]
    return bytes([sum(flag << i for i, flag in enumerate(flags)), is_cased, sigma == (True, False)])


def cases(c):
    ch = chr(c)
    mapped = [ch.lower(), ch.upper(), ch.title(), ch.casefold(), chr(_sre.unicode_tolower(c))]
    if all(other == ch for other in mapped):
        return b""
    return "".join(f"{' '.join(str(ord(c)) for c in other)};" for other in mapped).encode()


def database(c):
    ch = chr(c)
    fields = [
        unicodedata.category(ch),
        unicodedata.bidirectional(ch),
        unicodedata.combining(ch),
        unicodedata.east_asian_width(ch),
        unicodedata.mirrored(ch),
        unicodedata.digit(ch, ""),
    ]
    value = unicodedata.numeric(ch, None)
    number = b"" if value is None else struct.pack("<d", value)
    return ";".join(map(str, fields)).encode() + number + unicodedata.decomposition(ch).encode()


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


FORMS = "NFC", "NFD", "NFKC", "NFKD"


def forms(c):
    """All normal forms, of Unicode 16 and of 3.2."""
    for database in unicodedata, unicodedata.ucd_3_2_0:
        for form in FORMS:
            yield from database.normalize(form, chr(c)).encode("utf-32-le", "surrogatepass")
    yield from (unicodedata.is_normalized(form, chr(c)) for form in FORMS)


def old(c):
    """What Unicode 3.2 says."""
    ch, database = chr(c), unicodedata.ucd_3_2_0
    yield from f"{database.category(ch)} {database.bidirectional(ch)} {database.east_asian_width(ch)} ".encode()
    yield from (database.combining(ch), database.mirrored(ch), database.decimal(ch, 255))
    yield from struct.pack("<d", database.numeric(ch, -1.0))


def mixtures():
    """Texts of marks, letters and lone surrogates, and their normal forms."""
    choice = random.Random(16)
    some = [0x61, 0x41, 0x73, 0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x301, 0x300, 0x307, 0x323, 0x328, 0x345, 0x344, 0x315, 0x9C7, 0x9BE, 0xFB01, 0xD800, 0x1D15E, 0x212B, 0x1E9B, 0x958, 0x3099, 0x304B, 0x5B0, 0x94D]
    for _ in range(400):
        text = "".join(chr(choice.choice(some)) for _ in range(choice.randrange(1, 8)))
        normal = [unicodedata.normalize(form, text) for form in FORMS]
        normal.append("".join(str(int(unicodedata.is_normalized(form, text))) for form in FORMS))
        yield text, normal


with open(pathlib.Path(__file__).parent / "hashes.txt", "w") as out:
    for what, of in (("properties", properties), ("nfkc", nfkc), ("letters", letters), ("cases", cases), ("database", database), ("forms", forms), ("old", old)):
        for start in range(0, 0x110000, BLOCK):
            data = b"".join(bytes(of(c)) for c in range(start, start + BLOCK))
            print(what, f"{start:X} {fnv(data):016x}", file=out)
    named = [(c, unicodedata.name(chr(c), None)) for c in range(0x110000)]
    listed = [(c, name) for c, name in named if name and not name.endswith(f"-{c:04X}") and not name.startswith("HANGUL SYLLABLE")]
    print("names", 0, f"{fnv(''.join(f'{c:X};{name}{chr(10)}' for c, name in listed).encode()):016x}", file=out)

with open(pathlib.Path(__file__).parent / "nfkc.tsv", "w") as out:
    for text in sequences():
        normal = unicodedata.normalize("NFKC", text)
        if text != normal:
            print(text, normal, sep="\t", file=out)

with open(pathlib.Path(__file__).parent / "forms.tsv", "w") as out:
    for text, (*normal, answers) in mixtures():
        points = [" ".join(f"{ord(c):x}" for c in text) for text in (text, *normal)]
        out.write("\t".join([*points, answers]) + "\n")
