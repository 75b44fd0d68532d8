"""Attributes of classes and objects: what can be set, and to what."""

def t(f):
    try: print(f())
    except BaseException as e:
        print(type(e).__name__, str(e))
class A: pass
class B: __slots__=()
class P(property): pass
def setname(c,v): c.__name__=v
def setq(c,v): c.__qualname__=v
def setm(c,v): c.__module__=v
def setb(c,v): c.__bases__=v
def setd(c,v): c.__doc__=v
def dele(c,n): delattr(c,n)
print('--names')
t(lambda: setname(A,1))
t(lambda: setname(A,'a\0'))
t(lambda: dele(A,'__name__'))
t(lambda: setname(int,'x'))
t(lambda: setname(A,'a\ud800'))
t(lambda: setq(A,1))
t(lambda: dele(A,'__qualname__'))
t(lambda: setm(A,1)); print(A, A.__module__); setm(A,'mm'); print(A)
t(lambda: dele(A,'__module__'))
t(lambda: setm(int,'s'))
print('--bases')
t(lambda: setb(A,1))
t(lambda: setb(A,()))
t(lambda: setb(A,(1,)))
t(lambda: setb(int,(object,)))
t(lambda: dele(A,'__bases__'))
t(lambda: setb(A,(B,)))
t(lambda: setb(A,(int,)))
class C(A): pass
t(lambda: setb(A,(C,)))
t(lambda: setb(A,(A,)))
class X:
  def f(s): return 1
class Y(C): pass
t(lambda: setb(C,(X,)))
t(lambda: Y().f())
t(lambda: X.__subclasses__())
t(lambda:A.__subclasses__())
t(lambda: Y.__mro__)
t(lambda: setb(Y,(X,C)))
t(lambda: setb(Y,(A,A)))
print('--doc')
t(lambda: setd(int,1))
t(lambda: setd(A,'dd'))
print('--abst')
t(lambda: A.__abstractmethods__)
A.__abstractmethods__=('b','a')
t(lambda: A())
A.__abstractmethods__={'x'}
A.__abstractmethods__=()
del A.__abstractmethods__
t(lambda: dele(A,'__abstractmethods__'))
t(lambda: type.__abstractmethods__)
A.__abstractmethods__=(1,2)
del A.__abstractmethods__
print('--annot')
t(lambda: A.__annotations__)
t(lambda: int.__annotations__)
t(lambda: A.__annotate__)
t(lambda: int.__annotate__)
t(lambda: setattr(A,'__annotate__',1))
t(lambda: dele(A,'__annotate__'))
A.__annotations__={1:2}
t(lambda: A.__annotations__)
t(lambda: dele(A,'__annotations__'))
t(lambda: A.__annotations__)
t(lambda: dele(A,'__annotations__'))
t(lambda: dele(A,'__annotations__'))
t(lambda: setattr(int,'__annotations__',{}))
t(lambda: setattr(A,'__annotations__',3))
t(lambda: A.__annotations__); print(sorted(A.__dict__))
class AN: x:int
t(lambda: setattr(AN,'__annotate__',lambda: 1) or AN.__annotations__)
t(lambda: setattr(AN,'__annotate__',lambda f: 1) or AN.__annotations__)
print('--tparams')
t(lambda: A.__type_params__)
t(lambda: setattr(A,'__type_params__',1))
t(lambda: setattr(A,'__type_params__',(1,)))
t(lambda:A.__type_params__)
t(lambda: dele(A,'__type_params__'))
t(lambda: int.__type_params__)
t(lambda: setattr(int,'__type_params__',()))
print('--misc')
t(lambda: type.__subclasses__(int))
t(lambda: int.mro())
t(lambda: type.mro(3))
t(lambda: type.__prepare__())
t(lambda: type.__prepare__(1,2,a=3))
t(lambda: A.__sizeof__()>0)
t(lambda: int|3)
t(lambda: A.__dir__()==dir(A))
t(lambda: type.__dir__(1))
t(lambda: int.__text_signature__)
t(lambda: A.__text_signature__)
t(lambda: type.__call__(int,'12'))
t(lambda: A.zz)
t(lambda: setattr(A,'q',1))
t(lambda: dele(A,'qq'))
t(lambda: dele(int,'qq'))
t(lambda: type.__setattr__(A,1,2))
t(lambda: setattr(A,1,2))
t(lambda: object.__setattr__(A,'a',1))
t(lambda: A.__dict__['__dict__'].__get__(1))
t(lambda: object.__delattr__(A,'a'))
t(lambda: dele(A,'__dict__'))
t(lambda: setattr(A,'__mro__',()))
t(lambda: setattr(A,'__base__',()))
t(lambda: dele(A,'__mro__'))
t(lambda: setattr(A,'__dict__',{}))
t(lambda: A.__instancecheck__(1))
t(lambda: A.__subclasscheck__(int))
t(lambda: A.__subclasscheck__(1))
t(lambda: type.__instancecheck__(1,2))
t(lambda: type.__subclasscheck__(A,1))
print('--object')
t(lambda: object(1))
t(lambda: A(1))
t(lambda: A(a=1))
t(lambda: object.__new__(A,1))
t(lambda: object.__init__(A(),1))
t(lambda: object.__new__())
t(lambda: object.__new__(1))
t(lambda: object.__new__(int))
t(lambda: object.__init__())
class N1:
    def __new__(c,*a): return object.__new__(c,*a)
