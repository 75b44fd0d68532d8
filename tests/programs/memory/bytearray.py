"""Every method and operator of bytearray; what lent memory forbids; growth; subclasses."""
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


for line in r'''bytearray(-1)
bytearray(10**20)
bytearray("a")
bytearray(b"a","utf8")
bytearray(1,errors="x")
bytearray(Nothing())
bytearray([1,256])
bytearray([1,10**30])
bytearray(["a"])
bytearray(1.5)
bytearray(None)
bytearray(iter([300]))
bytearray(1,2,3,4)
bytearray(foo=1)
bytearray(b"a")+"b"
bytearray(b"a")+1
bytearray(b"a")*10**20
bytearray(b"ab")*(2**62)
"a" in bytearray(b"a")
300 in bytearray(b"a")
bytearray(b"abc")["a"]
bytearray(b"abc")[10]
bytearray(b"abc")[10**30]
bytearray(b"abc").index(b"z")
bytearray(b"abc").append(256)
bytearray(b"abc").append("a")
bytearray(b"abc").append(b"a")
bytearray(b"abc").extend("a")
bytearray(b"abc").extend(1)
bytearray(b"abc").extend([1,300])
bytearray(b"abc").extend(["a"])
bytearray(b"abc").insert("a",1)
bytearray(b"abc").insert(0,256)
bytearray(b"abc").pop(5)
bytearray().pop()
bytearray(b"abc").pop("a")
bytearray(b"abc").remove(1)
bytearray(b"abc").remove(256)
bytearray(b"abc").remove("a")
bytearray(b"abc").resize(-1)
bytearray(b"abc").resize("a")
bytearray(b"abc").resize(10**30)
bytearray(b"abc").resize(2**62)
bytearray(b"abc").__setitem__(0,256)
bytearray(b"abc").__setitem__(0,"a")
bytearray(b"abc").__setitem__(9,1)
bytearray(b"abc").__setitem__("a",1)
bytearray(b"abc").__setitem__(1.0,1)
bytearray(b"abc").__setitem__(slice(0,1),"a")
bytearray(b"abc").__setitem__(slice(0,1),5)
bytearray(b"abc").__setitem__(slice(0,1),5.5)
bytearray(b"abc").__setitem__(slice(0,3,2),b"abc")
bytearray(b"abc").__setitem__(slice(0,3,2),b"")
bytearray(b"abc").__setitem__(slice(0,1),Nothing())
bytearray(b"abc").__delitem__(9)
bytearray(b"abc").__delitem__("a")
bytearray(b"abc").__iadd__("a")
bytearray(b"abc").__iadd__(1)
bytearray(b"abc").__iadd__([1])
bytearray(b"abc").__imul__("a")
bytearray(b"abc").__imul__(2)
bytearray(b"abc").__reduce__()
bytearray(b"abc").__reduce_ex__(2)
bytearray(b"abc").__reduce_ex__(3)
bytearray(b"abc\xe9").__reduce_ex__(2)
bytearray(b"abc").__reduce_ex__()
bytearray(b"abc").__reduce_ex__("a")
bytearray(b"abc").__sizeof__()
bytearray().__sizeof__()
bytearray(b"abc").__alloc__()
bytearray(10).__alloc__()
bytearray().__alloc__()
repr(bytearray(b"a'b"))
str(bytearray(b"a'b"))
hash(bytearray())
bytearray(b"abc")<"a"
bytearray(b"abc")<b"abd"
bytearray(b"abc")==memoryview(b"abc")
bytearray(b"abc")=="abc"
bytearray(b"abc")<memoryview(b"abd")
bytearray(b"abc").copy()
bytearray(b"%s") % b"x"
bytearray(b"%s") % 1
bytearray(b"abc").join([1])
bytearray(b"abc").partition(b"b")
bytearray(b"abc").partition(b"z")
bytearray(b"abc").rpartition(bytearray(b"b"))
bytearray(b"abc").split(b"b")
bytearray(b"abc").center(7,b"xx")
bytearray(b"abc").center(7,"x")
bytearray(b"abc").fromhex(b"zz")
bytearray(b"abc").startswith(1)
bytearray(b"abc").translate(b"")
bytearray.maketrans(b"a",b"b")[97]
bytearray(b"abc").reverse(1)
bytearray(b"abc").hex(":")
bytearray(b"abc").find("a")
bytearray(b"abc").decode()
bytearray(b"ab\xff").decode()
iter(bytearray(b"ab")).__reduce__()
bytearray(b"abc").clear()
bytearray(b"abc").__init__("a","ascii")
'''.splitlines():
    show(line)

