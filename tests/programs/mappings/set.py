"""Sets: operators, methods, errors, order."""
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
def each(T):
    a = T(['a', 'b', 'q']); b = T(['b', 'c', 'zz'])
    for f in (lambda: a|b, lambda: a&b, lambda: a-b, lambda: a^b, lambda: a.copy(), lambda: a.union(b, 'xyz'), lambda: a.intersection(b), lambda: a.intersection(), lambda: a.intersection(['b', 'z'], 'b'), lambda: a.difference(b), lambda: a.difference(), lambda: a.difference({'a': 'b'}), lambda: a.symmetric_difference(b), lambda: a.symmetric_difference('bcd'), lambda: a.symmetric_difference({'a': 'b'}), lambda: {'1'}|a, lambda: frozenset(['9'])|a, lambda: a&a, lambda: a.__reduce__()[1], lambda: a.union(), lambda: a-a, lambda: a^a, lambda: {'a': 'b'}.keys() & a, lambda: {'a': 'b', 'c': 'd'}.keys() & {'a'}, lambda: {'a': 'b'}.keys() & frozenset(['a', 'b']),
        lambda: a == b, lambda: a != b, lambda: a < b, lambda: a <= a, lambda: a >= a|b, lambda: a|b > a, lambda: a.issubset('abq'), lambda: a.issuperset('ab'), lambda: a.isdisjoint('xy'), lambda: a.isdisjoint(b), lambda: 'a' in a, lambda: ['a'] in a, lambda: {'a'} in a, lambda: {frozenset('a')}.__contains__({'a'}), lambda: not T(), lambda: T(), lambda: T('a'), lambda: T('a', 'b'), lambda: T(a='b')):
        t(f)
each(set); each(frozenset); each(S); each(F)
x = frozenset(['a'])
t(lambda: frozenset(x) is x); t(lambda: x.copy() is x); t(lambda: frozenset(F(x)) is x)
for f in (lambda: set(None), lambda: S(a='b'), lambda: set().pop(), lambda: {'a'}.remove('b'), lambda: {'a'}.remove({'b'}), lambda: {'a'}|['b'], lambda: {'a'}.update(None), lambda: {'a'} < ['a'], lambda: {'a'} == {'a': 'b'}, lambda: set([S(['a'])]), lambda: set().__init__(['a'], 'b'), lambda: {'a'}.add([]), lambda: hash(set()), lambda: {[]}, lambda: {[]: 'a'}, lambda: {}[[]], lambda: {}.get([]), lambda: {}.pop([]), lambda: {'a': 'b'}.pop([]), lambda: {'a': 'b'}.pop('c'), lambda: {}.pop('c', 'd'), lambda: {}['k'], lambda: M()['k'], lambda: D()['k'], lambda: M().get('k')): t(f)
s = set('ab'); it = iter(s); s.add('zz')
t(lambda: next(it)); t(lambda: next(it)); t(lambda: it.__length_hint__() == False)
s = set('abc'); s |= set('de'); t(lambda: s); s &= set('abd'); t(lambda: s); s -= {'a'}; t(lambda: s); s ^= set('bx'); t(lambda: s); s.clear(); t(lambda: s)
