"""Strings of each width: concatenation, slices, comparisons, hashes and searches over mixed widths."""
parts = ["", "ascii", "latiné", "bmpΩ", "astral\U0001f600", "\udc80", "\x00"]
for a in parts:
    for b in parts:
        joined = a + b
        print(len(joined), ascii(joined), a < b, a == b, b in joined, joined.find(b), ascii(joined.replace(b, "-") if b else ""), joined[1::2].__len__(), joined.startswith(a), joined.rfind(a), ascii(a.join([b, b])), hash(joined) == hash("".join([a, b])))
s = "".join(parts)
for i in range(-3, len(s), 5):
    print(ascii(s[i]), ascii(s[i:]), ascii(s[:i:3]))
print(ascii(max(s)), ascii(min(s)), sorted(set(s))[-1] == "\U0001f600", ascii(s.translate({0: None, 0x1F600: "face"})))
print(ascii("é".join("abc")), ascii("\U0001f600".join("ab")), ascii("Ω" * 3), ascii(("a" * 3 + "é")[:3]), ("a" * 3 + "é")[:3].isascii())
