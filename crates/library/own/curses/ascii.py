"""Names of ASCII's control characters, and what kinds of characters there are.

The functions take a number or a string of one character; those that ask about a kind answer for ASCII only.
"""

controlnames = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL",
    "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI",
    "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB",
    "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
    "SP",
]

for _number, _name in enumerate(controlnames):
    globals()[_name] = _number
del _number, _name
TAB = 0x09
NL = 0x0a
DEL = 0x7f


def _ctoi(c):
    return ord(c) if isinstance(c, str) else c


def _is_between(first, last):
    first, last = ord(first), ord(last)
    return lambda number: first <= number <= last


_digit, _upper, _lower = _is_between("0", "9"), _is_between("A", "Z"), _is_between("a", "z")
_hex_upper, _hex_lower = _is_between("A", "F"), _is_between("a", "f")


def isalnum(c): return isalpha(c) or isdigit(c)
def isalpha(c): return isupper(c) or islower(c)
def isascii(c): return 0 <= _ctoi(c) <= DEL
def isblank(c): return _ctoi(c) in (TAB, SP)
def iscntrl(c): return 0 <= _ctoi(c) < SP or _ctoi(c) == DEL
def isdigit(c): return _digit(_ctoi(c))
def isgraph(c): return SP < _ctoi(c) < DEL
def islower(c): return _lower(_ctoi(c))
def isprint(c): return SP <= _ctoi(c) < DEL
def ispunct(c): return isgraph(c) and not isalnum(c)
def isspace(c): return TAB <= _ctoi(c) <= CR or _ctoi(c) == SP
def isupper(c): return _upper(_ctoi(c))
def isxdigit(c): return isdigit(c) or _hex_upper(_ctoi(c)) or _hex_lower(_ctoi(c))
def isctrl(c): return 0 <= _ctoi(c) < SP
def ismeta(c): return _ctoi(c) > DEL


def _like(c, number):
    """A number in the form in which the character was given."""
    return chr(number) if isinstance(c, str) else number


def ascii(c):
    """The character with its lowest seven bits only."""
    return _like(c, _ctoi(c) & 0x7f)


def ctrl(c):
    """The control character that a key sends together with Ctrl."""
    return _like(c, _ctoi(c) & 0x1f)


def alt(c):
    """The character that a key sends together with Alt: with the eighth bit set."""
    return _like(c, _ctoi(c) | 0x80)


def unctrl(c):
    """A text that shows the character: ^A for a control character, !A for one with the eighth bit."""
    number = _ctoi(c)
    plain = number & 0x7f
    if number == DEL:
        text = "^?"
    elif isprint(plain):
        text = chr(plain)
    else:
        text = "^" + chr((plain | 0x20) + 0x20)
    return "!" + text if number & 0x80 else text