class I1:
    def __init__(c,*a): object.__init__(c,*a)
t(lambda: N1(1))
class I2:
    def __init__(s): return 1
t(lambda: I2())
t(lambda: object().__format__('x'))
t(lambda: object().__format__(1))
t(lambda: object().__sizeof__())
t(lambda: A().__sizeof__()>0)
t(lambda: object.__subclasshook__(1))
t(lambda: object().__dir__()==dir(object()))
t(lambda: sorted(object().__dir__()))
a=A(); a.x=1
class Sl: __slots__=('a','b','__weakref__')
s=Sl()
s.a=1
class Sl2(Sl): pass
class G:
    def __getnewargs__(s): return (1,)
    def __getstate__(s): return 5
class G:
    def __getnewargs_ex__(s): return ((1,),{'a':2})
class G:
    def __getnewargs_ex__(s): return 1
class G:
    def __getnewargs_ex__(s): return (1,)
class G:
    def __getnewargs_ex__(s): return (1,2)
class G:
    def __getnewargs_ex__(s): return ((),2)
class G:
    def __getnewargs__(s): return 1
print('--class')
def setc(o,c): o.__class__=c
t(lambda: setc(a,1))
t(lambda: setc(a,int))
t(lambda: setc(a,B))
t(lambda: setc(a,Sl))
t(lambda: setc(1,A))
t(lambda: setc(object(),A))
t(lambda: dele(a,'__class__'))
t(lambda: setc(a,C) or a.__class__)
t(lambda: setc([],list))
class L1(list): pass
class L2(list): pass
t(lambda: setc(L1(),L2))
t(lambda: setc(L1(),A))
t(lambda: setc(A,type))
print('--dict')
def setdd(o,d): o.__dict__=d
t(lambda: setdd(a,1))
t(lambda: setdd(a,{'x':2}) or a.x)
t(lambda: dele(a,'__dict__') or a.__dict__)
t(lambda: setdd(B(),{}))
t(lambda: B().__dict__)
t(lambda: B().__weakref__)
t(lambda: a.__weakref__)
t(lambda: setattr(a,'__weakref__',1))
t(lambda: A.__dict__['__dict__'].__get__(B()))
t(lambda: setattr(B(),'x',1))
t(lambda: setattr(s,'__dict__',None))
t(lambda: dele(B(),'x'))
t(lambda: dele(a,'xx'))
t(lambda: dele(object(),'xx'))
t(lambda: setattr(object(),'__class__x',1))
t(lambda: setattr([],'append',1))
t(lambda: dele([],'append'))
t(lambda: dele([],'foo'))
t(lambda: object.__init_subclass__())
t(lambda: object.__eq__(1,1))
t(lambda: object.__eq__(1,2))
t(lambda: object.__ne__(1,1))
t(lambda: object.__lt__(1,1))
t(lambda: object.__str__(1))
