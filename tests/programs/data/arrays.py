"""Arrays."""
import array
import _warnings

_warnings.filters.insert(0, ("ignore", None, DeprecationWarning, None, 0))


def clean(text):
    """Without addresses."""
    first, *rest = text.split(' at 0x')
    return first + ''.join(' at ...' + part[part.index('>'):] for part in rest)


def t(f, *a, **k):
    name = getattr(f, '__name__', type(f).__name__)
    try:
        print(clean(f'{name} {k} {f(*a, **k)!r}'))
    except Exception as e:
        print(clean(f'{name} {k} {type(e).__name__} {e}'))


def show(*values):
    """print() without addresses."""
    print(clean(' '.join(map(str, values))))


A=array.array
t(A); t(A,'x'); t(A,1); t(A,'ii'); t(A,'i',1); t(A,'i',[1,'a']); t(A,'i',[1],2); t(A,'i',x=1); t(A,'i','abc'); t(A,'u','abc'); t(A,'w','abc'); t(A,'w',[1]); t(A,'w',['ab']); t(A,'u',['ab']); t(A,'w',['a','b']); t(A,'b',[200]); t(A,'B',[-1]); t(A,'B',[256]); t(A,'h',[2**15]); t(A,'H',[2**16]); t(A,'H',[-1]); t(A,'i',[2**31]); t(A,'I',[2**32]); t(A,'I',[-1]); t(A,'l',[2**63]); t(A,'L',[2**64]); t(A,'L',[-1]); t(A,'q',[2**63]); t(A,'Q',[2**64]); t(A,'Q',[-1]); t(A,'f',['a']); t(A,'d',['a']); t(A,'b',[1.5]); t(A,'I',[1.5]); t(A,'Q',['a']); t(A,'f',[1e300]); t(A,'b',b'abc'); t(A,'i',b'abc'); t(A,'i',b'abcd'); t(A,'i',bytearray(b'abcd')); t(A,'d',A('i',[1,2])); t(A,'i',A('d',[1.0])); t(A,'i',range(5)); t(A,'i',(x for x in (1,2))); t(A,'w',A('w','ab')); t(A,'i',A('w','ab')); t(A,'w',A('i',[1])); t(A,'u',A('w','a')); t(A,'w',A('u','a'));t(A,'i',None); t(A, 'b', 'x'); t(A, b'i')
a=A('i',[1,2,3,4,5])
show(a, a.typecode, a.itemsize, len(a), a[0], a[-1], a[1:3], a[::2], a[::-1], repr(A('i')), A('w','héllo'), A('d',[1.5,2]), A('f',[0.1]))
t(a.__getitem__,10); t(a.__getitem__,'a'); 
for k in (10,'a',1.0,2**70):
  try: a[k]
  except Exception as e: show(type(e).__name__,e)
  try: a[k]=1
  except Exception as e: show(type(e).__name__,e)
  try: del a[k]
  except Exception as e: show(type(e).__name__,e)
for v in ('x',2**40,1.5):
  try: a[0]=v
  except Exception as e: show(type(e).__name__,e)
  try: a.append(v)
  except Exception as e: show(type(e).__name__,e)
a[1:3]=A('i',[9,9,9,9]); show(a); a[::2]=A('i',[0]*4) if len(a[::2])==4 else a[::2]; show(a)
try: a[1:2]=[1]
except Exception as e: show(type(e).__name__,e)
try: a[1:2]=A('d',[1])
except Exception as e: show(type(e).__name__,e)
try: a[::2]=A('i',[1])
except Exception as e: show(type(e).__name__,e)
del a[1:3]; show(a); del a[::2]; show(a); a[1:1]=a; show(a); a[::-1]=a; show(a); a*=2; show(a, a*2, 2*a, a+a); a+=A('i',[7]); show(a)
for f in (lambda: a+[1], lambda: a+A('d'), lambda: a*'a', lambda: a.extend(A('d')), lambda: a.extend(5), lambda: a.__iadd__([1]), lambda: a<5, lambda: A('i',[1])<A('d',[2.0]), lambda: A('i',[1,2])==A('d',[1.0,2.0]), lambda: A('i',[1])==[1], lambda: a.pop(100), lambda: A('i').pop(), lambda: a.remove(99), lambda: a.index(99), lambda: a.index(7,1,2), lambda: a.index(7), lambda: a.index(7,-1), lambda: a.count(9), lambda: 9 in a, lambda: a.insert(0,'x'), lambda: a.insert(1,55), lambda: a.insert(-100,44), lambda: a.insert(100,33), lambda: a.tolist(), lambda: a.pop(), lambda: a.pop(0), lambda: a.pop(-2), lambda: a.reverse(), lambda:a, lambda: a.byteswap(), lambda: a, lambda: a.byteswap(), lambda: A('B',[1,2]).byteswap(), lambda: A('d',[1.0]).tobytes(), lambda: a.tobytes(), lambda: a.frombytes(b'abc'), lambda: a.frombytes(b'abcd'), lambda: a.frombytes(5), lambda:a.frombytes('abcd'), lambda: a.fromlist([1,2]), lambda: a.fromlist((1,)), lambda: a.fromlist([1,'a']), lambda: a, lambda: a.fromunicode('a'), lambda: a.tounicode(), lambda: A('w','abc').tounicode(), lambda: A('u','abc').tounicode(), lambda: a.buffer_info()[1], lambda: a.__copy__(), lambda: a.__deepcopy__({}), lambda: a.__reduce_ex__(2), lambda: a.__reduce_ex__(3), lambda: a.__reduce_ex__(), lambda: A('u','ab').__reduce_ex__(3), lambda: A('w','ab').__reduce_ex__(4), lambda: A('d',[1.5]).__reduce_ex__(4), lambda: hash(a), lambda: array.typecodes, lambda: a.clear(), lambda: a, lambda: iter(a), lambda: list(iter(A('i',[1,2]))), lambda: iter(A('i',[1,2])).__reduce__(), lambda: A[int], lambda: memoryview(A('i',[1,2])).format, lambda: memoryview(A('w','ab')).format, lambda: memoryview(A('u','ab')).format, lambda: memoryview(A('L',[1])).format, lambda: bytes(A('h',[1,2])), lambda: memoryview(A('d',[1.5,2.5])).tolist(), lambda: A('w').fromunicode(5), lambda: A('w').fromunicode('xyz')):
  try: show(f())
  except Exception as e: show(type(e).__name__,e)
