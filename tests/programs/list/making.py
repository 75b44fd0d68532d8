"""Constructors, operators and iterators of lists and tuples."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
list()
list('abc')
list(3)
list([1], 2)
list(iterable=[1])
list({1: 2})
list(None)
tuple()
tuple([1, 2])
tuple('ab')
tuple(3)
tuple(x=1)
tuple([1], 2)
[1] + (2,)
(1,) + [2]
[1] * 2**62
(1,) * 2**62
[1] < (1,)
[1, 2] < [1, 'a']
[1, 2] == [1, 2.0]
[float('nan')] == [float('nan')]
() < (1,)
(1, 2) >= (1, 2)
[*range(3), *'ab']
(*[], 1)
[[]] * 2
list(reversed([1, 2]))
list(reversed((1, 2)))
[].__iter__().__length_hint__()
iter([1, 2]).__reduce__()
iter((1, 2)).__reduce__()
reversed([1, 2]).__reduce__()
iter([1, 2]).__setstate__(1)
iter([1, 2]).__setstate__('x')
[1, 2, 3].__reversed__().__length_hint__()
sorted([3, 1, 2])
sorted('hello', reverse=True)
sorted([1, 'a'])
sorted([3, 1], key=lambda x: -x)
sorted()
sorted(3)
sorted([1], None)
sorted([1], foo=1)
max([])
max([1, 5, 3])
max(1, 2, key=lambda x: -x)
max([], default=0)
max(1, 2, default=0)
max(1)
max()
min('hello')
min(1, 'a')
min([1], key=3)
sum([1, 2, 3])
sum([1.5, 2])
sum([[1], [2]], [])
sum(['a'], '')
sum([b'a'], b'')
sum([1], start=5)
sum(3)
sum(['a'])
sum([0.1] * 10)
sum([1e308, 1e308, -1e308])
any([0, '', 3])
all([])
any(3)
all([1, 0])
list(enumerate('ab', 5))
list(enumerate('ab', start='x'))
enumerate(3)
list(zip('ab', [1, 2, 3]))
list(zip('ab', [1], strict=True))
list(zip('a', [1, 2], strict=True))
list(zip())
zip(1)
list(zip('a', 3))
list(map(str, [1, 2]))
list(map(lambda a, b: a + b, [1, 2], [3]))
list(map(pow, [1, 2], [3], strict=True))
map(str)
map()
list(map(3, [1]))
list(filter(None, [0, 1, '', 'a']))
list(filter(str.isdigit, 'a1'))
filter(None)
filter(1, 2)
""".strip().splitlines():
    print(source, "->", attempt(source))
