"""Lists that change while they are compared, searched, extended; slices that are assigned; memory."""
a = [1, 2]; a.append(a); print(a); t = (a, 1); a.append(t); print(t, a)
class M:
    def __eq__(s, o): x.clear(); return False
x = [M(), M(), 1]
print(x == [1, 2, 3], x)
x = [M(), M(), 1]
print(5 in x, x)
x = [M(), M(), 1]
try: x.remove(7)
except ValueError as e: print(e)
x = [M(), M(), 1]
print(x.count(3))
x = [M(), 5]
try: print(x.index(5))
except ValueError as e: print(e)
l = list(range(10)); l[2:5] = 'abcdef'; print(l); l[::2] = range(7); print(l) if len(l) == 13 else None
del l[::3]; print(l); del l[-1::-2]; print(l); l[3:1] = [9, 9]; print(l); l[:] = l; print(l); l[1:2] = l; print(l)
l += (1, 2); l += 'xy'; l *= 2; print(l); l *= 0; print(l)
l = [1, 2, 3]
l.extend(l); print(l); l.extend(x for x in l[:2]); print(l)
def g():
    yield 1
    print('during', k)
    yield 2
k = [0]; k.extend(g()); print(k)
k = [0]
try: k.extend(1 // x for x in [1, 1, 0])
except ZeroDivisionError: print(k)
class It:
    def __init__(s): s.n = 0
    def __iter__(s): return s
    def __next__(s):
        s.n += 1
        if s.n > 3: raise StopIteration
        return s.n
    def __length_hint__(s): return 10**5
print(list(It()), tuple(It()), [*It()], (*It(), 0))
for i, v in enumerate('ab', 2**62 - 1): print(i, v)
print(list(enumerate('ab', 2**64)), list(zip(range(3), 'abc', [1, 2])), list(zip()), list(map(lambda a, b: a + b, [1, 2], [3, 4])))
print(list(filter(None, [0, 1, '', 'a'])), list(filter(lambda x: x > 1, [0, 1, 2, 3])), list(reversed('abc')), list(reversed((1, 2))), list(reversed(range(5))))
print(sum(range(101)), max([3, 1, 2]), min((3, 1, 2)), any([0, 1]), all([1, 0]))
print((1, 2, 3)[::-1], (1, 2, 3)[1:], [1, 2, 3][::-1], (1,) * 3, 2 * [0, 1], (1, 2) + (3,), () + (), [1].__mul__(2), list.__rmul__([1], 2))
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], (1, 2) >= (1, 2), [1, 'a'] == [1, 'a'], [] < [1], (1, 2) != (1, 2, 3), [1.0, 2] == [1, 2.0], [True] == [1])
class LL(list): pass
class TT(tuple): pass
print(LL([1, 2]), TT([1]), LL([1]) == [1], TT((1, 2))[:], type(TT((1,))[:]), type(LL([1])[:]), type(LL([1]) + [2]), type(TT((1,)) * 1), type(LL([1]).copy()))
print(type(tuple(TT((1,)))), hash(TT((1, 2))) == hash((1, 2)), TT(), LL())
l = []
for i in range(20): l.append(i)
print([].__sizeof__(), list(range(10)).__sizeof__(), l.__sizeof__())
while l: l.pop(0)
print(l.__sizeof__() <= 72)
