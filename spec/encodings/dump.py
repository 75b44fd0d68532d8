"""Writes charmaps.txt beside it: Python's single-byte encodings, from CPython's `encodings` package (3.14)."""

import codecs
import encodings
import encodings.aliases
import importlib
import pathlib
import pkgutil

CODECS_OF_ITS_OWN = ["utf_8", "latin_1", "ascii"]


def decode(name, byte):
    try:
        return codecs.decode(bytes([byte]), name)
    except UnicodeDecodeError:
        return None


def runs(name):
    """The bytes that are characters, as runs of consecutive bytes that stand for consecutive characters."""
    found = []
    for byte in range(256):
        ch = decode(name, byte)
        if ch is None:
            continue
        if found and found[-1][1] == byte - 1 and ord(ch) == found[-1][2] + byte - found[-1][0]:
            found[-1][1] = byte
        else:
            found.append([byte, byte, ord(ch)])
    return [f"{first:X}-{last:X}={c:X}" if last > first else f"{first:X}={c:X}" for first, last, c in found]


names = []
for module in sorted(m.name for m in pkgutil.iter_modules(encodings.__path__)):
    try:
        contents = vars(importlib.import_module(f"encodings.{module}"))
    except ImportError:
        continue  # Codecs of another operating system.
    if "decoding_table" in contents or "decoding_map" in contents:
        names.append(module)

out = ["# Single-byte encodings, from CPython's encodings package by dump.py.", "# map: name, then the bytes that stand for characters, as FIRST-LAST=CHARACTER."]
out += [f"map {name} {' '.join(runs(name))}" for name in names]
out += ["# alias: another name, in normal form, and the name."]
out += [f"alias {alias} {name}" for alias, name in sorted(encodings.aliases.aliases.items()) if name in names + CODECS_OF_ITS_OWN]
(pathlib.Path(__file__).parent / "charmaps.txt").write_text("\n".join(out) + "\n")
