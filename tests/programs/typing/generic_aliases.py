def show(compute):
    try:
        print(repr(compute()))
    except Exception as error:
        print(type(error).__name__, error)


def function[T](): pass


T, = function.__type_params__
TypeVar = type(T)
GenericAlias = type(list[int])
Union = type(int | str)
show(lambda: GenericAlias())
show(lambda: GenericAlias(1,2,3))
show(lambda: GenericAlias(1,args=2))
show(lambda: GenericAlias(list,())[int])
show(lambda: list[int]())
show(lambda: list[int].__bases__)
show(lambda: list[int].__copy__)
show(lambda: dir(list[int])==dir(list))
show(lambda: sorted(set(dir(list[int]))-set(dir(list))))
show(lambda: isinstance(1,list[int]))
show(lambda: issubclass(int,list[int]))
show(lambda: (*list[int],))
show(lambda: (*tuple[int,...],)[0].__reduce__()[1][0].__next__())
show(lambda: iter(list[int]).__reduce__())
it=iter(list[int]);next(it)
show(lambda: it.__reduce__())
show(lambda: next(it))
show(lambda: list[...,int|None,[int,str],(int,str),()])
show(lambda: [T]|3)
class X(list[int]): pass
print(X.__mro__, X.__orig_bases__)
def f():
    class X(int|str):pass
show(f)
def f():
    class X(T):pass
show(f)
show(lambda: list[int]==list[int])
show(lambda: list[int]<list[int])
show(lambda: {list[int]:1}[list[int]])
show(lambda: list[int].append)
show(lambda: list[int].__class__)
show(lambda: list[int].foo)
class L(list):
    def __init__(self,*a): super().__init__(*a)
x=L[int]([1])
show(lambda: x.__orig_class__)
for c in [list,dict,tuple,set,frozenset,type,enumerate,type({}.keys()),classmethod,staticmethod,property,map,filter,zip,reversed,slice,memoryview,range,str,int,bytes,super,object,BaseException,BaseExceptionGroup,ExceptionGroup, type(f), type(int.__dict__),bytearray]:
    show(lambda: c[int])
show(lambda: list[int].__reduce__())
show(lambda: list[int].__reduce_ex__(2))
show(lambda: list[int].__doc__==list.__doc__)
class Sub(GenericAlias): pass
show(lambda: Sub(list,int))
show(lambda: Sub(list,int).__class__)
show(lambda: Sub(list,int)==list[int]);
class G:
    def __class_getitem__(cls, x): return GenericAlias(cls,x)
show(lambda: G[int].__module__)
show(lambda: G[int]().__orig_class__)
show(lambda: setattr(list[int],'x',1))
show(lambda: setattr(GenericAlias,'x',1))
show(lambda: setattr(T,'x',1))
show(lambda:T.x)
def h():
    class TT(TypeVar): pass
show(h)
def h():
    class TT(Union): pass
show(h)
