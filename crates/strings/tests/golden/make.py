"""Writes the golden files beside it, with CPython 3.14's answers:

    PYTHONHASHSEED=0 python3.14 make.py

A line is an operation, its arguments and the result, with tabs between. Text is written as code points in hexadecimal
with underscores between, a list as its length, a colon, and its items with commas between; bytes likewise.
"""

import os
import pathlib
import random
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
ALPHABETS = [
    "ab",
    "abAB 01_",
    "aB\t\n\r\x0b\x0c\x1c\x1e\x1f '\"\\\x00\x7f",
    "a\xe9\xc9\xdf\xff\xb5\x85\xa0 b",
    "a\u03b1\u03a3\u03c3\u0130\u01c5\u2028\u2029\u3000 \u0661\ufb01\ud800",
    "a\xe9\u03b1\U0001f600\U00010400\U00010428\U000e0001 \udc00",
]
BYTES = [b"ab", b"aB1 _", b"aB\t\n\r\x0b\x0c\x1c\x85\xa0 '\"\\\x00\x7f\xff"]


def encode(value):
    match value:
        case bool():
            return str(int(value))
        case int():
            return str(value)
        case str():
            return "_".join(f"{ord(c):x}" for c in value)
        case bytes():
            return "_".join(f"{c:x}" for c in value)
        case list() | tuple():
            return f"{len(value)}:" + ",".join(map(encode, value))


class File:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []

    def text(self, alphabet, limit):
        return alphabet[:0].join(
            [alphabet[i : i + 1] for i in self.random.choices(range(len(alphabet)), k=self.random.randrange(limit))]
        )

    def ask(self, operation, *arguments, result):
        self.lines.append("\t".join([operation, *map(encode, arguments), encode(result)]))

    def write(self, name):
        (HERE / name).write_text("\n".join(sorted(set(self.lines))) + "\n")


def searches(file, prefix, alphabet, size):
    text = file.text(alphabet, size)
    part = file.text(alphabet, 4)
    if file.random.random() < 0.3 and text:
        at = file.random.randrange(len(text))
        part = text[at : at + file.random.randrange(1, 6)]
    with_ = file.text(file.random.choice(BYTES if prefix else ALPHABETS), 4)
    limit = file.random.choice([-1, -1, 0, 1, 2, 3])
    ask = lambda name, *arguments, result: file.ask(prefix + name, *arguments, result=result)
    for name in ("find", "rfind", "count", "startswith", "endswith"):
        ask(name, text, part, result=getattr(text, name)(part))
    ask("replace", text, part, with_, limit, result=text.replace(part, with_, limit))
    if part:
        for name in ("split", "rsplit"):
            ask(name, text, part, limit, result=getattr(text, name)(part, limit))
        for name in ("partition", "rpartition"):
            ask(name, text, part, result=getattr(text, name)(part))
    ask("words", text, limit, result=text.split(None, limit))
    ask("rwords", text, limit, result=text.rsplit(None, limit))
    for keep in (False, True):
        ask("lines", text, keep, result=text.splitlines(keep))
    for name in ("strip", "lstrip", "rstrip"):
        ask(name, text, part, result=getattr(text, name)(part))
        ask(name + "_whitespace", text, result=getattr(text, name)())
    other = file.random.choice([file.text(alphabet, 4), text[:1] + file.text(alphabet, 3), text])
    ask("compare", text, other, result=(text > other) - (text < other))
    start, stop = (file.random.choice([None, -1, 0, 1, 2, -3, 5]) for _ in range(2))
    step = file.random.choice([1, 2, 3, -1, -2])
    part = text[start:stop:step]
    start, stop, step = slice(start, stop, step).indices(len(text))
    ask("step", text, start, step, len(range(start, stop, step)), result=part)


def shown(file, alphabet):
    text = file.text(alphabet, 12)
    file.ask("repr", text, result=repr(text))
    file.ask("ascii", text, result=ascii(text))


HASHED = """
import sys
for line in sys.stdin.buffer.read().decode("utf-8", "surrogatepass").split("|"):
    print(hash(line) if line[:1] != "!" else hash(line.encode("latin-1")))
"""


