# What streams say when they are used in wrong ways, and their attributes.
import os
import sys
import tempfile

import _io

folder = tempfile.mkdtemp()
os.chdir(folder)
sys.stderr = _io.StringIO()


def t(f):
    try: print('ok',repr(f()))
    except BaseException as e: print(type(e).__name__, e, getattr(e,'filename',None))
F=_io.FileIO
open('file','w').write('abc')
for a in [(-1,),(3.5,),(None,),('a\0b',),('file','rw'),('file','z'),('file',''),('file','r+b'),('/tmp/nonexist',),('/tmp',),(99,),('file','rbb'),('file','r++'),('file','U'),(2**40,),([],),(b'file',),('file','é')]:
    t(lambda: F(*a))
t(lambda: F('file',closefd=False))
t(lambda: F('file',opener=lambda a,b:'x'))
t(lambda: F('file',opener=lambda a,b:-3))
t(lambda: F('file',opener=lambda a,b:print(a,b,os.O_CLOEXEC) or 1/0))
t(lambda: F())
t(lambda: F('file', 3))
f=F('file')
t(lambda: f.write(b'x')); t(lambda: f.read('x')); t(lambda: f.seek('x')); t(lambda: f.seek(0,9)); t(lambda: f.seek(2**80));t(lambda: f.seek(-1));t(lambda:f.truncate(3))
t(lambda: f.__getstate__()); t(lambda:f.readinto(b'xx')); t(lambda:f.seek(1.0)); t(lambda:f.mode); t(lambda: f.closefd); t(lambda: f.__dict__);
f.close(); t(lambda: f); t(lambda:f.mode); t(lambda: f.read()); t(lambda: f.readable()); t(lambda: f.fileno()); t(lambda: f.isatty());t(lambda: f.tell())
t(lambda: f.read(1.5))
g=F('file','wb'); t(lambda:g.read()); t(lambda:g.readall()); t(lambda:g.readinto(bytearray(3))); t(lambda:g.write('x')); t(lambda:g.truncate(-1)); t(lambda: g.truncate(2.5)); t(lambda: g.truncate('x'))
h=F.__new__(F); t(lambda:h); t(lambda:h.read()); t(lambda: h.mode); t(lambda: h.close())
del h
class X(F): pass
x=X('file'); t(lambda: x); t(lambda: x.__getstate__())
del x.name; t(lambda: repr(x).replace(f'fd={x.fileno()}', 'fd=its own'))


del x,g
t(lambda: _io._IOBase().seek(0)); t(lambda: _io._IOBase(1,2,x=3)); b=_io._IOBase(); t(lambda: b.truncate()); t(lambda:b.tell()); b.close(); t(lambda: b.__dict__); t(lambda:b.flush()); t(lambda:b.isatty()); t(lambda: b.readable()); t(lambda: b.readline());t(lambda: next(b)); t(lambda: b.__enter__()); t(lambda: b._checkSeekable())
b=_io._IOBase(); t(lambda: b._checkSeekable()); t(lambda: b._checkReadable()); t(lambda: b._checkWritable()); t(lambda: b.readline()); t(lambda: b.fileno());t(lambda: b.readline('x')); t(lambda: b.readlines('x')); t(lambda: b.readline(2**70))
t(lambda: b.writelines([b''])); t(lambda: b.writelines(3));t(lambda: b._checkClosed('foo'))
class E(_io._IOBase):
    def close(self): 1/0
E()
class R(_io._RawIOBase):
    def readinto(self,b): return 100
t(lambda: R().read(5)); t(lambda: R().read('x'))
class R(_io._RawIOBase):
    def readinto(self,b): return 'x'
