"""Writes the files beside it from CPython's own Unicode database (3.14: Unicode 16.0.0).

    python3.14 spec/unicode/dump.py NameAliases.txt

The database cannot list its aliases, so those of any later Unicode's NameAliases.txt are tried; it decides.
"""

import pathlib
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
CODE_POINTS = range(0x110000)
HEADER = f"# Unicode {unicodedata.unidata_version}, from CPython's unicodedata by dump.py."


def properties():
    """Runs of code points with equal properties: first code point, then one letter for each property."""
    yield HEADER
    yield "# First code point of a run, then: s XID_Start (and _), c XID_Continue, p printable, w whitespace, d decimal digit."
    last = None
    for c in CODE_POINTS:
        ch = chr(c)
        flags = "".join(
            letter
            for letter, holds in (
                ("s", ch.isidentifier()),
                ("c", ("a" + ch).isidentifier()),
                ("p", ch.isprintable()),
                ("w", ch.isspace()),
                ("d", ch.isdecimal()),
            )
            if holds
        )
        # A run of digits begins with its zero, so that a digit's value is its place in the run.
        if flags != last or ("d" in flags and unicodedata.decimal(ch) == 0):
            yield f"{c:X} {flags}".rstrip()
            last = flags


PREFIXES = ["CJK UNIFIED IDEOGRAPH-", "TANGUT IDEOGRAPH-", "CJK COMPATIBILITY IDEOGRAPH-", "KHITAN SMALL SCRIPT CHARACTER-", "NUSHU CHARACTER-", "EGYPTIAN HIEROGLYPH-"]


def lookup(name):
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return None


def computed():
    """The runs of code points whose names are a prefix and their number."""
    for prefix in PREFIXES:
        first = None
        for c in range(0x110001):
            named = c < 0x110000 and lookup(f"{prefix}{c:04X}") == chr(c)
            if named and first is None:
                first = c
            elif not named and first is not None:
                yield prefix, first, c - 1
                first = None


def names(alias_file, runs):
    """All names that cannot be computed, sorted, sixteen to a line; each begins with what the one before begins with.

    An entry is `LENGTH:REST=CODE`, with the length of the shared beginning (none in the first of a line); `~` in place of `=` marks an alias.
    """
    entries = {}
    for c in CODE_POINTS:
        name = unicodedata.name(chr(c), None)
        if name is None or 0xAC00 <= c <= 0xD7A3 or any(a <= c <= b for _, a, b in runs):
            continue
        entries[name] = ("=", c)
    for line in open(alias_file):
        if line.strip() and not line.startswith("#"):
            alias = line.split(";")[1]
            found = lookup(alias)
            if found is not None and len(found) == 1 and alias not in entries:
                entries[alias] = ("~", ord(found))
    ordered = sorted(entries)
    for start in range(0, len(ordered), 16):
        line, previous = [], ""
        for name in ordered[start : start + 16]:
            mark, c = entries[name]
            shared = next((i for i, (a, b) in enumerate(zip(previous, name)) if a != b), min(len(previous), len(name)))
            line.append(f"{f'{shared}:' if previous else ''}{name[shared:]}{mark}{c:X}")
            previous = name
        yield "\t".join(line)


runs = list(computed())
ranges = ["# Names that are a prefix and the code point in hexadecimal: the prefix, the first and the last."]
ranges += [f"{prefix}\t{first:X}\t{last:X}" for prefix, first, last in runs]
(HERE / "name_ranges.txt").write_text("\n".join([HEADER, *ranges]) + "\n")
(HERE / "properties.txt").write_text("\n".join(properties()) + "\n")
(HERE / "names.txt").write_text("\n".join(names(sys.argv[1], runs)) + "\n")
