"""Subclasses, slices, patterns; and Python code that changes byte strings and views while they are worked with."""
class B(bytes):
    pass
class S(bytes):
    __slots__=()
x=B(b'abc'); x.a=1; print(x.a, x.__dict__, x, len(x), B(x)==x, S(b'q'), hash(S(b'q'))==hash(b'q'))
class A(bytearray):
    __slots__=('z',)
    def __init__(self, *a, z=0): super().__init__(*a); self.z=z
y=A(b'abc', z=5); print(y, y.z, y.upper())
print({b'a':1}[S(b'a')], b'a' in {b'a'}, 'a' in {b'a':1})
print(b''.join(bytes([i]) for i in range(5)), sorted([b'b',b'a']), b'x'*5, 3*b'ab', b'%d-%s'%(5,b'x'))
d=bytearray(b'abcdef'); d[1:3]=range(5); print(d); d[::2]=b'zzzzz'; print(d); del d[1::3]; print(d); d+=b'12'; d*=2; print(d)
d[len(d):]=b'end'; d[:0]=b'start'; print(d, d.pop(0), d.pop(), d)
def mutate():
    class I:
        def __init__(s,v,f): s.v=v; s.f=f
        def __index__(s): s.f(); return s.v
    b=bytearray(b'0123456789')
    try: b[I(5,b.clear)]=1
    except IndexError as e: print('ok',e)
    b=bytearray(b'0123456789')
    try: b[0]=I(1,b.clear); print(b)
    except IndexError as e: print('ok',e)
    b=bytearray(b'0123456789'); 
    try: b.insert(5, I(65,b.clear)); print(b)
    except Exception as e: print(type(e),e)
    b=bytearray(b'0123456789'); print(b.find(b'5', I(0,b.clear)))
    b=bytearray(b'0123456789'); print(b.extend(I(i,b.clear) for i in (1,2)), b)
    m=memoryview(bytearray(b'abc'))
    try: m[0]=I(1,m.release)
    except ValueError as e: print('ok',e)
    m=memoryview(bytearray(b'abc'))
    try: m[I(1,m.release)]
    except ValueError as e: print('ok',e)
    b=bytearray(b'abc')
    class L:
        def __buffer__(s,f): b.append(1); return memoryview(b'xyz')
    print(b.replace(b'a', L()), b)
    b=bytearray(b'abc'); 
    class C:
        def __eq__(s,o): m.release(); return False
    m=memoryview(b'abc')
    try: print(m.index(C()))
    except ValueError as e: print('ok', e)
    m=memoryview(b'abc')
    try: print(m.count(C()))
    except ValueError as e: print('ok', e)
mutate()
def weird():
    b=bytearray(b'abc')
    it=iter(b); next(it); b.clear(); print(list(it)); b.extend(b'12345'); print(list(it))
    for i in b:
        if len(b)<9: b.append(i)
    print(b)
weird()
match b'abc':
    case bytes(z): print('m',z)
match memoryview(b'ab'):
    case [p,q]: print('seq',p,q)
match bytearray(b'ab'):
    case [p,q]: print('seq',p,q)
    case bytearray(z): print('ba', z)
print(int(b'12'), float(b'1.5'), int(bytearray(b'7')), bytes.fromhex('aabb').hex(':'), b'\xc3\xa9'.decode(), 'é'.encode(), str(b'\xc3\xa9','utf8'), str(memoryview(b'abc'),'ascii'))
print(bytes(bytearray(b'x')), bytes(memoryview(b'abc')[::-1]), bytearray(memoryview(b'abcd').cast('H')), bytes((1,2)), bytes({3}), bytes(range(3)))
print(repr(bytes(range(256))))
print(b"'", b'"', b'\'"', bytearray(b"'"), bytearray(b'"'), bytearray(b'\'"'))
print(eval(compile('b"a" b"b"','x','eval')), eval(b'1+1'), eval(bytearray(b'2+2')))
print(b'a\x00b'.translate(None, b'\x00'), b'aXbX'.rsplit(b'X',1), b' a b '.split(), b'a\r\nb\rc\n'.splitlines(True), b'abc'.partition(b'b'))

def attempt(s):
    global b
    b=bytearray(b'abc')
    class L:
        def __buffer__(s,f): b.append(1); return memoryview(b'xyz')
        def __iter__(s): b.append(1); return iter(())
        def __len__(s): b.append(1); return 1
    class I:
        def __index__(s): b.append(1); return 1
    class It:
        def __iter__(s): b.append(1); return iter([b'q'])
    try: r=eval(s,globals(),locals()); print(s,'->',r,b)
    except BaseException as e: print(s,'!!',type(e).__name__,e,b)
for s in '''b.find(L())
b.find(b'c',I())
b.find(I())
b.count(L())
b.startswith(L())
b.startswith((L(),))
b.endswith(L(),I())
b.split(L())
b.rsplit(L())
b.partition(L())
b.replace(b'a',L())
b.replace(L(),b'a')
b.strip(L())
b.translate(None,L())
b.translate(L())
L() in b
b+L()
b.__iadd__(L())
b==L()
b<L()
b.join([L()])
b.join(It())
b.extend(L())
b.__setitem__(slice(0,1),L())
b.removeprefix(L())
b.center(I())
b.hex(L())
b.hex(":",I())
b.insert(I(),5)
b.insert(0,I())
b.append(I())
b.remove(I())
b.pop(I())
b.__getitem__(I())
b.__getitem__(slice(I(),None))
b.__setitem__(I(),1)
b.__setitem__(0,I())
b.__setitem__(slice(0,1),[I()])
b*I()
b.__imul__(I())
b%L()
bytearray(b"%b")%L()
b.decode(L())
b.resize(I())
b.__init__(L())
b.__init__(I())
b.__init__([I()])
b.expandtabs(I())
b.zfill(I())
'''.splitlines(): attempt(s)
