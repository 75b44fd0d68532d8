from _abc import (get_cache_token, _abc_init, _abc_register, _abc_instancecheck, _abc_subclasscheck, _get_dump, _reset_registry, _reset_caches)


def without_addresses(text):
    parts = text.split(" at 0x")
    return parts[0] + "".join(" at 0x…" + part[part.index(">"):] if ">" in part else part for part in parts[1:])


def show(compute):
    try:
        print(without_addresses(repr(compute())))
    except BaseException as error:
        print(type(error).__name__, without_addresses(str(error)))


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc_init(cls)
        return cls
    def register(cls, subclass): return _abc_register(cls, subclass)
    def __instancecheck__(cls, instance): return _abc_instancecheck(cls, instance)
    def __subclasscheck__(cls, subclass): return _abc_subclasscheck(cls, subclass)
def abstract(f): f.__isabstractmethod__=True; return f
class A(metaclass=ABCMeta):
    @abstract
    def f(self): pass
    @property
    @abstract
    def p(self): pass
show(lambda: sorted(A.__abstractmethods__))
show(lambda: A())
class B(A):
    def f(self): return 1
show(lambda:B())
class C(B): p=1
show(lambda:C().f())
class D: pass
show(lambda: isinstance(D(),A))
show(lambda: issubclass(D,A))
show(lambda: A.register(D))
show(lambda: isinstance(D(),A))
show(lambda: issubclass(D,A))
show(lambda: A.register(1))
show(lambda: D.register)
show(lambda: isinstance(1,A))
show(lambda: issubclass(1,A))
show(lambda: issubclass(int,A))
show(lambda: C.register(A))
show(lambda: A.register(int))
show(lambda: isinstance(True,A))
class H(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, c): return c is str or (NotImplemented if c is int else 3 if c is list else False)
for x in (1,'',[],{}): show(lambda: isinstance(x,H))
class S(metaclass=ABCMeta): __abc_tpflags__=1<<5
class M(metaclass=ABCMeta): __abc_tpflags__=1<<6
show(lambda: ABCMeta('X',(),{'__abc_tpflags__':(1<<5)|(1<<6)}))
show(lambda: '__abc_tpflags__' in S.__dict__)
class SS(S):
    def __len__(self): return 2
    def __getitem__(self,i):
        if i<2: return i
        raise IndexError
class R:
    def __len__(self): return 2
    def __getitem__(self,i): return i
class R2(R): pass
def m(x):
    match x:
        case [a,b]: return 'seq',a,b
        case {}: return 'map'
    return None
show(lambda: m(SS()))
show(lambda:m(R())); S.register(R)
show(lambda:m(R()))
show(lambda:m(R2()))
M.register(D)
show(lambda:m(D()))
show(lambda: len(_get_dump(A)))
show(lambda: type(_get_dump(A)[0]))
show(lambda: len(_get_dump(A)[0])); _reset_registry(A); _reset_caches(A)
show(lambda: len(_get_dump(A)[0]))
show(lambda: isinstance(D(),A))
show(lambda: isinstance(1,A))
show(lambda: _get_dump(int))
show(lambda: _abc_init(3))
show(lambda: type(get_cache_token()))
show(lambda: A._abc_impl.__class__)
show(lambda: type(A._abc_impl)())
class F(metaclass=ABCMeta): pass
class G: 
    @property
    def __class__(self): return F
show(lambda: isinstance(G(),F))
class Bad(metaclass=ABCMeta):
    _abc_impl=1
Bad._abc_impl=2
show(lambda: isinstance(1,Bad))
A.__abstractmethods__=frozenset()
show(lambda:A().f())
for i in range(3):
    class Tmp(A): pass
    show(lambda: issubclass(Tmp,A))
class Q(metaclass=ABCMeta):
    @staticmethod
    @abstract
    def s(): pass
    @classmethod
    @abstract
    def c(cls): pass
show(lambda: Q())
