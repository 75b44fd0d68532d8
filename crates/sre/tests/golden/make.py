"""Asks CPython 3.14 what patterns compile to and what they match: python3.14 make.py > matches.tsv

P  pattern  groups  code words
T  mode (match, fullmatch, search)  code points of the text  spans of the match and its groups, lastindex; or -
"""

import random
import re
import _sre
from re import _compiler, _parser

random.seed(314)

PATTERNS = r"""
abc
a*
a+b
[a-c]+d?
(a)(b)?c
(a|ab)(c|bcd)(d*)
(?:a|b)*c
(?:(a)|b)*
(?:(a)|(b)|c)+
(a*)*
(a*)+?b
(a|b*)*?c
(?:a?)*?b
(?:a??)*b
((a)|b(c)?)*d
(ab|a)((?:bc|b)*)\2?
(.*)x(.*)
.*?x
a.c
(?s)a.c
^a
a$
(?m)^b
(?m)a$
\Aa
a\Z
\bab\b
\Bb
\B
\d+
\D+
\w+\W\w
\s+\S
(?a)\w+
(?a)\d\s
(?i)aBc
(?i)[a-f]+
(?i)[^a-f]+
(?ia)[a-zé]+
(?i)ß|ſ|K
(?i)[k-s]+
(?i)straße
(?i)Ωσ
(?i)(σ+)\1
(?ia)(a+)\1
(a+)\1
(a)?(?(1)b|c)
(a)?(?(1)b)c
(?=ab)a
(?=(a+))a*b
(?!ab)a
(?<=a)b
(?<!a)b
(?<=(a))b
(?<!(a)b)c
(?:(?!ab).)*
(?>a+)b
(?>a|ab)c
(?>(a+))a
a++b
a++a
a?+b
(?:ab)++c
(?:ab|a)*+b
(?:(a)x|ab|b)*+
(?:a{2,3}+)a
(?:a|b){2,3}
(?:a|b){2,3}?c
(?:(a)|b){3}
a{2}
a{2,}
a{,2}
a{2,3}?
[^\n]*
[^a]
[é-ü]+
[α-ω]+
[\U00010000-\U0010ffff]
[^α]
[\w.]+@[\w.]+
[\s\S]
[^\s\S]
(foo|bar|baz)+
(?:foo|bar|baz|[0-9]|qux)+
(?:a|e|i|o|u|aa)b
(a(?:b(c|d)?)*)+e
(?P<x>a)(?P<y>b)?(?P=x)
(?:(?=(b))|a)*b
(?:(a)|(?=b))*?b
((?:a|b(?!c))+)c?
(((a)|b)*c)*
(?:a(?:b|c)*?)*?d
(\w+)\s+\1
(?i:a)b
(?-i:a)b
x*
(x*)*y
(?:x*)*
(|a)+
(a|)+
(?:|a)*b
(?:a|)*?b
(a?){3}
(a??){2}b
(?:(b)|(a)(?(1)c|b))+
(?s:.)*b
.*
.+?b
\n?.
[a-z]+@[a-z]+\.com
(?:[a-z]{2,3}\d)*
(?:\w+\d)*x
(\d{3})-(\d{4})
(?<=\d)\D(?=\d)
^(?:a+)+$
^$
(?m)^$
(?:a\Z|b)+
.{3}
(?:.{2})*
(?:..)*?b
(a+|b+)+?c
(?>(?:a|b)+)c
(?:(?>a*)b)*
((a)?b)*+
(?:(a)?+b)*
(?=a(?=b(?=c)))abc
(?!a(?!b))\w+
(?:a(?=(b))b)*
(?i)\u0130|i\u0307
[\x00-\xff]+
[\x80-\uffff]+
[^\x80-\uffff]+
(?i)[\u0400-\u04ff]+
""".strip().splitlines()

TEXTS = """

a
b
ab
abc
aab
aaab
abab
abcbcd
abcd
aabb
aaa
ba
bab
bc
c
cab
abxab
axab
abcabd
foo bar
foobarbaz qux1
foo foo
x
xxy
a\\nb
\\nb\\n
a\\n
\\n
a b
ABC
aBcAbC
Kk
straße STRASSE
é ü É
αβγ ω
Ωσς ΣσΣ
σΣσ
😀a😀
\\ud800b
user@example.com, other@site.com
123-4567 89
1a2
١٢٣ 4
abababc
aaaaaaaaaaaaaaaaaaaaac
aaaaab
\\x85\\xa0\\u2028x
ſs Kk
İi̇
а Б в
_a1
""".splitlines()

ALPHABET = "abcx1 \nA@.é"


def words(pattern):
    parsed = _parser.parse(pattern)
    code = _compiler._code(parsed, 0)
    return parsed.state.groups - 1, code, re.compile(pattern)


def show(match):
    if match is None:
        return "-"
    spans = ";".join(f"{start},{end}" for start, end in match.regs)
    return f"{spans};{match.lastindex or 0}"


def ask(pattern, texts):
    try:
        groups, code, compiled = words(pattern)
    except (re.error, OverflowError):
        return
    print("P", ascii(pattern), groups, " ".join(str(int(word)) for word in code), sep="\t")
    for text in texts:
        points = " ".join(f"{ord(c):x}" for c in text)
        for mode in ("match", "fullmatch", "search"):
            print("T", mode, points, show(getattr(compiled, mode)(text)), sep="\t")


def atom(depth):
    choice = random.randrange(16)
    if choice < 6 or depth > 3:
        return random.choice(["a", "b", "c", "ab", ".", "[ab]", "[^a]", r"\w", "x"])
    inner = alternatives(depth + 1)
    return [f"(?:{inner})", f"({inner})", f"({inner})", f"(?:{inner})", f"(?={inner})", f"(?!{inner})",
            f"(?>{inner})", r"\1", r"(?(1)a|b)", r"\b"][choice - 6]


def alternatives(depth=0):
    sequences = []
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        parts = []
        for _ in range(random.randrange(1, 4)):
            parts.append(atom(depth) + random.choice(["", "", "", "*", "+", "?", "*?", "+?", "??", "*+", "?+", "{2}", "{1,2}", "{0,2}?"]))
        sequences.append("".join(parts))
    return "|".join(sequences)


texts = [line.encode("ascii", "backslashreplace").decode("unicode_escape") if "\\" in line else line for line in TEXTS]
for pattern in PATTERNS:
    ask(pattern, texts)
for _ in range(RANDOM := 900):
    ask(alternatives(), ["".join(random.choice("abcx") for _ in range(random.randrange(9))) for _ in range(3)])
