"""partial, cmp_to_key, reduce and the wrapper of lru_cache."""
from _functools import *
from _functools import _lru_cache_wrapper as L
import _functools as functools


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


P=Placeholder
t(partial); t(partial,1); t(partial,int,P); t(partial,int,1,P); t(partial,int,a=P); t(partial,int,P,1)
p=partial(print,P,2,P,4)
t(p); t(p,1); 
q=partial(p,10)
show(q, q.args, q.func)
q=partial(p,10,20,30)
show(q)
q=partial(p,P,20,30)
show(q)
show(partial(partial(print,a=1),b=2,a=3))
class SP(partial): pass
show(SP(print,1), partial(SP(print,1),2), SP(partial(print,1),2))
x=SP(print); x.foo=1
show(x.__reduce__(), partial(print,1).__reduce__())
t(x.__setstate__,1); t(x.__setstate__,(1,2,3)); t(x.__setstate__,(1,(),{},{})); t(x.__setstate__,(print,(1,P),{},{})); t(x.__setstate__,(print,[1],{},{})); t(x.__setstate__,(print,(1,),None,None))
show(x.__dict__)
p=partial(print); p.__setstate__((p,(),{},{}));show(p); p.__setstate__((print,(p,),{},{})); show(p); p.__setstate__((print,(),{'a':p},{})); show(p)
p.__setstate__((print,(),{},{}))
try: del p.func
except Exception as e: show(type(e),e)
try: p.func=1
except Exception as e: show(type(e),e)
try: del p.__dict__
except Exception as e: show(type(e),e)
show(P, type(P), type(P)() is P, P.__reduce__()); t(type(P),1); 
try: type(P).x=1
except Exception as e: show(type(e),e)
try: P.x=1
except Exception as e: show(type(e),e)
try:
  class Q(type(P)): pass
except Exception as e: show(type(e),e)
K=functools.cmp_to_key(lambda a,b:0)
show(K, type(K)); t(functools.cmp_to_key); t(functools.cmp_to_key,1,2); t(K); t(K,1,2); t(K,x=1); t(K,obj=1); k=K(1); show(k.obj, type(k)); 
try: k<1
except Exception as e: show(type(e),e)
try: hash(k)
except Exception as e: show(type(e),e)
try: K<K
except Exception as e: show(type(e),e)
try: K.obj
except Exception as e: show(type(e),e)
t(type(K))
t(functools.reduce); t(functools.reduce,1); t(functools.reduce,max,1); t(functools.reduce,max,[]);t(functools.reduce,max,[],initial=3); t(functools.reduce,max,[],3,4); t(functools.reduce,max,[],foo=4)
t(L); t(L,1,2,3,4); t(L,int,'a',3,4); f=L(int,None,False,lambda *a:a); show(f.cache_info(), f); f(1); f(2);f(2); f('3',base=10); t(f,[]); show(f.cache_info()); t(f.cache_info,1)
f=L(int,-5,False,lambda *a:a); show(f.cache_info());f('1');show(f.cache_info())
show(vars(f)); show(f.__copy__() is f); t(f.__copy__,1)
t(f.__deepcopy__,1); t(f.__deepcopy__)
def g(): pass
f.__qualname__='abc'; show(f.__reduce__())
f=L(g,None,False,lambda *a:a); t(f.__reduce__)
show(type(f.__get__(1,int)), f.__get__(None,int) is f)
show(type(partial(print).__get__(1,int)), partial(print).__get__(None,int))
show(type(K).__module__, type(K).__name__, 0)
