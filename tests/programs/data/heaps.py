"""Heaps and searches in sorted lists."""
from _heapq import *
from _bisect import *


def t(f, *a, **k):
    try:
        print(f.__name__, f(*a, **k))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


x = 12345
values = []
for _ in range(200):
    x = (x * 1103515245 + 12345) % 2**31
    values.append(x % 100)
heap = []
for v in values:
    heappush(heap, v)
print(heap, [heappop(heap) for _ in range(len(heap))] == sorted(values))
heap = values[:]
heapify(heap)
print(heap, heapreplace(heap, 50), heappushpop(heap, 50), heappushpop(heap, -1), heap)
heap = values[:]
heapify_max(heap)
print(heap, heapreplace_max(heap, 50), heappushpop_max(heap, 50), heappushpop_max(heap, 1000), heap)
print([heappop_max(heap) for _ in range(len(heap))])
heappush_max(heap, 1.5)
heappush_max(heap, 3)
print(heap)
for f in (heappop, heapify, heappop_max, heapify_max):
    t(f, [])
    t(f, 5)
    t(f)
for f in (heappush, heappushpop, heapreplace, heapreplace_max):
    t(f, [], 1)
    t(f, (), 1)
    t(f, [1], 'a')


class Clears:
    def __lt__(self, other):
        h.clear()
        return True


h = [Clears(), Clears(), Clears()]
t(heappush, h, 1)
s = [1, 2, 2, 2, 3, 10]
for v in (0, 1, 2, 2.5, 3, 11):
    print(bisect_left(s, v), bisect_right(s, v), bisect_left(s, v, 2), bisect_right(s, v, 1, 3), bisect_left(s, -v, key=lambda x: -x))
insort_left(s, 2.0)
insort_right(s, 2.0)
insort_right(s, (1,), key=lambda v: v[0] if isinstance(v, tuple) else v)
print(s)
t(bisect_left, [1], 1, -1)
t(bisect_left, 5, 1)
t(bisect_left, [1, 'a'], 1)
t(bisect_left, [1, 2], 1, 0, 5)
t(bisect_left, (1, 2, 3), 2)
t(bisect_right, range(10), 5, 2, 8)
t(bisect_right)
t(insort_left, 'abc', 'b')
