"""Iterables without an end: who needs some of the items asks for no more than those."""
import itertools
import collections


class Endless:
    """Counts how often it was asked."""

    asked = 0

    def __iter__(self):
        return self

    def __next__(self):
        Endless.asked += 1
        return Endless.asked

    def __length_hint__(self):
        return 2**62


def asked(name, function):
    Endless.asked = 0
    try:
        result = function(Endless())
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(name, result, "after", Endless.asked)


def two(it):
    first, second = it


def starred(it):
    first, *rest, last = itertools.islice(it, 5)
    return first, rest, last


asked("unpack", two)
asked("starred", starred)
asked("in", lambda it: 7 in it)
asked("any", any)
asked("all", lambda it: all(number < 5 for number in it))
asked("zip", lambda it: list(zip("abc", it)))
asked("zip first", lambda it: list(zip(it, "abc")))
asked("strict zip", lambda it: list(zip("abc", it, strict=True)))
asked("map", lambda it: list(map(lambda a, b: (a, b), it, "ab")))
asked("next", next)
asked("enumerate", lambda it: next(enumerate(it)))
asked("filter", lambda it: next(filter(lambda number: number > 3, it)))
asked("iter", lambda it: next(iter(it)))
asked("islice", lambda it: list(itertools.islice(it, 2, 6, 2)))
asked("takewhile", lambda it: list(itertools.takewhile(lambda number: number < 4, it)))
asked("dropwhile", lambda it: next(itertools.dropwhile(lambda number: number < 4, it)))
asked("chain", lambda it: next(itertools.chain(it, it)))
asked("from_iterable", lambda it: next(itertools.chain.from_iterable(map(str, it))))
asked("tee", lambda it: [next(one) for one in itertools.tee(it, 3)])
asked("accumulate", lambda it: list(itertools.islice(itertools.accumulate(it), 3)))
asked("compress", lambda it: next(itertools.compress(it, it)))
asked("groupby", lambda it: next(itertools.groupby(it))[0])
asked("batched", lambda it: next(itertools.batched(it, 3)))
asked("pairwise", lambda it: next(itertools.pairwise(it)))
asked("starmap", lambda it: next(itertools.starmap(max, zip(it, it))))
asked("zip_longest", lambda it: next(itertools.zip_longest(it, ())))
asked("cycle", lambda it: next(itertools.cycle(it)))
asked("deque", lambda it: collections.deque(itertools.islice(it, 9), maxlen=2))
asked("generator", lambda it: next(number * 2 for number in it))
asked("yield from", lambda it: next((lambda: (yield from it))()))
asked("dict from pairs", lambda it: dict(it))
asked("bytes", lambda it: bytes(number + 250 for number in it))
asked("bytearray extend", lambda it: bytearray().extend(number + 250 for number in it))
asked("set of unhashable", lambda it: {*([] for number in it)})
asked("sum", lambda it: sum("x" if number > 3 else number for number in it))
asked("max", lambda it: max("x" if number > 3 else number for number in it))
asked("sorted", lambda it: sorted(1 // (number - 5) for number in it))
asked("list", lambda it: list(1 // (number - 5) for number in it))
asked("tuple", lambda it: tuple(1 // (number - 5) for number in it))
asked("extend", lambda it: [].extend(1 // (number - 5) for number in it))
asked("slice", lambda it: [1, 2].__setitem__(slice(1), (1 // (number - 5) for number in it)))
asked("call", lambda it: print(*(1 // (number - 5) for number in it)))
asked("update", lambda it: {}.update((number, 1 // (number - 5)) for number in it))
