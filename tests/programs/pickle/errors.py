# What is wrong with pickles, and with objects that cannot be pickled: errors, notes and contexts.
import _pickle, io, re, sys, copyreg
def t(f):
    try: text = repr(f())
    except Exception as e: text = f"{type(e).__name__} {e} {getattr(e,'__notes__',None)} {e.__context__!r} {e.__cause__!r}"
    print(re.sub("0x[0-9a-f]+", "0x", text))
t(lambda: _pickle.loads(b'\x80\x04\x8c\x03sys\x8c\x03a.b\x93.'))
t(lambda: _pickle.loads(b'\x80\x04\x8c\x03sys\x8c\x03abc\x93.'))
t(lambda: _pickle.loads(b'\x80\x04\x8c\x03sys\x8c\x0cflags.xx\x93abc\x93.'))
t(lambda: _pickle.loads(b'\x80\x04\x8c\x03sys\x8c\x08flags.xx\x93.'))
t(lambda: _pickle.loads(b'csys\nflags.xx\n.'))
t(lambda: _pickle.loads(b'cnosuch\nflags.xx\n.'))
t(lambda: _pickle.loads('abc'))
t(lambda: _pickle.loads(12))
t(lambda: _pickle.loads(b''))
t(lambda: _pickle.loads(b'Iabc\n.'))
t(lambda: _pickle.loads(b'I0x10\n.'))
t(lambda: _pickle.loads(b'I010\n.'))
t(lambda: _pickle.loads(b'I 12 \n.'))
t(lambda: _pickle.loads(b'L12\n.'))
t(lambda: _pickle.loads(b'L0x12L\n.'))
t(lambda: _pickle.loads(b'L\n.'))
t(lambda: _pickle.loads(b'I\n.'))
t(lambda: _pickle.loads(b'F1.5 \n.'))
t(lambda: _pickle.loads(b'F\n.'))
t(lambda: _pickle.loads(b'F1_0\n.'))
t(lambda: _pickle.loads(b'I99999999999999999999\n.'))
t(lambda: _pickle.loads(b'g99999999999999999999\n.'))
t(lambda: _pickle.loads(b'g-1\n.'))
t(lambda: _pickle.loads(b'Np-1\n.'))
t(lambda: _pickle.loads(b'h\x05.'))
t(lambda: _pickle.loads(b'\x80\x06.'))
t(lambda: _pickle.loads(b'(.'))
t(lambda: _pickle.loads(b'.'))
t(lambda: _pickle.loads(b't.'))
t(lambda: _pickle.loads(b'N(0.'))
t(lambda: _pickle.loads(b'(0.'))
t(lambda: _pickle.loads(b'N(e.'))
t(lambda: _pickle.loads(b'N(N0a.'))
t(lambda: _pickle.loads(b'NNR.'))
t(lambda: _pickle.loads(b'N)R.'))
t(lambda: _pickle.loads(b'cbuiltins\nint\nNR.'))
t(lambda: _pickle.loads(b'N)\x81.'))
t(lambda: _pickle.loads(b'cbuiltins\nint\nN\x81.'))
t(lambda: _pickle.loads(b'cbuiltins\nint\n)N\x92.'))
t(lambda: _pickle.loads(b'ctypes\nNoneType\nN\x81.'))
t(lambda: _pickle.loads(b'ctypes\nCodeType\n)\x81.'))
t(lambda: _pickle.loads(b'ctypes\nGeneratorType\n)\x81.'))
t(lambda: _pickle.loads(b'NNb.'))
t(lambda: _pickle.loads(b'NK\x01b.'))
t(lambda: _pickle.loads(b'N}K\x01K\x02sb.'))
t(lambda: _pickle.loads(b'N(NK\x02tb.'))
t(lambda: _pickle.loads(b'(Nd.'))
t(lambda: _pickle.loads(b'}(Nu.'))
t(lambda: _pickle.loads(b'}N(u.'))
t(lambda: _pickle.loads(b'NNNs.'))
t(lambda: _pickle.loads(b'NNa.'))
t(lambda: _pickle.loads(b'\x8f(]\x90.'))
t(lambda: _pickle.loads(b'N(]\x90.'))
t(lambda: _pickle.loads(b'o.'))
t(lambda: _pickle.loads(b'(o.'))
t(lambda: _pickle.loads(b'(No.'))
t(lambda: _pickle.loads(b'\x82\x00.'))
t(lambda: _pickle.loads(b'\x82\x05.'))
t(lambda: _pickle.loads(b'P1\n.'))
t(lambda: _pickle.loads(b'NQ.'))
t(lambda: _pickle.loads(b'\x97.'))
t(lambda: _pickle.loads(b'\x97.',buffers=()))
t(lambda: _pickle.loads(b'\x97.',buffers=None))
t(lambda: _pickle.loads(b'\x97.',buffers=3))
t(lambda: _pickle.loads(b'\x97.',encoding=3))
t(lambda: _pickle.loads(b"Sabc\n."))
t(lambda: _pickle.loads(b"U\x01\xff."))
t(lambda: _pickle.loads(b"U\x01\xff.",encoding='bytes'))
t(lambda: _pickle.loads(b"T\xff\xff\xff\xff."))
t(lambda: _pickle.loads(b"\x8b\xff\xff\xff\xff."))
t(lambda: _pickle.loads(b"\x8e"+b'\xff'*8))
t(lambda: _pickle.loads(b"\x8d"+b'\xff'*8))
t(lambda: _pickle.loads(b"\x96"+b'\xff'*8))
t(lambda: _pickle.loads(b"\x95"+b'\xff'*8))
t(lambda: _pickle.loads(b"X\xff\xff\xff\x7f"))
t(lambda: _pickle.loads(b"\xff"))
t(lambda: _pickle.loads(b"'"))
t(lambda: _pickle.loads(b"NNj\0\0\0\0"))
t(lambda: _pickle.loads(b"r\0\0\0\0"))
t(lambda: _pickle.loads(b"2."))
t(lambda: _pickle.loads(b"\x93."))
t(lambda: _pickle.loads(b"NN\x93."))
t(lambda: _pickle.loads(b"i"))
t(lambda: _pickle.loads(b"(i\n."))
t(lambda: _pickle.loads(b"c\n."))
t(lambda: _pickle.loads(b"V"))
t(lambda: _pickle.loads(b"V\\u12\n."))
t(lambda: _pickle.loads(b"}(]Nu."))
t(lambda: _pickle.Unpickler(3))
t(lambda: _pickle.Unpickler())
t(lambda: _pickle.Pickler(3))
t(lambda: _pickle.Pickler(io.BytesIO(), 6))
t(lambda: _pickle.Pickler(io.BytesIO(), 'x'))
t(lambda: _pickle.dumps(1, buffer_callback=3))
t(lambda: _pickle.dumps(1, 4, buffer_callback=3))
t(lambda: _pickle.dumps(1, 10**30))
t(lambda: _pickle.dumps(1, -10**30))
t(lambda: _pickle.dumps(1, 1.5))
t(lambda: _pickle.dump(1,2))
p=_pickle.Pickler(io.BytesIO())
def s(n,v):
    setattr(p,n,v)
