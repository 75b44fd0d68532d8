"""Sorting: all kinds of items, keys, failures, lists that change meanwhile."""
class P:
    n = 0
    def __init__(s, k, i): s.k = k; s.i = i
    def __lt__(s, o): return s.k < o.k
    def __repr__(s): return f'{s.k}.{s.i}'
seed = 12345
def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return (seed >> 8) % n
for n in [0, 1, 2, 3, 10, 63, 64, 65, 100, 500, 1000]:
    for r in [2, 10, 1000000]:
        ks = [rnd(r) for _ in range(n)]
        for make in (lambda k, i: P(k, i), lambda k, i: (k, i), lambda k, i: k, lambda k, i: k + .5, lambda k, i: str(k), lambda k,i: [k], lambda k,i: (str(k), k)):
            l = [make(k, i) for i, k in enumerate(ks)]
            a = sorted(l)
            b = sorted(l, reverse=True)
            c = sorted(range(n), key=lambda i: ks[i])
            d = sorted(range(n), key=lambda i: str(ks[i]), reverse=True)
            print(n, r, hash(repr((a, b, c, d)[:1])) , repr(a[:5]), repr(b[:5]), c[:5], d[:5], a == sorted(a))
print(sorted([1, 2.5, True, 0, -1, 10**30, -10**30, 3.0, float('-inf')]))
nan = float('nan')
print([1.0, nan, 2.0].index(nan), nan in [nan], [nan] == [nan], (1, nan) < (1, nan))
l = [3, 1, 2]
try: l.sort(key=lambda x: l.append(1) or x)
except ValueError as e: print(e)
print(l)
l = [3, 1, 2]
try: l.sort(key=lambda x: 1/0)
except ZeroDivisionError as e: print(e)
print(l)
class Bad:
    def __lt__(s, o): raise RuntimeError('no')
l = [Bad(), Bad(), 1]
try: l.sort()
except Exception as e: print(type(e), e)
print(len(l))
for bad in ([1, 'a'], [(1, 2), (1, 'a')], [None, 1], [(), None], ['a', b'a'], [1, 2.0, 'x']):
    try: bad.sort()
    except TypeError as e: print(e)
l = list(range(1000)); l.sort(); print(l == list(range(1000)))
l.sort(reverse=True); print(l == list(range(999, -1, -1)))
print(sorted('banana'), sorted(['b', 'é', 'a', '日', '😀', 'z']), sorted({'b': 1, 'a': 2}))
print(hash((1, 2, 3)), hash(()), hash((1, (2, 3), None, True, 1.5)), hash(tuple(range(100))))
