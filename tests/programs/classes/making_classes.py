"""Classes made with type(): what is refused, what is added."""

def t(f):
    try: print(f())
    except BaseException as e:
        print(type(e).__name__, str(e))
class M(type): pass
class N(type): pass
class A: __eq__=lambda s,o:0
print(list(vars(A)))
class A: pass
print(list(vars(A)))
print(list(vars(type("X",(),{}))))
class A: 
  __slots__=('b','a','__dict__','__weakref__','__c')
  x=1
print(list(vars(A)), A.__slots__, A.a, A.__dict__['__dict__'])
class S(str): pass
print(list(vars(S)))
class I(int): pass
print(list(vars(I)))
class E(Exception): pass
print(list(vars(E)))
print(list(vars(M)))
class F:
    def __new__(cls): pass
    def __init_subclass__(cls): pass
    def __class_getitem__(cls,x): pass
print({k:type(v) for k,v in vars(F).items()})
t(lambda: type())
t(lambda: type(1,2))
t(lambda: type.__new__(type,1))
t(lambda: type.__new__(type,1,2))
t(lambda: type.__new__(type,1,2,3))
t(lambda: type.__new__(type,"a",2,3))
t(lambda: type.__new__(type,"a",(),3))
t(lambda: type.__new__(type,"a",(),{},4))
t(lambda: type.__new__(type,"a",(),{},b=4))
t(lambda: type("a",(),{},b=4))
t(lambda: type("a",(),{},4))
t(lambda: type("a",(1,),{}))
t(lambda: type("a",(bool,),{}))
t(lambda: type("a",(int,str),{}))
t(lambda: type("a",(M("q",(),{}),N("r",(),{})),{}))
t(lambda: type("a",(A,A),{}))
class B(A): pass
t(lambda: type("a",(A,B),{}))
t(lambda: type("a\0",(),{}))
t(lambda: type("a\ud800",(),{}))
t(lambda: type("a",(),{'__qualname__':1}))
t(lambda: type("a",(),{'__classcell__':1}))
t(lambda: type("a",(),{'__classdictcell__':1}))
t(lambda: type("a",(),{'__slots__':1}))
t(lambda: type("a",(),{'__slots__':(1,)}))
t(lambda: type("a",(),{'__slots__':'a b'}))
t(lambda: type("a",(),{'__slots__':''}))
t(lambda: type("a",(),{'__slots__':('a',),'a':1}))
t(lambda: type("a",(),{'__slots__':('__dict__','__dict__')}))
t(lambda: type("a",(B,),{'__slots__':('__dict__',)}))
t(lambda: type("a",(B,),{'__slots__':('__weakref__',)}))
t(lambda: type("a",(),{'__slots__':('__weakref__','__weakref__')}))
t(lambda: type("a",(),{'__slots__':('a','a')}).a)
t(lambda: type("a",(int,),{'__slots__':('a','a')}).a)
t(lambda: type("a",(int,),{'__slots__':('__dict__')}))
t(lambda: type("a",(int,),{'__slots__':('__weakref__')}))
t(lambda: type("a",(str,),{'__slots__':('a')})('q'))
t(lambda: type("a",(bytes,),{'__slots__':('a')})('q'))
t(lambda: type("a",(tuple,),{'__slots__':('a')})('q'))
t(lambda: type("a",(int,),{'__slots__':()})('1').__dict__)
t(lambda: type("a",(),{'__slots__':('__classcell__',)}))
t(lambda: type("a",(),{'__slots__':('__qualname__',)}).__qualname__)
t(lambda: type("a",(),{'__slots__':('__module__',)}).__module__)
t(lambda: type("_A",(),{'__slots__':('__a','__b__','___')}).__dict__.keys())
t(lambda: type("___",(),{'__slots__':('__a','__b__','___')}).__dict__.keys())
class X:
    def __mro_entries__(s,b): return ()
t(lambda: type("a",(X(),),{}))
class D:
    def __set_name__(s,o,n): 1/0
t(lambda: type("a",(),{'d':D()}))
class Mro(type):
    def mro(c): return c.r
t(lambda: Mro("a",(),{'r':(int,)}))
class Mro(type):
    def mro(c): return c.__dict__['r']
t(lambda: Mro("a",(),{'r':(int,)}))
t(lambda: Mro("a",(),{'r':(1,)}))
t(lambda: Mro("a",(),{'r':1}))
t(lambda: Mro("a",(),{'r':()}))
t(lambda: Mro("a",(),{'r':(object,)}).zz)
t(lambda: type("a",(),{'__init_subclass__':1}).__dict__)
t(lambda: object.__init_subclass__(a=1))
t(lambda: type("a",(),{},metaclass=1))
t(lambda: type.__init__(type,a=1))
t(lambda: type.__init__(type,1,a=1))
t(lambda: type.__init__(type,1,2))
t(lambda: type("a",(type(None),),{}))
t(lambda: type("a",(type(len),),{}))
t(lambda: type("a",(object,A),{}))
t(lambda: type("a",(object,int),{}))
t(lambda: type("a",[],{}))
t(lambda: type("A",(A,type),{}))
t(lambda: type("A",(list,Exception),{}))
t(lambda: type("A",(),{'__slots__':('a\ud800',)}))
t(lambda: type("A",(),{'__slots__':('a b',)}))
t(lambda: type("A",(),{'__slots__':('',)}))
t(lambda: type("A",(type,),{'__slots__':('a',)}))
t(lambda: type("A",(type,),{'__slots__':('__dict__',)}))
t(lambda: type.__new__())
t(lambda: type.__new__(1))
t(lambda: type.__new__(int))
