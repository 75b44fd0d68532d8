"""Sizes that no memory holds give MemoryError or OverflowError, not an end of the process."""
import itertools


def attempt(source):
    try:
        result = eval(source)
        print(source, "->", type(result).__name__)
    except (MemoryError, OverflowError, ValueError, TypeError) as error:
        print(source, type(error).__name__, error)


for source in """
[0] * 2**62
[0] * 2**63
(0,) * 2**62
"x" * 2**62
"é" * 2**61
b"x" * 2**62
bytearray(2**62)
bytes(2**62)
bytearray(b"x") * 2**62
list(range(2**62))
[None] * (2**60)
"".ljust(2**62)
"x".zfill(2**62)
"a".center(2**62)
b"a".ljust(2**62)
"%.*f" % (2**31, 1.0)
format(1, "99999999999")
format("", "<9999999999999999999999")
"x".expandtabs(2**40)
"\\t\\t".expandtabs(2**62)
1 << 2**62
1 << 2**63
int("1" * 5000)
list(itertools.repeat(1, 2**62))
[1, 2].index(1, 2**100)
"ab".find("b", -2**100, 2**100)
range(2**100)[2**99]
len(range(2**63))
slice(2**100).indices(5)
sum(range(0)).to_bytes(2**40, "big")
bytes([1]) * (2**63 - 1)
"ab".replace("", "x" * 2**20) * 2**50
memoryview(bytearray(8)).cast("B", [2**40, 2**40])
[].pop(2**100)
[].insert(2**100, 1)
"x" * -2**70
"x" * 2**70
[1] * -2**70
bytes(-1)
bytearray(-2**70)
"a".join(["b"] * 3).rjust(2**70)
chr(2**70)
hash(2**1000) == hash(2**1000)
round(1.5, 2**40)
pow(2, 2**20, 7)
complex(10**400)
float(10**400)
int(1e308) > 0
divmod(10**400, 1.5)
10**400 / 10**399
10**400 * 1.0
""".strip().splitlines():
    attempt(source)