def hashes(file):
    texts = [file.text(alphabet.replace("|", ""), 40) for alphabet in ALPHABETS for _ in range(12)]
    texts += ["abcdefghijklmnopqrstuvwxyz"[:n] for n in range(26)]
    texts += ["!" + text for text in texts[:26] if max(text, default="") < "\xff"]
    for seed in (0, 1, 42, 4294967295):
        source = "|".join(texts).encode("utf-8", "surrogatepass")
        answer = subprocess.run([sys.executable, "-c", HASHED], input=source, capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": str(seed)})
        for text, result in zip(texts, answer.stdout.split(), strict=True):
            file.ask("hash", seed, text, result=int(result))


file = File(1)
for alphabet in ALPHABETS:
    for size in (4, 12, 30):
        for _ in range(9):
            searches(file, "", alphabet, size)
for alphabet in BYTES:
    for size in (4, 12, 30):
        for _ in range(9):
            searches(file, "bytes.", alphabet, size)
for _ in range(2):
    searches(file, "", ALPHABETS[0], 300)
    searches(file, "", ALPHABETS[5], 300)
file.write("search.tsv")

file = File(2)
for alphabet in ALPHABETS:
    for _ in range(30):
        shown(file, alphabet)
for alphabet in BYTES:
    for _ in range(20):
        text = file.text(alphabet, 12)
        file.ask("bytes.repr", text, result=repr(text))
for c in [*range(0x180), 0x2028, 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0xFFFF, 0x10000, 0x1F600, 0xE0001, 0x10FFFF]:
    file.ask("repr", chr(c), result=repr(chr(c)))
    file.ask("ascii", chr(c), result=ascii(chr(c)))
hashes(file)
file.write("shown.tsv")


CASES = ["lower", "upper", "title", "capitalize", "swapcase", "casefold"]
TEXT_QUESTIONS = ["isalpha", "isalnum", "isdecimal", "isdigit", "isnumeric", "isspace", "isprintable", "isidentifier", "islower", "isupper", "istitle"]
BYTES_QUESTIONS = ["isalpha", "isalnum", "isdigit", "isspace", "islower", "isupper", "istitle"]
LETTERS = [
    "aZ_1",
    "aA 1'",
    "Ab\xdf\xe9\xc9\xff\xb5 \xaa",
    "aA\u03a3\u03c3\u03c2\u02b0\xad' ",
    "a\u01c4\u01c5\u01c6\u0130\u0131\u0149\ufb03\u1f80\u1e9e ",
    "A\U00010400\U00010428\u03a3\U000e0001\u0661\xb2\xbd",
    " \t\u3000\x1c\x85\xa0",
    "1\u0661\xb2\xbd",
]


def letters(file, prefix, text):
    for name in CASES:
        if not prefix or name != "casefold":
            file.ask(prefix + name, text, result=getattr(text, name)())
    for name in BYTES_QUESTIONS if prefix else TEXT_QUESTIONS:
        file.ask(prefix + name, text, result=getattr(text, name)())


def padded(file, prefix, text, fill):
    width = file.random.randrange(len(text) + 6)
    for name in ("center", "ljust", "rjust"):
        file.ask(prefix + name, text, width, fill, result=getattr(text, name)(width, fill))
    sign = file.random.choice([text[:0], text[:0], b"-", b"+"])
    text = (sign if prefix else str(sign, "ascii") if sign else "") + text
    file.ask(prefix + "zfill", text, width, result=text.zfill(width))
    size = file.random.choice([0, 1, 3, 4, 8])
    tabs = text[:0].join([text[i : i + 1] + (b"\t" if prefix else "\t") * (file.random.random() < 0.4) for i in range(len(text))])
    file.ask(prefix + "expandtabs", tabs, size, result=tabs.expandtabs(size))


def from_hex(text):
    """The bytes; or what is wrong, as a place or -1 for a missing digit."""
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        message = str(error)
    return [int(message.split()[-1])] if "position" in message else [-1]


file = File(3)
for alphabet in LETTERS:
    for size in (3, 6, 12):
        for _ in range(12):
            letters(file, "", file.text(alphabet, size))
            padded(file, "", file.text(alphabet, size), file.random.choice(["-", "\xe9", "\u03b1", "\U00010400"]))
for alphabet in (b"ab\n\r1", b"aA1 ", b"aB \xff\xe9\n", b" \t\v", b"12"):
    for size in (3, 6, 12):
        for _ in range(12):
            letters(file, "bytes.", file.text(alphabet, size))
            padded(file, "bytes.", file.text(alphabet, size), b"-")
for text in ("", "a", "aB", "\xdf", "\u03a3", "\ud800", "\U00010400"):
    letters(file, "", text)
for _ in range(60):
    text = file.text(b"\x00\x12\xab\xff", 9)
    group = file.random.choice([-3, -2, -1, 0, 1, 2, 3, 20])
    file.ask("hex", text, group, result=text.hex(":", group))
    file.ask("hex_alone", text, result=text.hex())
    for text in (file.text("1aF \t", 8), file.text("1aF  g\x1c", 8), file.text("1aF\xe9\u0661g", 7)):
        file.ask("fromhex", text, result=from_hex(text))
    for text in (file.text(b"1aF  g\x1c\x85", 8), file.text(b"1aF ", 8)):
        file.ask("bytes.fromhex", text, result=from_hex(text))
    text, old, delete = (file.text(b"abcd\xff", size) for size in (12, 4, 3))
    new = bytes(file.random.choices(b"xyza", k=len(old)))
    file.ask("bytes.translate", text, old, new, delete, result=text.translate(bytes.maketrans(old, new), delete))
    file.ask("bytes.delete", text, delete, result=text.translate(None, delete))
file.write("letters.tsv")
