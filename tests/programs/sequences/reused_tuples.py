"""Iterators that give tuples may give the same object again, but never one that somebody still has."""

import gc

for make in (
    lambda: enumerate("abcd"),
    lambda: zip("abcd", range(4)),
    lambda: zip("abcd", range(4), [None] * 4),
    lambda: zip("abcd", range(4), [None] * 4, "wxyz"),
    lambda: dict.fromkeys("abcd", 1).items(),
    lambda: reversed(dict.fromkeys("abcd", 1).items()),
):
    print(list(make()))
    kept = []
    for index, pair in enumerate(make()):
        if index % 2:
            kept.append(pair)
    print(kept, [hash(pair) == hash(tuple(list(pair))) for pair in kept])
    iterator = iter(make())
    first = next(iterator)
    saved = hash(first)
    second = next(iterator)
    print(first, second, first is second, saved == hash(first))
    del first, second
    third = next(iterator)
    print(third, hash(third) == hash(tuple(list(third))))
    gc.collect()
    print(next(iterator), third)

seen = {pair for pair in enumerate("xyz")}
print(sorted(seen), (1, "y") in seen)


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


for index, item in enumerate(Noisy(name) for name in "ab"):
    print(index, item.name)
    del item
print("end of the loop")
for a, b in zip([1, 2], (Noisy(name) for name in "cd")):
    b = None
print("end")

d = {"a": 1, "b": 2}
pairs = iter(d.items())
print(next(pairs), pairs.__reduce__()[1])
print(list(pairs))
