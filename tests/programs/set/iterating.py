"""Loops over sets and frozensets: each key once, also where the set changes meanwhile; subsets whose keys have to be asked."""
from operator import length_hint


def over(keys):
    seen = []
    try:
        for key in keys:
            seen.append(key)
            if len(seen) == 3:
                yield seen
    except RuntimeError as error:
        yield error
    yield sorted(seen)


class Own(set):
    pass


for kind in (set, frozenset, Own):
    for count in (0, 1, 3, 8, 40):
        print(kind.__name__, count, [str(step) for step in over(kind(range(count)))])

changing = set(range(10))
steps = over(changing)
print(next(steps))
changing.add(99)
print(next(steps), next(steps))
changing.discard(99)

iterator = iter(changing)
print(next(iterator), length_hint(iterator), iterator.__reduce__()[1])
changing.add("more")
for attempt in range(2):
    try:
        print(next(iterator))
    except RuntimeError as error:
        print(error, length_hint(iterator))
print(min(changing - {"more"}), max({3, 1, 2}), sum({1, 2, 3}), list({5}), tuple(frozenset([6])), [*{7}], {8: 1, **{9: 2}})

ended = iter({1})
print(next(ended), next(ended, None), next(ended, None), length_hint(ended))


def mixed(values):
    return [[value for value in values] for values in values]


print(mixed([{1}, [2], (3,), frozenset([4]), range(5, 6), "7", {8: 8}, iter([9]), {10}, {}, set()]))


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 5

    def __eq__(self, other):
        print("asked", self.name, getattr(other, "name", other))
        return self.name == getattr(other, "name", other)


a, b, c = Key("a"), Key("b"), Key("a")
print({a} <= {b, 1}, {a} <= {a, 2}, {a, 1} == {c, 1}, {5} < {5, a}, {1, 2} <= {1, 2, 3}, {1, 9} <= {1, 2, 3}, set() <= {1})
print({1} == 1, {1} != frozenset([1]), {1.5} >= {1.5, 2})
