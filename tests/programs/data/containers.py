"""deque, defaultdict, the getters of named tuples, counting."""
from _collections import deque, defaultdict
import _collections


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


t(deque,1); t(deque,[],-1); t(deque,[],'a'); t(deque,[],1,2); t(deque,foo=1); t(deque,[1],maxlen=None); t(deque,iterable=[1],maxlen=5); t(deque,[1],10**30); t(deque, [], 1.0)
d=deque([1,2,3],3)
t(d.insert,1,2); t(d.insert,'a',2); t(d.index,9); t(d.index,1,'a'); t(d.index,1,0,1); t(d.index); t(d.index,2,-1,-2);t(d.remove,9);t(d.rotate,'a'); t(d.rotate,1,2);t(d.__getitem__,5);t(d.__setitem__,5,1);t(d.__delitem__,5);t(deque().pop);t(deque().popleft)
t(d.__add__,[1]); t(d.__mul__,'a'); t(d.__mul__, 2**62); t(d.__imul__,-1)
t(d.__add__,deque([1])); t(deque([1]).__add__,deque([1]));show(d)
try: d+5
except Exception as e: show(type(e),e)
try: d*'a'
except Exception as e: show(type(e),e)
try: d+=5
except Exception as e: show(type(e),e)
d=deque([1,2,3,4],3); show(d, d*2, d.maxlen,d.__reduce__())
try: d.maxlen=1
except Exception as e: show(type(e),e)
x=iter(d); show(x, x.__length_hint__(), x.__reduce__()); next(x); show(x.__reduce__(), reversed(d), reversed(d).__reduce__())
t(_collections._deque_iterator); t(_collections._deque_iterator,1); t(_collections._deque_iterator,d); t(_collections._deque_iterator,d,1); t(next,_collections._deque_iterator(d,1)); t(list,_collections._deque_iterator(d,-1)); t(list,_collections._deque_iterator(d,10)); t(_collections._deque_iterator,d,1,2); t(_collections._deque_iterator,d,index=1);t(list,_collections._deque_reverse_iterator(d,1))
class D(deque): 
   def __init__(self,*a): show('init',a); super().__init__(*a)
s=D([1,2],5); s.x=1; show(s, s.copy(), s.__reduce__(), s+s, s*2)
d=deque(); d.append(d); show(d, deque(maxlen=2))
show(deque([1,2])<deque([1,3]), deque([1])==[1]); t(hash,deque())
i=iter(deque([1,2,3]))
d=deque([1,2,3]); i=iter(d); d.append(1)
t(next,i); t(next,i)
t(defaultdict,1); t(defaultdict,None); t(defaultdict,int,1); t(defaultdict,int,{1:2},x=3); t(defaultdict,default_factory=int); t(defaultdict,int,[],[])
dd=defaultdict(int,a=1); show(dd['b'], dd, dd.__reduce__(), dd.copy(), dd.__copy__(), dd|{1:2}, {1:2}|dd, dd.default_factory); t(dd.__missing__,'q'); t(dd.__missing__); t(defaultdict().__missing__,'q')
try: dd|[(1,2)]
except Exception as e: show(type(e),e)
dd.default_factory=5; show(dd)
try: dd['zz']
except Exception as e: show(type(e),e)
del dd.default_factory; show(dd, dd.default_factory)
dd.default_factory=dd.__missing__ 
show(repr(defaultdict(None)))
class DD(defaultdict): pass
x=DD(int); x.y=1; show(x, x.copy(), x.__reduce__())
rd=defaultdict(int)
class F:
  def __repr__(self): return repr(rd)
  def __call__(self): return 1
rd.default_factory=F(); show(rd)
tg=_collections._tuplegetter(1,'doc'); show(tg, tg.__doc__, tg.__reduce__()); t(_collections._tuplegetter); t(_collections._tuplegetter,'a',1); t(_collections._tuplegetter,1,2,3)
t(tg.__get__,(1,2)); t(tg.__get__,(1,)); t(tg.__get__,5,int); t(tg.__get__,None,int); t(tg.__get__,None,None);t(tg.__set__,(1,2),3); t(tg.__delete__,(1,2)); tg.__doc__='x'; show(tg)
del tg.__doc__; show(tg.__doc__)
t(_collections._count_elements,{},1); t(_collections._count_elements,1,[1]); t(_collections._count_elements,{},[[]])
