"""Everything about memoryview: items, slices, casts, comparison, hashes, release."""
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


m=memoryview(b"abcdef"); w=memoryview(bytearray(b"abcdef")); s=w[::2]
m2=memoryview(bytearray(range(24))).cast('B',[2,3,4]); m1=memoryview(bytearray(range(12))).cast('B',(3,4))
z=memoryview(bytearray(8)).cast('q',())
rel=memoryview(b'x'); rel.release()

for line in r'''memoryview()
memoryview(1)
memoryview("a")
memoryview(b"a",1)
memoryview(object=b"a")
memoryview(foo=1)
memoryview(rel)
m[0]
m[6]
m[-7]
m[10**30]
m["a"]
m[1.0]
m[1:3]
m[::-1]
m[::2]
m[()]
m[0,]
m[0,0]
m[...]
m[0:1,]
m[0:1,0:1]
m2[0]
m2[0,0]
m2[1,2,3]
m2[0,0,0,0]
m2[2,0,0]
m2[0,3,0]
m2[0,0,-5]
m2[::-1].tolist()
m2[1:].shape
m2[0,0,10**30]
m2[0,0,"a"]
z[()]
z[...]
z[0]
z[:]
z.tolist()
z.shape
z.strides
z.ndim
len(z)
iter(z)
iter(m2)
len(m2)
z==memoryview(b"\0"*8).cast("q",())
m.__setitem__(0,1)
m.__delitem__(0)
w.__delitem__(0)
w.__setitem__(0,256)
w.__setitem__(0,-1)
w.__setitem__(0,10**30)
w.__setitem__(0,"a")
w.__setitem__(0,b"a")
w.__setitem__(0,1.0)
w.__setitem__(0,Index(65))
w.__setitem__(6,1)
w.__setitem__("a",1)
w.__setitem__(slice(0,2),b"xy")
w.__setitem__(slice(0,2),b"xyz")
w.__setitem__(slice(0,2),"xy")
w.__setitem__(slice(0,2),1)
w.__setitem__(slice(0,2),memoryview(b"zz").cast("b"))
w.__setitem__(slice(None,None,-1),b"fedcba")
w.__setitem__(slice(1,5),w[0:4])
w.__setitem__(slice(0,3),w[::2])
w.__setitem__((0,),5)
w.__setitem__((0,0),5)
w.__setitem__(slice(0,1),[1])
w.__setitem__((slice(0,1),),b"1")
w.tobytes()
m2.__setitem__(0,1)
m2.__setitem__((0,0),1)
m2.__setitem__((0,0,0),99)
m2.__setitem__(slice(0,1),1)
m2.__setitem__((slice(0,1),slice(0,1)),1)
z.__setitem__((),5)
z.__setitem__(...,6)
z.__setitem__(0,6)
z.tolist()
w.cast("c")[0]
w.cast("c").tolist()
w.cast("c").__setitem__(0,b"q")
w.cast("c").__setitem__(0,b"qq")
w.cast("c").__setitem__(0,1)
w.cast("?").tolist()
w.cast("?").__setitem__(0,[])
w.cast("h")
w.cast("@h")
w.cast("i")
w.cast("<h")
w.cast("x")
w.cast("hh")
w.cast("")
w.cast("F")
w.cast("D")
w.cast(1)
w.cast("h").cast("i")
w.cast("H").__setitem__(0,65536)
w.cast("h").__setitem__(0,-32769)
w.cast("h").__setitem__(0,"a")
w.cast("h").__setitem__(0,1.5)
memoryview(bytearray(8)).cast("d").__setitem__(0,"a")
memoryview(bytearray(8)).cast("f").__setitem__(0,1e300)
memoryview(bytearray(8)).cast("e").__setitem__(0,1e300)
memoryview(bytearray(8)).cast("e").__setitem__(0,1.5)
memoryview(bytearray(8)).cast("f").__setitem__(0,10**400)
memoryview(bytearray(8)).cast("P").__setitem__(0,-1)
memoryview(bytearray(8)).cast("P").__setitem__(0,2**64)
memoryview(bytearray(8)).cast("P").__setitem__(0,"a")
memoryview(bytearray(8)).cast("Q").__setitem__(0,2**64)
memoryview(bytearray(8)).cast("Q").__setitem__(0,-1)
memoryview(bytearray(8)).cast("N").__setitem__(0,-1)
memoryview(bytearray(8)).cast("n").__setitem__(0,2**63)
memoryview(bytearray(8)).cast("L").__setitem__(0,2**63)
memoryview(bytearray(8)).cast("b").__setitem__(0,200)
memoryview(bytearray(8)).cast("b").__setitem__(0,Index(-5))
memoryview(b"\xff"*8).cast("P")
memoryview(b"\xff"*8).cast("n")
memoryview(b"\0\x3c").cast("e")
memoryview(b"\0\0\xc0\x3f").cast("f")
memoryview(b"\xff"*8).cast("b")
m.cast("B",[2,3])
m.cast("B",[2,2])
m.cast("B",[2,-3])
m.cast("B",[0])
m.cast("B",["a"])
m.cast("B",[Index(2)])
m.cast("B",5)
m.cast("B",[1]*65)
m.cast("B",[2**40,2**40])
m.cast("B",[10**30])
m2.cast("B",[4,6])
m2.cast("B")
m2.cast("H")
m2.cast("H",[12])
s.cast("H")
s.tobytes()
s.tolist()
memoryview(b"").cast("H")
memoryview(b"").cast("B",[0])
memoryview(b"").cast("B",(1,))
m.cast(format="B",shape=[6])
m.tobytes("C")
m1.tobytes("F")
m1.tobytes("A")
m1.tobytes(None)
m1.tobytes(order="X")
m1.tobytes(1)
m1.tolist()
m1[::-1].tobytes()
m1[::-1].tobytes("F")
m1[::2].tobytes("A")
m.hex()
m.hex(":",2)
m1.hex()
m1[::2].hex("-")
m.toreadonly()
w.toreadonly()
m.obj
w.obj
s.obj is w.obj
m.nbytes
m1.nbytes
m1.itemsize
w.cast("h").itemsize
w.cast("@h").format
m.suboffsets
(m.c_contiguous,m.f_contiguous,m.contiguous)
(s.c_contiguous,s.f_contiguous,s.contiguous)
(m1.c_contiguous,m1.f_contiguous,m1.contiguous)
(m1[::2].c_contiguous,m1[:1].c_contiguous,m1[:1].f_contiguous,m1[:0].c_contiguous)
m1[::2].strides
s.strides
m==b"abcdef"
m==w
m=="abc"
m==None
m!=b"x"
m<m
m==m
rel==rel
rel==b"x"
rel==memoryview(b"x")
memoryview(b"a")==rel
m==memoryview(b"abcdef").cast("b")
memoryview(b"\xff").cast("b")==memoryview(b"\xff")
memoryview(b"abcdefgh").cast("i")==memoryview(b"abcdefgh").cast("l")
memoryview(b"\1\0").cast("h")==memoryview(b"\1")
memoryview(b"\1\0\2\0").cast("h")==b"\1\2"
memoryview(b"\0\0\xc0\x7f").cast("f")==memoryview(b"\0\0\xc0\x7f").cast("f")
memoryview(b"ab").cast("c")==b"ab"
m1==m1.cast("B")
m1==memoryview(bytes(range(12))).cast("B",(3,4))
hash(m)==hash(b"abcdef")
hash(w)
hash(w.toreadonly())
hash(memoryview(b"ab").cast("h"))
hash(memoryview(b"ab").cast("b"))==hash(b"ab")
hash(memoryview(b"abcd")[::2])==hash(b"ac")
hash(rel)
m.count(97)
m.count("a")
m.count()
m.index(98)
m.index(1)
m.index("a")
m.index(98,2)
m.index(98,-6,10)
m.index(98,"a")
m2.index(1)
z.index(1)
m2.count(1)
z.count(1)
list(m)
list(reversed(m))
97 in m
"a" in m
m+b"a"
m*2
bytes(m)
bytes(s)
bytearray(m1[::-1])
b"".join([m,w])
int(memoryview(b"12"))
float(memoryview(b"1.5"))
repr(m)[:12]
str(m)[:12]
rel[0]
rel.tobytes()
rel.nbytes
rel.obj
len(rel)
rel.release()
rel.cast("B")
rel.__enter__()
rel.toreadonly()
rel.__exit__(None,None,None)
iter(rel)
rel.count(1)
memoryview._from_flags(b"abc",0)
memoryview._from_flags(b"abc",1)
memoryview._from_flags(b"abc",0x11c)
memoryview._from_flags(b"abc","a")
memoryview._from_flags(1,0)
memoryview._from_flags(object=b"abc",flags=0)
memoryview._from_flags(w[::2],0)
memoryview._from_flags(w[::2],0x38)
memoryview._from_flags(w[::2],0x58)
memoryview._from_flags(w[::2],0x98)
memoryview._from_flags(w[::2],0x18)
memoryview._from_flags(w.cast("h"),0)
memoryview._from_flags(w.cast("h"),4)
memoryview._from_flags(w.cast("h"),8)
memoryview._from_flags(w.cast("h"),12)
memoryview._from_flags(m1,8)
memoryview._from_flags(m1,0)
memoryview._from_flags(m,1)
memoryview._from_flags(rel,0)
memoryview._from_flags(b"a",2**40)
b"abc".__buffer__(0)
b"abc".__buffer__(1)
b"abc".__buffer__("a")
b"abc".__buffer__()
b"abc".__buffer__(2**40)
bytearray(b"abc").__buffer__(1)
m.__buffer__(0)
bytearray(b"a").__release_buffer__(1)
bytearray(b"a").__release_buffer__(m)
m.__class__
m.__hash__ is None
type("Q",(memoryview,),{})
m.__setattr__("x",1)
setattr(m,"nbytes",1)
m.format.__class__
m.__iter__().__class__
memoryview(b"abc").__getattribute__("shape")
memoryview.__doc__ is None
'''.splitlines():
    show(line)
