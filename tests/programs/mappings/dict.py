"""Dicts and their views: operators, methods, errors, mutation under the hands of iterators and __eq__, deaths."""
def t(f):
    try:
        r = f()
        print(type(r).__name__, ("yes" if r else "no") if r is True or r is False else repr(r))
    except BaseException as e:
        print(type(e).__name__, str(e))
class S(set): pass
class F(frozenset): pass
class D(dict): pass
class M(dict):
    def __missing__(s, k): return 'missing ' + k
d = {'a': 'b', 'c': 'd'}
for f in (lambda: d, lambda: d.keys(), lambda: d.values(), lambda: d.items(), lambda: list(d), lambda: list(reversed(d)), lambda: list(d.items()), lambda: list(reversed(d.items())), lambda: list(reversed(d.values())), lambda: d | {'e': 'f'}, lambda: d | None, lambda: d == {'c': 'd', 'a': 'b'}, lambda: d != {}, lambda: d < d, lambda: dict(d), lambda: dict([('x', 'y'), 'zw']), lambda: dict(['abc']), lambda: dict([None]), lambda: dict(None), lambda: dict(d, a='z', q='r'), lambda: dict('a', 'b'), lambda: d.copy(), lambda: D(d), lambda: D(d).copy(), lambda: dict.fromkeys('xyz'), lambda: D.fromkeys('xyz', 'v'), lambda: dict.fromkeys({'a', 'b'}), lambda: d.setdefault('a', 'n'), lambda: d.setdefault('n', 'm'), lambda: d.popitem(), lambda: {}.popitem(), lambda: d.update([('p', 'q')]), lambda: d.update(z='y'), lambda: d, lambda: d.pop('z'), lambda: d.keys() | {'k'}, lambda: d.keys() - {'a'}, lambda: d.keys() ^ {'a', 'k'}, lambda: d.items() & {('a', 'b')}, lambda: d.items() ^ {'a': 'x'}.items(), lambda: d.keys() <= {'a', 'b', 'c', 'p'}, lambda: d.keys() == {'a', 'c', 'p'}, lambda: d.keys().isdisjoint('xyz'), lambda: ('a', 'b') in d.items(), lambda: ('a', 'c') in d.items(), lambda: 'a' in d.keys(), lambda: 'b' in d.values(), lambda: d.keys().mapping, lambda: d.__or__(None), lambda: d.keys() | None, lambda: d.keys() < None, lambda: hash(d.keys()), lambda: hash(d), lambda: type(d.keys())(), lambda: {}.get(), lambda: {}.get('a', 'b', 'c'), lambda: {}.get(k='v'), lambda: {}.keys('a'), lambda: dict.__new__(), lambda: dict.__new__(D), lambda: {'a': {}}.items(), lambda: {}.__contains__('a'), lambda: d.__getitem__('a'), lambda: d.__eq__('a'), lambda: d.__sizeof__() > False): t(f)
r = {}; r['self'] = r; t(lambda: r)
v = {}; v['x'] = v.values(); t(lambda: v); t(lambda: v.values())
it = iter(d); next(it); d['more'] = 'm'
t(lambda: next(it)); t(lambda: next(it))
d = {'a': 'a'}; it = iter(d); next(it); del d['a']; d['b'] = 'c'; t(lambda: next(it))
d = {'a': 'b'}
d |= [('c', 'd')]; t(lambda: d); d.clear(); t(lambda: d); 
def f():
    del d['x']
t(f)
class K:
    def keys(self): return ['k1', 'k2']
    def __getitem__(self, k): return k + '!'
t(lambda: dict(K())); t(lambda: {**K()})
class K2:
    def keys(self): return None
t(lambda: dict(K2()))
class D2(dict):
    def __init__(self, *a): self.seen = a
t(lambda: D2('a', 'b', 'c').seen)
log = []
class Loud:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
    def __hash__(self): return hash('x')
    def __eq__(self, o): return self is o
d = {Loud('k1'): Loud('v1'), Loud('k2'): Loud('v2')}
del d; t(lambda: log); log.clear()
d = {Loud('k1'): Loud('v1'), Loud('k2'): Loud('v2')}
d.clear(); t(lambda: log); log.clear()
d = {'a': Loud('old')}; d['a'] = 'n'; t(lambda: log); log.clear()
class Evil:
    def __init__(self, d): self.d = d
    def __hash__(self): return hash('a')
    def __eq__(self, o): self.d.clear(); return True
d = {'a': 'b', 'c': 'd'}
t(lambda: Evil(d) in d); t(lambda: d)
big = {}
for w in 'the quick brown fox jumps over the lazy dog and runs away from all of it again while nobody looks'.split():
    big[w] = w.upper()
for w in 'the fox lazy'.split(): del big[w]
t(lambda: big); t(lambda: set(big)); t(lambda: frozenset(big.values())); t(lambda: sorted(big.keys() - {'dog'}))
