"""Writes the files beside it from CPython's own Unicode database (3.14: Unicode 16.0.0).

    python3.14 spec/unicode/dump.py [NameAliases.txt]

The database cannot list its aliases, so for the names those of any later Unicode's NameAliases.txt are tried; it decides.
"""

import fractions
import pathlib
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
CODE_POINTS = range(0x110000)
HEADER = f"# Unicode {unicodedata.unidata_version}, from CPython's unicodedata by dump.py."


FLAGS = {
    "s": lambda ch: ch.isidentifier(),
    "c": lambda ch: ("a" + ch).isidentifier(),
    "p": lambda ch: ch.isprintable(),
    "w": lambda ch: ch.isspace(),
    "a": lambda ch: ch.isalpha(),
    "l": lambda ch: ch.islower(),
    "u": lambda ch: ch.isupper(),
    "t": lambda ch: unicodedata.category(ch) == "Lt",
    "i": lambda ch: is_case_ignorable(ch),
    "n": lambda ch: ch.isnumeric(),
    "m": lambda ch: unicodedata.mirrored(ch),
}


def is_case_ignorable(ch):
    """A sigma is final behind a cased letter and things to ignore, so those alone before it do not make it final."""
    return ("A" + ch + "\u03a3").lower()[-1] == "\u03c2" != (ch + "\u03a3").lower()[-1]


def properties():
    """Runs of code points with equal properties."""
    yield HEADER
    yield "# First code point of a run, its properties: s XID_Start (and _), c XID_Continue, p printable, w whitespace,"
    yield "# a alphabetic, l lowercase, u uppercase, t titlecase, i case-ignorable, n numeric, m mirrored, - none; then general"
    yield "# category, bidirectional class, combining class, East Asian width, value as a decimal digit, value as a digit."
    last = None
    for c in CODE_POINTS:
        ch = chr(c)
        run = " ".join(
            [
                "".join(letter for letter, holds in FLAGS.items() if holds(ch)) or "-",
                unicodedata.category(ch),
                unicodedata.bidirectional(ch) or "-",
                str(unicodedata.combining(ch)),
                unicodedata.east_asian_width(ch),
                str(unicodedata.decimal(ch, "-")),
                str(unicodedata.digit(ch, "-")),
            ]
        )
        if run != last:
            yield f"{c:X} {run}"
            last = run


def cases():
    """The characters that have another case."""
    yield HEADER
    yield "# Code point, then str.lower, str.upper, str.title, str.casefold of it; - where it is unchanged."
    for c in CODE_POINTS:
        ch = chr(c)
        mapped = [ch.lower(), ch.upper(), ch.title(), ch.casefold()]
        if any(other != ch for other in mapped):
            yield f"{c:X}\t" + "\t".join("-" if other == ch else hexadecimal(other) for other in mapped)


def hexadecimal(text):
    return " ".join(f"{ord(c):X}" for c in text)


def numbers():
    """The characters that have a numeric value."""
    yield HEADER
    yield "# First code point of a run, length, value of the first as a fraction; in a run each value is greater by one."
    run = None
    for c in CODE_POINTS:
        value = unicodedata.numeric(chr(c), None)
        if value is None:
            continue
        value = fractions.Fraction(value).limit_denominator(1000)
        if run is not None and c == run[0] + run[1] and value == run[2] + run[1]:
            run[1] += 1
            continue
        if run is not None:
            yield "{:X} {} {}".format(*run)
        run = [c, 1, value]
    yield "{:X} {} {}".format(*run)


def decompositions():
    """The characters that are made of others, as `unicodedata.decomposition` shows them; Hangul syllables are computed."""
    for c in CODE_POINTS:
        parts = unicodedata.decomposition(chr(c))
        if parts and not 0xAC00 <= c <= 0xD7A3:
            yield f"{c:X};{parts}"


def version_3_2():
    """What Unicode 3.2 says otherwise: `unicodedata.ucd_3_2_0`."""
    yield HEADER
    yield "# How Unicode 3.2.0 differs: a property, the first and last code point of a run, the value they have there (- for none)."
    yield "# `unassigned` ones have no properties; `canonical` is what the decomposition of a character was mistaken for."
    old, new = unicodedata.ucd_3_2_0, unicodedata
    unassigned = {c for c in CODE_POINTS if old.category(chr(c)) == "Cn" != new.category(chr(c))}
    yield from changed("unassigned", lambda c: "-" if c in unassigned else None)
    for name in "category", "bidirectional", "mirrored", "east_asian_width":
        ask = lambda database, c: getattr(database, name)(chr(c))
        yield from changed(name, lambda c: differs(ask(old, c), ask(new, c)) if c not in unassigned else None)
    for name in "decimal", "numeric":
        ask = lambda database, c: getattr(database, name)(chr(c), "-")
        yield from changed(name, lambda c: differs(ask(old, c), ask(new, c)) if c not in unassigned else None)
    nfd = lambda database, c: hexadecimal(database.normalize("NFD", chr(c)))
    yield from changed("canonical", lambda c: differs(nfd(old, c), nfd(new, c)) if c not in unassigned else None)


def differs(old, new):
    return None if old == new else str(old)


def changed(name, value):
    """The runs of code points for which there is the same value."""
    run = None
    for c in range(0x110001):
        found = value(c) if c < 0x110000 else None
        if run is not None and found == run[2]:
            run[1] = c
            continue
        if run is not None:
            yield "{} {:X} {:X} {}".format(name, *run)
        run = None if found is None else [c, c, found]


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
for make in (properties, cases, numbers, decompositions, version_3_2):
    (HERE / f"{make.__name__}.txt").write_text("\n".join(make()) + "\n")
if len(sys.argv) > 1:
    (HERE / "names.txt").write_text("\n".join(names(sys.argv[1], runs)) + "\n")