t(lambda: R().read(5)); t(lambda: _io._RawIOBase().read(4)); t(lambda:_io._RawIOBase().readinto(1)); t(lambda:_io._RawIOBase().write(1))
t(lambda:_io._BufferedIOBase().readinto(bytearray(2))); t(lambda:_io._BufferedIOBase().read(bytearray(2))); t(lambda:_io._BufferedIOBase().detach())
t(lambda:_io._TextIOBase().read()); t(lambda:_io._TextIOBase().encoding);t(lambda:_io._TextIOBase().readline()); t(lambda:_io._TextIOBase().detach())
io=_io
T=_io.TextIOWrapper; B=_io.BytesIO
t(lambda:T(B(),encoding='hex')); t(lambda:T(B(),encoding=3)); t(lambda:T(B(),encoding='a\0'));t(lambda:T(B(),encoding='nope'));t(lambda:T(B(),errors=3));t(lambda:T(B(),errors='a\0'))
t(lambda:T(B(),newline=3)); t(lambda:T(B(),newline='x')); t(lambda:T(B(),newline='\n\0'));t(lambda:T(3)); t(lambda:T()); t(lambda:T(B(),errors='nope'))
t(lambda:T(B(),encoding='utf-8',errors='nope').write('a'))
w=T(B(),encoding='latin1'); t(lambda:w); t(lambda:w.encoding); t(lambda:w.errors); t(lambda:w.newlines); t(lambda: w._CHUNK_SIZE)
def s(v): w._CHUNK_SIZE=v
t(lambda:s(0)); t(lambda:s('x')); t(lambda: s(-1)); t(lambda: s(2**70))
def d(): del w._CHUNK_SIZE
t(d)
t(lambda:w.write(3)); t(lambda:w.write('\u1234')); t(lambda:w.seek(1,1)); t(lambda:w.seek(1,2)); t(lambda:w.seek(-1)); t(lambda:w.seek(0,5)); t(lambda:w.seek(2**200)); t(lambda:w.seek('x')); t(lambda:w.seek(1.5))
t(lambda:w.read('x')); t(lambda:w.readline('x')); t(lambda:w.read(1.5)); t(lambda:w.readline(None)); t(lambda:w.readline(1.5))
t(lambda:w.reconfigure(encoding=3)); t(lambda:w.reconfigure(errors=3)); t(lambda:w.reconfigure(newline=3));t(lambda:w.reconfigure(newline='x')); t(lambda:w.reconfigure(line_buffering='x')); t(lambda:w.reconfigure(1)); t(lambda:w.reconfigure(encoding='hex')); t(lambda:w.reconfigure(encoding='utf8')); t(lambda:(w.encoding,w.errors))
t(lambda:type(w.detach())); t(lambda:w); t(lambda:w.read()); t(lambda:w.encoding); t(lambda:w.errors);t(lambda: w.buffer); t(lambda: w.detach()); t(lambda:w.name); t(lambda:w.closed); t(lambda:w._CHUNK_SIZE);t(lambda:w.line_buffering); t(lambda: w.close())
u=T.__new__(T); t(lambda:u); t(lambda:u.read()); t(lambda:u.closed); t(lambda: u.encoding); t(lambda:u.errors); t(lambda:u.line_buffering); t(lambda: u.buffer); t(lambda: u.__getstate__())
r=T(B(b'abc\ndef\n')); next(r); t(lambda: r.tell()); t(lambda: next(r)); t(lambda: list(r)); t(lambda: r.tell()); r.close(); t(lambda:r.read()); t(lambda: next(r)); t(lambda: r)
t(lambda: T(B(),'ascii').write('\u1234')); t(lambda: T(B(b'\xff'),'ascii').read())
class NR(_io._BufferedIOBase):
    def readable(self): return False
    def writable(self): return False
    def seekable(self): return False
n=T(NR()); t(lambda: n.read()); t(lambda: n.readline()); t(lambda:n.write('x')); t(lambda: n.tell()); t(lambda:n.seek(0)); t(lambda:n.truncate()); t(lambda: n.name); t(lambda:n.fileno())
S=_io.StringIO
t(lambda:S(3)); t(lambda:S('',3)); t(lambda:S('','x')); t(lambda: S().write(3)); q=S('abc'); t(lambda:q.seek(-1)); t(lambda:q.seek(1,1)); t(lambda:q.seek(0,9)); t(lambda:q.truncate(-1)); t(lambda: q.read('x')); t(lambda: q.seek(2**70)); t(lambda:q.__getstate__()); t(lambda:q.__setstate__(3)); t(lambda:q.__setstate__(('a','\n',0,3)));t(lambda:q.__setstate__((3,'\n',0,None)));t(lambda:q.__setstate__(('a','\n','x',None)));t(lambda:q.__setstate__(('a','\n',-1,None))); t(lambda:q.truncate('x')); q.close(); t(lambda:q.read()); t(lambda:q.line_buffering); t(lambda:q.newlines); t(lambda: q.closed); t(lambda: q.__getstate__())
q=S.__new__(S); t(lambda:q.read()); t(lambda:q.closed)
t(lambda: io.text_encoding('x')); t(lambda: io.open_code(3)); t(lambda: io.open_code('/nonex'))
o=_io.open
t(lambda:o('file','rw')); t(lambda:o('file','')); t(lambda:o('file','rbt')); t(lambda:o('file','rb',encoding='x'));t(lambda:o('file','rb',errors='x'));t(lambda:o('file','rb',newline='x'));t(lambda:o('file','r',0));t(lambda:o('file','rb',-5)); t(lambda:o('file','rr')); t(lambda:o('file','b'));t(lambda:o('file','rU'));t(lambda:o('file',3));t(lambda:o(3.5));t(lambda:o('file','rb',1)); t(lambda:o()); t(lambda: o('file','z')); t(lambda: o('file','r+')); t(lambda: o('file','r+b')); t(lambda: o('file','rb',0)); t(lambda: o([1])); t(lambda: o('file','+'));t(lambda: o('file','ax')); t(lambda:o('file').buffer.raw.name); t(lambda:o('file').mode)
I=_io.IncrementalNewlineDecoder
i=I(None,True); t(lambda:i.decode(b'')); t(lambda:i.setstate(3)); t(lambda:i.setstate((1,))); t(lambda:i.setstate((b'','x'))); i=I.__new__(I); t(lambda:i.decode('')); t(lambda: i.newlines)

os.chdir("/")
for name in os.listdir(folder):
    os.unlink(folder + "/" + name)
os.rmdir(folder)
