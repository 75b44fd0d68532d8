"""Sorting: stability, keys, reverse, mixed types, runs, and errors in the middle."""
import random

random.seed(5)
for n in (0, 1, 2, 10, 33, 64, 65, 200, 1000):
    data = [(random.randrange(n // 3 + 1), i) for i in range(n)]
    by_first = sorted(data, key=lambda t: t[0])
    print(n, all(a[0] < b[0] or a[0] == b[0] and a[1] < b[1] for a, b in zip(by_first, by_first[1:])), sorted(data, key=lambda t: t[0], reverse=True) == sorted(data, key=lambda t: -t[0]), sorted(data) == sorted(reversed(data)))
for data in ([3, 1.5, True, 2**70, -1], ["b", "é", "a\U0001f600", ""], [b"b", b"a"], [(1, "b"), (1, "a")], [[2], [1, 5], []], [2.0, float("inf"), -0.0, 0.0], [False, True, 0]):
    print(sorted(data), sorted(data, reverse=True), max(data), min(data))
for data in ([1, "a"], [None, None], [1j, 2j], [object(), object()], ["a", b"a"], [(1, "a"), (1, 2)], [{}, {}]):
    try:
        print(sorted(data))
    except TypeError as error:
        print(error)
nan = float("nan")
print(sorted([3.0, nan, 1.0]), [nan] == [nan])
l = [5, 3, 9]
try:
    l.sort(key=lambda x: 1 / (x - 3))
except ZeroDivisionError as error:
    print(error, l)
