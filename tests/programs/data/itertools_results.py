"""What the types of itertools give."""
from itertools import *

print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b, initial=5)), list(accumulate([], initial=1)))
print(list(batched('abcdefg', 3)), list(batched([], 2)))
try:
    print(list(batched('abcd', 3, strict=True)))
except ValueError as e:
    print(e)
print(list(chain('ab', [], (1,))), list(chain.from_iterable(['x', 'yz'])))
for r in range(5):
    print(list(combinations('abcd', r)), list(combinations_with_replacement('abc', r)), list(permutations('abc', r)))
print(list(permutations(range(3))), list(product('ab', repeat=2)), list(product('ab', [], 'c')), list(product()))
print(list(product('ab', (1, 2), 'x')))
print(list(compress('abcdef', [1, 0, 1, 0, 1])))
print(list(islice(count(3), 3)), list(islice(count(2.5, 0.5), 3)), list(islice(count(2**62 - 1), 3)), list(islice(count(-2**62, -1), 3)))
print(list(islice(cycle('ab'), 5)), list(cycle('')))
print(list(dropwhile(lambda x: x < 3, [1, 4, 1])), list(takewhile(lambda x: x < 3, [1, 4, 1])))
print(list(filterfalse(None, [0, 1, '', 'a'])), list(filterfalse(lambda x: x % 2, range(5))))
print([(k, list(g)) for k, g in groupby('aabbbca')], [(k, list(g)) for k, g in groupby(range(6), lambda x: x // 2)])
groups = groupby('aab')
_, first = next(groups)
print(next(first))
_, second = next(groups)
print(list(first), list(second), list(groups))
print([list(islice('abcdefgh', *a)) for a in ((3,), (2, 5), (1, None, 3), (None,), (0, 100, 4), (5, 2))])
i = iter(range(10))
print(list(islice(i, 2, 5)), list(i))
print(list(pairwise('abcd')), list(pairwise('a')), list(repeat('x', 3)), list(repeat('x', -1)))
print(list(starmap(pow, [(2, 3), [3, 2]])), list(zip_longest('abc', 'x', fillvalue='-')), list(zip_longest()))
a, b, c = tee(range(200), 3)
print(sum(a), list(islice(b, 3)), sum(c), sum(b))
d, = tee(b, 1)
print(list(d), list(tee('xy', 2)[1].__copy__()), tee('', 0))


class Again:
    """Asks the tee again while it is asked."""

    def __iter__(self):
        return self

    def __next__(self):
        return next(t1)


t1, t2 = tee(Again())
try:
    next(t1)
except RuntimeError as e:
    print(e)


class Log:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('gone', self.name)


l = [Log(i) for i in range(3)]
i = chain(iter(l))
del l
print('first', next(i).name)
del i
print('end')