t(lambda: s('memo',3)); t(lambda: s('memo',{1:2})); t(lambda: s('memo',{1:(1,2,3)})); t(lambda: s('memo',{1:('a',2)}))
t(lambda: s('fast','x')); t(lambda: s('bin','x')); t(lambda: delattr(p,'fast')); t(lambda: delattr(p,'memo')); t(lambda: p.dispatch_table); t(lambda: delattr(p,'dispatch_table')); t(lambda:p.fast); t(lambda:s('fast',10**30))
t(lambda: p.persistent_id); t(lambda: delattr(p,'persistent_id')); 
s('persistent_id',5); t(lambda: p.persistent_id); t(lambda: p.dump(1)); t(lambda: delattr(p,'persistent_id')); t(lambda: p.persistent_id(4)); t(lambda: p.dump(1))
u=_pickle.Unpickler(io.BytesIO())
t(lambda: setattr(u,'memo',3)); t(lambda: setattr(u,'memo',{'a':1})); t(lambda: setattr(u,'memo',{-1:1})); t(lambda:u.memo.copy()); t(lambda: delattr(u,'memo')); t(lambda: u.persistent_load); t(lambda:u.persistent_load(3)); t(lambda: u.memo.__reduce__()); t(lambda:p.memo.__reduce__()); t(lambda:hash(p.memo)); t(lambda: type(p.memo)()); t(lambda: u.find_class('a',3)); t(lambda: u.find_class(3,'a'))
t(lambda: _pickle.Pickler.__new__(_pickle.Pickler).dump(1)); t(lambda: _pickle.Unpickler.__new__(_pickle.Unpickler).load())
class P(_pickle.Pickler):
    def __init__(self): pass
