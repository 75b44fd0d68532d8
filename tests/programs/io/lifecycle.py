# The ends of streams, streams that are not set up, and raw streams that misbehave.
import os
import sys
import tempfile

import _io

folder = tempfile.mkdtemp()
os.chdir(folder)
sys.stderr = _io.StringIO()


def show(f,*a):
    try: r=f(*a)
    except Exception as e: return type(e).__name__+': '+str(e)
    return repr(r)
# finalisers and order
class F(_io.FileIO):
    def __del__(self): print('del F'); super().__del__()
    def close(self): print('close F'); super().close()
    def flush(self): print('flush F'); super().flush()
f=F('file','w'); del f
f=F('file','w'); b=_io.BufferedWriter(f); b.write(b'abc'); del f; del b
print(_io.open('file','rb').read())
class T(_io.TextIOWrapper):
    def close(self): print('close T'); super().close()
t=T(_io.BufferedWriter(F('file','w')),encoding='utf-8'); t.write('héllo'); del t
print(_io.open('file','rb').read())
# errors in close
class B(_io.FileIO):
    def close(self): super().close(); 1/0
x=B('file'); del x
def bad(): raise OSError('flush')
w=_io.BufferedWriter(_io.FileIO('file','w'))
w.flush=bad
print(show(w.close)); print(w.closed)
class BadFlush(_io.BufferedWriter):
    def flush(self): raise OSError('f1')
class BadClose(_io.FileIO):
    def close(self): super().close(); raise OSError('c1')
w=BadFlush(BadClose('file','w'))
try: w.close()
except OSError as e: print(e, repr(e.__context__), w.closed)
w=_io.TextIOWrapper(BadFlush(BadClose('file','w')))
try: w.close()
except OSError as e: print(e, repr(e.__context__), w.closed)
p=_io.BufferedRWPair(BadClose('file'),BadClose('file','w'))
try: p.close()
except OSError as e: print(e, repr(e.__context__))
# reentrancy
class Re(_io._RawIOBase):
    def readable(s): return True
    def writable(s): return True
    def readinto(s,b):
        print(show(s.b.read,1)); return 0
    def write(s,b):
        print(show(s.b.write,b'1'),show(s.b.flush)); return len(b)
r=Re(); r.b=_io.BufferedReader(r); print(show(r.b.read,10))
r=Re(); r.b=_io.BufferedWriter(r); r.b.write(b'x'); print(show(r.b.flush))
# weird raws
class W(_io._RawIOBase):
    def __init__(s,v): s.v=v
    def readable(s): return True
    def writable(s): return True
    def seekable(s): return True
    def tell(s): return s.v
    def seek(s,*a): return s.v
    def readinto(s,b): return s.v
    def write(s,b): return s.v
    def truncate(s,p=None): return s.v
for v in [-1,100,'x',2**70,1.5]:
    for C in (_io.BufferedReader,_io.BufferedRandom):
        b=C(W(v),10)
        print(v,C.__name__,show(b.read,4),show(b.read1,4),show(b.peek),show(b.readinto,bytearray(4)),show(b.readline),show(b.tell),show(b.seek,3),show(b.truncate))
    b=_io.BufferedWriter(W(v),10)
    print(v,show(b.write,b'x'*4),show(b.flush),show(b.write,b'x'*40),show(b.tell),show(b.truncate,4))
    b.raw.v=10
    print(show(b.flush)); 
    try: del b
    except: pass
class Blk(_io._RawIOBase):
    n=0
    def readable(s): return True
    def writable(s): return True
    def readinto(s,b):
        s.n+=1
        if s.n%2: b[:2]=b'ab'; return 2
    def write(s,b):
        s.n+=1
        if s.n%2: return min(len(b),3)
    def read(s,n=-1): return None
