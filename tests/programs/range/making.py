"""Constructors of range and slice, their attributes and iterators."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
range()
range(1.5)
range('3')
range(1, 2, 0)
range(1, 2, 3, 4)
range(x=1)
range(None)
range(True)
list(range(5, 0, -2))
list(range(0, -3))
list(range(2**64, 2**64 + 3))
range(10).start
range(10).stop
range(10).step
range(10).start.real
len(range(2**70))
range(2**70)[2**69]
range(3) == [0, 1, 2]
range(3) < range(4)
range(0) == range(5, 1)
hash(range(0)) == hash(range(5, 1))
range(10)[2:5]
range(10)[::-2]
range(10)[2:5][0]
reversed(range(3))
list(reversed(range(2**70, 2**70 + 2)))
iter(range(3)).__length_hint__()
iter(range(3)).__reduce__()
iter(range(2**70, 2**71)).__reduce__()
iter(range(3)).__setstate__(2)
sum(range(101))
max(range(5, 20, 4))
5 in range(0, 10, 5)
5.5 in range(10)
range(3).x
slice(1)
slice(1, 2)
slice(1, 2, 3)
slice()
slice(1, 2, 3, 4)
slice(x=1)
slice('a', None, 1.5)
slice(1, 2).start
slice(1).step
slice(1, 2) == slice(1, 2)
slice(1, 2) < slice(1, 3)
slice(1) < 3
hash(slice(1, 2)) == hash(slice(1, 2))
hash(slice([]))
slice(1, 10, 2).indices(5)
slice(None, None, -1).indices(5)
slice(None).indices(-1)
slice('a').indices(5)
slice(None, None, 0).indices(5)
slice(2**70).indices(2**80)
slice(1).indices()
slice(1, 2).__reduce__()
slice(1, 2).__getitem__
[1, 2, 3][slice(1, None)]
type(slice(1)).__name__
slice(0).start
slice.__hash__(slice(1)) == hash(slice(1))
slice[int]
range[int]
""".strip().splitlines():
    print(source, "->", attempt(source))
