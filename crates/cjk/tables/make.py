"""Makes the tables beside it out of the answers of the Python that runs it (CPython 3.14).

Each file has the codes of one encoding that need a table, as differences from the encoding it is based on, and then the
characters whose codes do not follow from decoding. `src/table.rs` reads them.
"""

import codecs
import pathlib

BASES = {
    "gb2312": None, "gbk": "gb2312", "gb18030": "gbk",
    "big5": None, "cp950": "big5", "big5hkscs": "big5",
    "euc_kr": None, "cp949": "euc_kr", "johab": None,
    "euc_jp": None, "euc_jis_2004": "euc_jp", "euc_jisx0213": "euc_jis_2004",
    "shift_jis": None, "cp932": "shift_jis", "shift_jis_2004": "shift_jis", "shift_jisx0213": "shift_jis_2004",
}


def decoded(name):
    """The texts of all codes but those of ASCII that stand for themselves."""
    decoder = codecs.lookup(name).incrementaldecoder

    def probe(data):
        state = decoder()
        try:
            text = state.decode(data)
        except UnicodeDecodeError:
            return None
        return text if not state.getstate()[0] else ...

    texts = {}

    def walk(data):
        text = probe(data)
        if text is ...:
            if len(data) == 1 or len(data) == 2 and data[0] == 0x8F and name.startswith("euc_j"):
                for byte in range(256):
                    walk(data + bytes([byte]))
        elif text is not None and (data[0] >= 0x80 or text != chr(data[0])):
            texts[int.from_bytes(data)] = text

    for byte in range(256):
        walk(bytes([byte]))
    return texts


def encoded(name):
    """The codes of all characters; those of four bytes and more follow rules."""
    encode = codecs.lookup(name).encode
    codes = {}
    for point in range(0x110000):
        try:
            data = encode(chr(point))[0]
        except UnicodeEncodeError:
            continue
        if len(data) < 4:
            codes[point] = int.from_bytes(data)
    return codes


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def write_texts(texts, base):
    changed = {code: texts.get(code, "\0") for code in texts.keys() | base.keys() if texts.get(code) != base.get(code)}
    runs = []
    for code in sorted(changed):
        if runs and runs[-1][0] + len(runs[-1][1]) == code:
            runs[-1][1].append(changed[code])
        else:
            runs.append((code, [changed[code]]))
    out = bytearray(varint(len(runs)))
    end = point = 0
    for code, run in runs:
        out += varint(code - end) + varint(len(run))
        end = code + len(run)
        for text in run:
            if len(text) == 2:
                out += b"\xfe" + ord(text[0]).to_bytes(3) + ord(text[1]).to_bytes(3)
                continue
            difference = ord(text) - point
            zigzag = difference * 2 if difference >= 0 else -difference * 2 - 1
            point = ord(text)
            if zigzag < 0x80:
                out.append(zigzag)
            elif zigzag < 0x7E00:
                out += (0x8000 | zigzag).to_bytes(2)
            else:
                out += b"\xff" + point.to_bytes(3)
    return out


def write_exceptions(texts, codes):
    inverse = {}
    for code in sorted(texts):
        if len(texts[code]) == 1:
            inverse.setdefault(ord(texts[code]), code)
    for point in range(0x80):
        inverse.setdefault(point, point)
    points = sorted(p for p in inverse.keys() | codes.keys() if inverse.get(p) != codes.get(p))
    out = bytearray(varint(len(points)))
    last = 0
    for point in points:
        out += varint(point - last) + varint(codes.get(point, 0))
        last = point
    return out, len(points)


def four_bytes():
    """The ranges of the basic plane that have codes of four bytes in GB 18030: first character, number of its code, length."""
    ranges = []
    for point in range(0x10000):
        if 0xD800 <= point <= 0xDFFF:
            continue
        data = chr(point).encode("gb18030", "ignore")
        if len(data) != 4:
            continue
        a, b, c, d = data
        number = (((a - 0x81) * 10 + b - 0x30) * 126 + c - 0x81) * 10 + d - 0x30
        if ranges and (ranges[-1][0] + ranges[-1][2], ranges[-1][1] + ranges[-1][2]) == (point, number):
            ranges[-1][2] += 1
        else:
            ranges.append([point, number, 1])
    return ranges


def main():
    here = pathlib.Path(__file__).parent
    known = {None: {}}
    for name, base in BASES.items():
        known[name] = texts = decoded(name)
        exceptions, count = write_exceptions(texts, encoded(name))
        data = bytes(write_texts(texts, known[base]) + exceptions)
        (here / f"{name}.bin").write_bytes(data)
        print(name, len(texts), "codes,", count, "exceptions,", len(data), "bytes")
    ranges = four_bytes()
    out = bytearray(varint(len(ranges)))
    for point, number, length in ranges:
        out += varint(point) + varint(number) + varint(length)
    (here / "gb18030_ranges.bin").write_bytes(bytes(out))


main()
