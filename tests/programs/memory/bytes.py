"""Every method and operator of bytes, with what is wrong about its arguments."""
class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Nothing:
    pass


def show(expression):
    try:
        result = eval(expression, globals())
    except BaseException as error:
        print(expression, "!!", type(error).__name__, error)
        return
    if isinstance(result, memoryview):
        items = result.tolist() if len(result.format) == 1 else result.tobytes()
        result = ("view", items, result.format, result.shape, result.strides, result.readonly, result.nbytes)
    print(expression, "->", repr(result))


for line in r'''bytes(-1)
bytes(10**20)
bytes("a")
bytes(b"a","utf8")
bytes(1,"utf8")
bytes(1,errors="x")
bytes("a",errors="strict")
bytes(encoding="utf8")
bytes(errors="x")
bytes(Nothing())
bytes([1,256])
bytes([1,-1])
bytes([1,"a"])
bytes([1,10**30])
bytes(["a"])
bytes((256,))
bytes(iter([256]))
bytes(1.5)
bytes(None)
bytes(Index(3))
bytes(Index(-3))
bytes(1,2,3,4)
bytes("a",2)
bytes("a","utf8",3)
bytes(source="a",encoding="utf8")
bytes(foo=1)
bytes("a", encoding="nope")
b"a"+"b"
b"a"+1
b"a"*"b"
b"a"*10**20
b"ab"*(2**62)
"a" in b"a"
300 in b"a"
-1 in b"a"
Index(97) in b"a"
10**30 in b"a"
None in b"a"
b"abc".__getitem__("a")
b"abc"[10]
b"abc"[10**30]
b"abc".__getitem__(1.0)
b"abc".find("a")
b"abc".find(256)
b"abc".find(-1)
b"abc".find(10**30)
b"abc".find(1.5)
b"abc".find(Index(98))
b"abc".index(b"z")
b"abc".index(1)
b"abc".rindex(b"z")
b"abc".find(b"a","x")
b"abc".count(None)
b"abc".startswith("a")
b"abc".startswith(("a",))
b"abc".startswith((b"a",))
b"abc".endswith(1)
b"abc".endswith([b"c"])
b"abc".find()
b"abc".find(1,2,3,4)
b"abc".split("a")
b"abc".split(b"")
b"abc".split(1)
b"abc".partition("a")
b"abc".partition(b"")
b"abc".join([b"a","b"])
b"abc".join(["b"])
b"abc".join([1])
b"abc".join(1)
b"abc".join(b"xyz")
b"abc".join([b"a",bytearray(b"b")])
b"".join([memoryview(b"b")])
b"".join([memoryview(b"babc")[::2]])
b"abc".center(5,"a")
b"abc".center(5,b"ab")
b"abc".center(5,bytearray(b"b"))
b"abc".center(5,bytearray(b"bc"))
b"abc".ljust(5,1)
b"abc".center("a")
b"abc".zfill("a")
b"abc".replace("a",b"b")
b"abc".replace(b"a","b")
b"abc".replace(b"a")
b"abc".translate("a")
b"abc".translate(b"a")
b"abc".translate(None,b"a")
b"abc".translate(None,"a")
b"abc".translate(bytes(range(256)),delete=b"b")
bytes.maketrans(b"a",b"bc")
bytes.maketrans("a",b"bc")
b"abc".strip("a")
b"abc".strip(1)
b"abc".removeprefix("a")
b"abc".hex("")
b"abc".hex("ab")
b"abc".hex("é")
b"abc".hex(b"\xff")
b"abc".hex(1)
b"abc".hex(":",2)
b"abc".hex(":",0)
b"abc".hex(":",-2)
b"abc".hex(sep=b"-")
b"abc".hex(None)
b"abc".hex(":","a")
b"abc".hex(bytes_per_sep=2)
bytes.fromhex("abc")
bytes.fromhex("ab c")
bytes.fromhex("zz")
bytes.fromhex("é")
bytes.fromhex(b"ab cd")
bytes.fromhex(bytearray(b"abc"))
bytes.fromhex(1)
b"abc".decode(1)
b"abc".decode("utf8",1)
b"abc".decode("utf\0")
b"a\xff".decode("ascii")
b"abc".decode("nope")
b"abc".expandtabs("a")
b"a\tb".expandtabs(10**10)
b"a\tb".expandtabs(2**31-1).__len__()
b"abc".splitlines(1)
b"abc"<"abc"
b"abc"<1
b"abc"==1
b"abc"=="abc"
b"abc"==bytearray(b"abc")
b"abc"<memoryview(b"abd")
b"abc"==memoryview(b"abc")
memoryview(b"abc")==b"abc"
memoryview(b"abc")<b"abc"
b"abc"<memoryview(bytearray(b"abc"))[::2]
b"a".__getnewargs__()
b"abc".__sizeof__()
b"".__bytes__()
hash(b"abc")
b"%d" % 1
b"%s" % "a"
b"%s" % 1
b"%b" % Nothing()
b"%c" % 256
b"%c" % b"ab"
b"%c" % bytearray(b"x")
b"%c" % "a"
b"%c" % 1.5
b"%c" % -1
b"%c" % 10**30
b"%d" % "a"
b"%x" % 1.5
b"%f" % "a"
b"%(a)s" % {b"a":b"1"}
b"%(a)s" % 1
b"%s %s" % (b"a",)
b"%s" % (b"a",b"b")
b"%y" % 1
b"%\xff" % 1
b"%a" % "\u1234"
b"%r" % "\u1234"
b"%*d" % (5,3)
b"%*d" % ("a",3)
b"%.*f" % (10**30,3)
b"%s" % memoryview(b"abc")
b"%-10s|" % b"abc"
b"%.2s|" % b"abc"
b"%05d" % -3
b"%+.3e" % 1.5
b"%#x" % 255
b"%i" % 1.9
1 % b"%d"
b"abc" % 1
b"abc" % {}
b"abc" % b"a"
b"abc" % bytearray(b"a")
b"abc" % [1]
b"%d" % Index(3)
b"%u" % 10**100
b"%.100000000000f" % 1
b"%99999999999999999999d" % 1
b"%.300d" % 1
bytes.__new__(int)
bytes.__new__()
bytes(b"abc").__class__
b"abc".capitalize(1)
b"abc".find(b"a", sub=1)
b"a".__mod__(1)
b"a".__add__("x")
b"a".__lt__(1)
b"a".__eq__("a")
b"abc".isascii()
bytes.fromhex("ab\u2003cd")
bytes.fromhex("a bc")
b"abc".rsplit(None, "a")
b"abc".split(maxsplit=1.5)
b"a b".split(b" ", 10**30)
iter(b"abc").__reduce__()
iter(b"abc").__setstate__("a")
'''.splitlines():
    show(line)
