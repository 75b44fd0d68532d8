"""OrderedDict, with all that a subclass can see."""
from _collections import OrderedDict as O


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


t(O,1); t(O,[1]); t(O,[(1,)]); t(O,[(1,2,3)]); t(O,{},{}); t(O,[()]); t(O().update,1,2); t(O().update,[1]); t(O().update,None); t(O,[(1,2)],a=3); t(O,['ab'])
o=O(a=1,b=2,c=3)
t(o.pop); t(o.pop,'z'); t(o.pop,'z',5); t(o.pop,'a',x=1); t(o.pop,key='a'); t(o.popitem,1,2); t(O().popitem); t(o.move_to_end,'zz'); t(o.move_to_end,'b',last=False); show(o); t(o.setdefault); t(o.setdefault,'q'); t(o.setdefault,key='r',default=4); show(o, o.__reduce__())
show(O(), o.keys(), o.values(), o.items(), type(o.keys()), type(iter(o)), iter(o.items()), type(reversed(o)), type(o.keys()).__mro__)
class S(O): pass
s=S(a=1); s.x=1; show(s, s.copy(), s.__reduce__(), vars(s.copy()))
show(o|{1:2}, {1:2}|o, type({1:2}|o)); 
try: o|5
except Exception as e: show(type(e),e)
try: o|=5
except Exception as e: show(type(e),e)
try: o|[(1,2)]
except Exception as e: show(type(e),e)
o|=[(1,2)]; show(o)
show(O(a=1,b=2)==O(b=2,a=1), O(a=1,b=2)=={'b':2,'a':1}, O(a=1)!=O(a=1))
o=O(a=1); dict.__setitem__(o,'z',2); show(o, list(o), len(o), o=={'a':1,'z':2}, list(o.items())); t(o.pop,'z'); 
dict.__delitem__(o,'a'); t(list,o); t(repr,o); t(list, o.items())

o=O(a=1,b=2); dict.pop(o,'a'); t(list,o);t(o.popitem)
o=O(a=1,b=2); dict.pop(o,'b'); t(o.popitem)
o=O(a=1,b=2,c=3)
it=iter(o); next(it); o.move_to_end('a'); t(next,it); t(next,it)
it=iter(o); next(it); o['zz']=1; t(next,it); t(next,it)
it=iter(o); next(it); dict.__setitem__(o,'yy',1); t(next,it)
it=iter(o); show(it.__reduce__(), it.__length_hint__() if hasattr(it,'__length_hint__') else None); next(it); show(it.__reduce__())
show(o.__dict__); o.attr=1; show(o.__dict__, o.__reduce__())
class K(O):
  def __setitem__(self,k,v): show('set',k); super().__setitem__(k,v)
  def __delitem__(self,k): show('del',k); super().__delitem__(k)
  def __getitem__(self,k): show('get',k); return super().__getitem__(k)
  def __contains__(self,k): show('contains',k); return super().__contains__(k)
  def __missing__(self,k): show('missing',k); return 'M'
  def __iter__(self): show('iter'); return super().__iter__()
  def keys(self): show('keys'); return super().keys()
  def items(self): show('items'); return super().items()
k=K(a=1,b=2); show('--copy'); c=k.copy(); show('--pop'); show(k.pop('a')); t(k.pop,'zz'); show('--popitem'); show(k.popitem()); show('--setdefault'); k.setdefault('z',1); k.setdefault('z',1);show('--repr'); show(repr(k)); show('--eq'); show(k==O(z=1)); show('--or'); k|{1:2}; show('--reduce'); k.__reduce__(); show('--clear'); k.clear(); show('--fromkeys'); K.fromkeys('ab'); show('--update'); k.update(k); k.update({1:2}); k.update(O(a=1)); k.update([(3,4)]); show('--move');k.move_to_end(3); show('--O(k)'); O(k); show('--dict(k)'); show(dict(k)); show('values'); list(k.values()); list(k.items())
t(O.fromkeys); t(O.fromkeys,[1],2,3); t(O.fromkeys,iterable=[1],value=2); t(hash,o)
show(o.keys()=={'a'}, o.keys()&{'a'}, list(reversed(o.items())), list(reversed(o.keys())),o.keys().mapping)
o=O(a=1); o['s']=o; show(o)
t(lambda: o.nosuch)