b=_io.BufferedReader(Blk()); print(show(b.read,5),show(b.read,5),show(b.read),show(b.readline),show(b.read1,3),show(b.read1,3),show(b.peek),show(b.peek),show(b.readinto,bytearray(3)))
b=_io.BufferedWriter(Blk(),8)
for i in range(12):
    try: print(b.write(b'12345'*(i%4)))
    except BlockingIOError as e: print(e.args[1:], e.characters_written)
try: b.flush()
except BlockingIOError as e: print(e.characters_written)
def fl():
    for i in range(20):
        try: b.flush(); return
        except BlockingIOError: pass
fl()
t=_io.TextIOWrapper(_io.BufferedReader(Blk())); print(show(t.read))
# uninit
for C in (_io.BufferedReader,_io.BufferedWriter,_io.BufferedRandom,_io.BufferedRWPair,_io.TextIOWrapper,_io.FileIO):
    o=C.__new__(C)
    for m in ('read','write','flush','close','seek','tell','readable','writable','seekable','fileno','isatty','detach','peek','readline','truncate','getvalue','__next__','__iter__','__enter__','readlines'):
        if hasattr(C,m):
            a={'write':(b'x',),'seek':(0,)}.get(m,())
            print(C.__name__,m,show(getattr(o,m),*a) if not m in('__iter__','__enter__') else show(getattr(o,m))[:20])
    print(show(lambda:o.closed), show(lambda: repr(o))[:12])
    del o
# bytesio
b=_io.BytesIO(b'hello'); v=b.getbuffer()
print(show(b.write,b'x'),show(b.truncate,0),show(b.close),show(b.getvalue),show(b.seek,2),show(b.read),show(b.__init__,b'z'),show(b.__setstate__,(b'',0,None)))
v[0]=65; print(b.getvalue()); print(v.nbytes, v.readonly, type(v.obj)); v.release(); print(show(b.write,b'zz'),b.getvalue(), b.readinto(b.getbuffer()))
b.seek(0); m=memoryview(bytearray(10)); print(b.readinto(m[2:5]),bytes(m))
print(show(_io.BytesIO,3),show(_io.BytesIO,'x'),show(_io.BytesIO,None)[:12],show(lambda:_io.BytesIO(initial_bytes=b'q').read()))
b=_io.BytesIO(b'a\nb\nc'); print(list(b), b.readlines(), b.seek(0), b.readlines(2), b.seek(1), b.readlines(None), show(b.readlines,'x'))
b.foo=3; print(b.__getstate__(), b.__dict__); c=_io.BytesIO(); c.__setstate__(b.__getstate__()); print(c.foo,c.getvalue(),c.tell())
print(show(b.seek,2**80), show(b.seek,-1), show(b.seek,-100,1), show(b.seek,0,5), show(b.seek,2**63-1), show(b.write,b'x'), show(b.read), show(b.tell))
print(show(b.truncate,-3), show(b.truncate,'x'), show(b.read,'x'), show(b.writelines,[b'a',3]), show(b.writelines,3))
class RW:
    def __init__(s): s.l=[]
    def read(s,n): return s.l.pop()
p=_io.BufferedRWPair(_io.FileIO('file'),_io.FileIO('file','a')); p.write(b'12345\n'); p.flush(); print(p.read(3),p.peek(),p.readline(), p.read1(),p.readinto(bytearray(3)), p.closed, p.isatty(), p.readable(), p.writable(), p.seekable(), show(p.tell), show(p.detach), show(p.fileno)); p.close(); print(p.closed, show(p.read))
print(show(_io.BufferedRWPair,1,2), show(_io.BufferedRWPair,_io.BytesIO(),_io.BytesIO(),0),show(_io.BufferedRWPair,_io.BytesIO()),show(_io.BufferedReader,_io.BytesIO(),0),show(_io.BufferedReader,_io.BytesIO(),-5),show(_io.BufferedReader,_io.BytesIO(),2**62))

os.chdir("/")
for name in os.listdir(folder):
    os.unlink(folder + "/" + name)
os.rmdir(folder)