m=memoryview(a:=A('i',[1,2,3]))
for f in (lambda: a.append(1), lambda: a.pop(), lambda: a.extend([1]), lambda: a.insert(0,1), lambda: a.clear(), lambda: a.__imul__(2), lambda: a.frombytes(b'1234'), lambda: a.__setitem__(0,7), lambda: a.__delitem__(0), lambda: a.__setitem__(slice(0,1),A('i',[1,2])), lambda: a.__setitem__(slice(0,1),A('i',[5])), lambda: a.extend(A('i')), lambda: a.byteswap(), lambda: a.reverse(), lambda: a.__imul__(1), lambda: a.__imul__(0), lambda: a.remove(9),lambda: a):
  try: show(f())
  except Exception as e: show(type(e).__name__,e)
m[0]=42; show(a); m.release(); a.append(1); show(a)
R=array._array_reconstructor
t(R,A,'i',0,b'\x01'); t(R,A,'b',0,b'\x01\x02'); t(R,A,'b',1,b'\x01\xff'); t(R,A,'i',8,b'\x01\0\0\0'); t(R,A,'i',9,b'\0\0\0\1'); t(R,A,'d',16,b'\0'*8); t(R,A,'d',17,b'?\xf0\0\0\0\0\0\0'); t(R,A,'f',14,b'\0\0\x80?'); t(R,A,'w',20,'ab'.encode('utf-32-le')); t(R,A,'u',18,'ab'.encode('utf-16-le')); t(R,A,'u',21,'ab'.encode('utf-32-be')); t(R,A,'i',22,b''); t(R,A,'i',-1,b''); t(R,int,'i',0,b''); t(R,A,'x',0,b''); t(R,A,'i',0,'a'); t(R,A,'i',3,b'\1\0\2\0'); t(R,A,'b',3,b'\1\0\2\1'); t(R,A,'q',13,b'\0'*7+b'\1'); t(R,A,'Q',10,b'\1'+b'\0'*7); t(R,1,'i',0,b''); t(R,A,'ii',0,b''); t(R,A,'i','a',b'')
class S(A): pass
s=S('i',[1]); s.x=1; show(s, s.__reduce_ex__(3), s[:], s+s, s*2, s.__copy__())
t(S); t(S,'i',[1]); 
class S2(A):
  def __init__(self,*a,**k): pass
t(S2,'i',[1],x=1)
for c in 'bBuwhHiIlLqQfd': a=A(c); show(c,a.itemsize, repr(a))
t(A('w').append,'ab'); t(A('w').append,5); t(A('u').append,'ab'); t(A('u').append,5); t(A('b').append); t(A('w','\U0001F600a').tounicode); 
class F:
  def __init__(s,d): s.d=d
  def read(s,n): r=s.d[:n]; s.d=s.d[n:]; return r
  def write(s,b): show('w',b)
a=A('i'); t(a.fromfile,F(b'\1\0\0\0\2\0\0\0'),2); show(a); t(a.fromfile,F(b'\1\0\0\0\2\0'),2); show(a); t(a.fromfile,F('a'),1); t(a.fromfile,F(b''),-1); a.tofile(F(b'')); t(a.fromfile,5,1); t(a.tofile,5)
I=A('i',[1,2,3]); it=iter(I); next(it); show(it.__reduce__()); it.__setstate__(2); show(list(it)); show(it.__reduce__()); t(it.__setstate__,'a'); show(type(it))
show(A('d',[float('nan')])==A('d',[float('nan')]), A('i',[1,2])<A('i',[1,3]), A('i',[1])<=A('i',[1,2]), A('i',[2])>A('i',[1,2]), A('i',[])==A('d',[]), A('i',[1])!=A('i',[1]))