t(lambda: P().dump(1))
class U(_pickle.Unpickler):
    def __init__(self): pass
t(lambda: U().load()); t(lambda: U().memo); t(lambda: U().memo.copy()); 
f=lambda:0
t(lambda: _pickle.dumps(f)); t(lambda: _pickle.dumps([1,{'a':f}])); t(lambda: _pickle.dumps((1,f))); t(lambda: _pickle.dumps({f}));t(lambda: _pickle.dumps(frozenset([f]))); t(lambda: _pickle.dumps({1:2,3:f})); t(lambda: _pickle.dumps({f:1}))
def g():
    class L: pass
    return L
t(lambda: _pickle.dumps(g())); t(lambda: _pickle.dumps(g()())); t(lambda:_pickle.dumps(sys)); t(lambda: _pickle.dumps((i for i in [])));  t(lambda:_pickle.dumps(sys._getframe()))
class R:
    def __init__(self,v): self.v=v
    def __reduce_ex__(self,p): return self.v
    def __repr__(self): return 'R'
for v in (1,'zz','a.b',(),(1,),(1,2),(int,2),(int,(),None,3),(int,(),None,None,3),(int,(),None,None,None,3),(int,(),1,2,3,4,5),(copyreg.__newobj__,()),(copyreg.__newobj__,(1,)),(copyreg.__newobj__,(int,)),(copyreg.__newobj_ex__,(1,)),(copyreg.__newobj_ex__,(1,2,3)),(copyreg.__newobj_ex__,(int,2,3)),(copyreg.__newobj_ex__,(int,(),3)),(int,(f,)),(f,()),(int,(),f),(int,(),None,iter([1,f])),(int,(),None,iter([f])),(int,(),None,None,iter([(1,f)])),(int,(),None,None,iter([(f,1)])),(int,(),None,None,iter([1])),(int,(),None,None,iter([(1,2),1])),(int,(),1,None,None,f),(int,(),f,None,None,len),(copyreg.__newobj__,(R,f)),(copyreg.__newobj_ex__,(R,(f,),{})),(copyreg.__newobj_ex__,(R,(),{'a':f}))):
    for pr in (0,2,5):
        print(re.sub('0x[0-9a-f]+', '0x', repr(v)),pr,end=' '); t(lambda: _pickle.dumps(R(v),pr))
class M:
    __module__='nosuch'
    pass
t(lambda:_pickle.dumps(M())); 
class M2:
    pass
M2.__module__='sys'
t(lambda:_pickle.dumps(M2)); 
M2.__module__='__main__'; M2.__qualname__='g'
t(lambda:_pickle.dumps(M2)); 
M2.__module__='__main__'; M2.__qualname__='\xe9'
t(lambda:_pickle.dumps(M2)); t(lambda:_pickle.dumps(M2,2))
M2.__module__=3
t(lambda:_pickle.dumps(M2)); 
M2.__module__=None
t(lambda:_pickle.dumps(M2)); 
copyreg._extension_registry[('builtins','int')]='x'
t(lambda:_pickle.dumps(int))
copyreg._extension_registry[('builtins','int')]=0
t(lambda:_pickle.dumps(int))
copyreg._extension_registry[('builtins','int')]=-1
t(lambda:_pickle.dumps(int))
copyreg._extension_registry[('builtins','int')]=1<<40
t(lambda:_pickle.dumps(int))
copyreg._extension_registry[('builtins','int')]=1<<80
t(lambda:_pickle.dumps(int))
