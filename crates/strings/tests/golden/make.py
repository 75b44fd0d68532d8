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