b=bytearray(b"abc")
def ex(f):
    try: print(f, '->', eval(f) if not '=' in f and not f.startswith('del') else exec(f,globals()), b)
    except BaseException as e: print(f,'!!',type(e).__name__,e,b)
ex("b.__iadd__(b)")
ex("b.extend(b)")
ex("b.__imul__(2)")
ex("b.__setitem__(slice(0,2),b)")
m=memoryview(b)
for f in ["b.append(1)","b.extend(b'')","b.extend(b'a')","b.clear()","b.pop()","b.insert(0,1)","b.remove(97)","b.resize(1)","b.resize(len(b))","del b[0]","del b[:]","del b[0:0]","b[0:1]=b'xy'","b[0:1]=b'x'","b.__iadd__(b'')","b.__iadd__(b'a')","b.__imul__(1)","b.__imul__(2)","b.__imul__(0)","b.reverse()","b.__init__()","b.__init__(b'a')","b[::2]=b'z'*len(b[::2])","del b[::2]","b.__iadd__(b)","b.extend(b)","b.__init__(3)","b.extend([])","b.extend([1])"]: ex(f)
m.release()
b=bytearray(b'abc'); it=iter(b)
print(next(it),it.__length_hint__(),it.__reduce__()); b.clear(); print(it.__length_hint__()); print(list(it), it.__reduce__(), it.__length_hint__())
it.__setstate__(1); print(it.__reduce__())
it=iter(b'abc'); it.__setstate__(-5); print(it.__reduce__()); it.__setstate__(50); print(it.__reduce__()); print(list(it),it.__reduce__())
b=bytearray(b'abc'); it=iter(b);it.__setstate__(50); print(it.__reduce__()); 
class B(bytes): pass
class A(bytearray): pass
print(type(B(b'a').upper()), type(A(b'a').upper()), type(B(b'abc')[:]), type(B(b'abc').strip()), repr(A(b'x')), repr(B(b'x')),type(A(b'a')+b'b'),type(A(b'a')*2),type(B(b'a')+b''))
print(A.fromhex('aa'), B.fromhex('aa'), type(B.fromhex('aa')), A(b'a').copy(), A(b'x').__reduce_ex__(4), B(b'').__bytes__().__class__)
a=A(b'abc'); a.x=1; print(a.__reduce__(), a.__reduce_ex__(2))
class BB:
    def __bytes__(s): return 5
show('bytes(BB())')
show('b"%b" % BB()')
class BB:
    def __bytes__(s): return B(b'xy')
show('bytes(BB())'); print(type(bytes(BB())), B(BB()), b'%s'%BB())
class Bf(bytes):
    def __bytes__(s): return b'other'
show('bytes(Bf(b"q"))'); show('b"%s" % Bf(b"q")'); show('b"".join([Bf(b"q")])')
b=bytearray(); l=[]
for i in range(200):
    b.append(1)
    if not l or l[-1]!=b.__alloc__(): l.append(b.__alloc__())
print(l)
b=bytearray(100); l=[]
for i in range(100):
    b.pop(); 
    if not l or l[-1]!=b.__alloc__(): l.append(b.__alloc__())
print(l)
b=bytearray(100); l=[]
for i in range(100):
    del b[0]
    if not l or l[-1]!=b.__alloc__(): l.append(b.__alloc__())
print(l)
b=bytearray(10); b.extend(b'abc'); print(b.__alloc__()); b.extend(iter(range(30)));print(b.__alloc__()); b+=b'x'*100; print(b.__alloc__()); b.resize(500); print(b.__alloc__()); b.clear(); print(b.__alloc__());
print((bytearray(30)+b'a').__alloc__(), (bytearray(30)*3).__alloc__(), bytearray(b'ab cd').split()[0].__alloc__())
