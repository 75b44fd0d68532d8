# Memory that is not lent as a function wants it: which of them tell of that, and which of the argument.
import array
import binascii
import io
import os
import re
import struct
import symtable


def attempt(name, function, *args):
    try:
        print(name, repr(function(*args)))
    except BaseException as error:
        print(name, type(error).__name__, error)


class Refusing:
    def __buffer__(self, flags):
        raise KeyError("no memory")

    def __repr__(self):
        return "Refusing()"


class Raw(io.RawIOBase):
    def __init__(self, memory):
        self.memory = memory

    def readable(self):
        return True

    def read(self, size):
        return self.memory

    read1 = read


FUNCTIONS = {
    "float": float,
    "int": int,
    "int with base": lambda it: int(it, 10),
    "complex": complex,
    "str": lambda it: str(it, "utf-8"),
    "bytes": bytes,
    "bytearray": bytearray,
    "fromhex": bytes.fromhex,
    "+": lambda it: b"a" + it,
    "bytearray +": lambda it: bytearray(b"a") + it,
    "join": lambda it: b"a".join([it]),
    "find": b"abc".find,
    "replace": lambda it: b"abc".replace(it, b""),
    "in": lambda it: it in b"abc",
    "%b": lambda it: b"%b" % it,
    "strip": b"a".strip,
    "==": lambda it: b"a" == it,
    "extend": lambda it: bytearray(b"abc").extend(it),
    "slice": lambda it: bytearray(b"abc").__setitem__(slice(0, 2), it),
    "from_bytes": int.from_bytes,
    "eval": eval,
    "exec": exec,
    "compile": lambda it: compile(it, "", "eval"),
    "symtable": lambda it: symtable.symtable(it, "", "exec"),
    "search": lambda it: re.search(b"a", it),
    "hexlify": binascii.hexlify,
    "a2b_hex": binascii.a2b_hex,
    "unpack": lambda it: struct.unpack("3s", it),
    "pack_into": lambda it: struct.pack_into("b", it, 0, 1),
    "frombytes": lambda it: array.array("b").frombytes(it),
    "BytesIO": lambda it: io.BytesIO().write(it),
    "readinto": lambda it: io.BytesIO().readinto(it),
    "readinto1": lambda it: io.BufferedReader(io.BytesIO(b"abc")).readinto1(it),
    "os.readinto": lambda it: os.readinto(0, it),
    "TextIOWrapper": lambda it: io.TextIOWrapper(Raw(it)).read(3),
}
for name, function in FUNCTIONS.items():
    attempt(name, function, memoryview(b"1.5xx")[::2])
    if name not in ("bytes", "bytearray", "slice"):
        attempt(name, function, Refusing())
    if name not in ("==", "TextIOWrapper"):
        attempt(name, function, None)
attempt("indented", eval, bytearray(b"  1 + 1"))
attempt("indented", eval, memoryview(b"\t1 + 1"))


# Calling str itself speaks of None as of any object, its __new__ of None.
class Text(str):
    pass


attempt("str", str, b"a", None)
attempt("str", str, b"a", "utf-8", None)
attempt("str", str, b"a", 5, None)
attempt("str", str, b"a", None, 5)
attempt("str", lambda: str(b"a", encoding=None))
attempt("str", Text, b"a", None)
