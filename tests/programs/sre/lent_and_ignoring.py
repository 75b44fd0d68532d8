"""Memory that is searched does not move, and sets of characters that ignore case as the locale has it."""
import re

memory = bytearray(b"abcabc")
found = re.finditer(b"b", memory)
for action in (lambda: memory.extend(b"x" * 100), memory.clear, lambda: memory.__setitem__(0, 65)):
    try:
        print(action())
    except BufferError as error:
        print(error)
print([match.span() for match in found])
del found
memory.extend(b"b")
print(memory)

both = re.LOCALE | re.IGNORECASE
for pattern in (rb"[bc]", rb"[^bc]", rb"[^b-c]", rb"[^b]", rb"[^\wq]", rb"[ace]", rb"[^ace]", rb"(?:a|[^bc])", rb"\w(?<!b)"):
    print(pattern, [byte for byte in (b"a", b"A", b"b", b"B", b"c", b"C", b"q", b"Q", b" ") if re.fullmatch(pattern, byte, both)])
