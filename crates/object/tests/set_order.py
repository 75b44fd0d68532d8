"""Writes set_order.txt: operations on sets, and the order in which the keys then lie. Run with PYTHONHASHSEED=0.

Each line: what the keys are (int, or str made of the number), operations, "=>", the hash of the frozenset, the keys.
  aN add  dN discard  p pop  c clear  uN:M:S update with the set of a range  y copy  rN:M:S difference_update with that set
"""
import random

random.seed(3)


def apply(text, make, keys):
    kind, rest = text[0], text[1:]
    if kind == "a":
        keys.add(make(int(rest)))
    elif kind == "d":
        keys.discard(make(int(rest)))
    elif kind == "p":
        if keys:
            keys.pop()
    elif kind == "c":
        keys.clear()
    elif kind == "y":
        return keys.copy()
    else:
        other = set(make(n) for n in range(*map(int, rest.split(":"))))
        if kind == "u":
            keys.update(other)
        else:
            keys.difference_update(other)
    return keys


def some_range():
    start, step = random.randrange(40), random.choice([1, 1, 3, 8, 64])
    return f"{start}:{start + step * random.randrange(60)}:{step}"


with open("set_order.txt", "w") as out:
    for kind in ["int", "str"] * 60:
        make = (lambda n: n) if kind == "int" else (lambda n: f"key{n}")
        keys, operations = set(), []
        width = random.choice([8, 30, 300, 5000])
        for _ in range(random.randrange(1, 90)):
            operation = random.choice(["a"] * 12 + ["d"] * 5 + ["p", "p", "u", "r", "y"] + ["c"] * (random.random() < 0.1))
            if operation in "ad":
                operation += str(random.randrange(width))
            elif operation in "ur":
                operation += some_range()
            operations.append(operation)
            keys = apply(operation, make, keys)
        print(kind, *operations, "=>", hash(frozenset(keys)), *keys, file=out)
