"""Writes digests of what CPython 3.14 decodes and encodes: of all codes and all characters, in blocks of 256."""

import codecs
import pathlib

NAMES = (
    "gb2312 gbk gb18030 hz big5hkscs iso2022_kr iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 "
    "iso2022_jp_ext shift_jis cp932 euc_jp shift_jis_2004 euc_jis_2004 euc_jisx0213 shift_jisx0213 euc_kr cp949 johab "
    "big5 cp950"
).split()
ESCAPES = (
    b"\x1b$B \x1b$@ \x1b$(D \x1b$(O \x1b$(P \x1b$(Q \x1b$A \x1b$(C \x1b$)C\x0e \x1b(J \x1b(I \x1b.A\x1bN \x1b.F\x1bN "
    b"\x1b.F\x1b$B\x1bN \x1b&@\x1b$B \x1b(Z \x1b[".split()
)


def prefixes(name):
    if name.startswith("iso2022"):
        return [b"", *ESCAPES]
    if name == "hz":
        return [b"", b"~{"]
    if name in ("euc_jp", "euc_jis_2004", "euc_jisx0213"):
        return [b"", b"\x8f"]
    if name == "gb18030":
        return [b"", b"\x81\x30", b"\x82\x35", b"\x84\x31", b"\x90\x30", b"\xe3\x32", b"\xff\x39"]
    if name == "euc_kr":
        return [b"", b"\xa4\xd4\xa4\xb6\xa4\xd0", b"\xa4\xd4\xa4\xbe\xa4\xbf", b"\xa4\xd4\xa4"]
    return [b""]


def decoded(name, data):
    try:
        return " ".join(f"{ord(c):x}" for c in codecs.decode(data, name))
    except UnicodeDecodeError as error:
        return f"{error.start} {error.end} {error.reason}"


def encoded(name, text):
    try:
        return codecs.encode(text, name).hex()
    except UnicodeEncodeError as error:
        return f"{error.start} {error.end} {error.reason}"


def digest(lines):
    value = 0xCBF29CE484222325
    for byte in "\n".join(lines).encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def main():
    rows = []
    for name in NAMES:
        for prefix in prefixes(name):
            for first in range(256):
                lines = [decoded(name, prefix + bytes([first, second])) for second in range(256)]
                rows.append((name, "decode", (prefix + bytes([first])).hex(), digest(lines)))
        for block in [*range(0x100), *range(0x1F0, 0x200), *range(0x200, 0x300), 0x10FF]:
            lines = [encoded(name, chr(block << 8 | low)) for low in range(256)]
            rows.append((name, "encode", f"{block:x}", digest(lines)))
        for second in (0x300, 0x301, 0x304, 0x309, 0x30C, 0x2E5, 0x2E9, 0x309A, 0x41):
            lines = [encoded(name, chr(first) + chr(second)) for first in [*range(0xC0, 0x300), *range(0x3040, 0x3200)]]
            rows.append((name, "pairs", f"{second:x}", digest(lines)))
    # Blocks in which all is wrong in the same way are many: what is equal to the row before it is left out.
    shown = []
    for row in rows:
        if not (shown and (row[0], row[1], row[3]) == (last[0], last[1], last[3])):
            shown.append("\t".join(row))
        last = row
    (pathlib.Path(__file__).parent / "digests.tsv").write_text("\n".join(shown) + "\n")


if __name__ == "__main__":
    main()
