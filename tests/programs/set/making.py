"""Constructors and operators of sets."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
set()
set('aab') == {'a', 'b'}
set(3)
set([[]])
set([1], [2])
set(x=1)
frozenset()
frozenset([3])
frozenset(frozenset([3]))
frozenset(3)
frozenset([1], 2)
frozenset(x=1)
{*[], *'a'}
{[]}
{1} | {2}
{1} | [2]
{1} & frozenset({1})
frozenset({1}) & {1}
{1} - frozenset({1})
{1} < {1, 2}
{1} < [1]
{1} <= frozenset({1})
{1} == frozenset({1})
{1} != {1}
hash(frozenset()) == hash(frozenset())
hash({1})
hash(frozenset({1, 2, 3}))
hash(frozenset({'x'})) == hash(frozenset('x'))
{frozenset({1}): 2}[frozenset({1})]
{1} in {frozenset({1})}
sorted({3, 1, 2})
{1.0, 1, True}
{0, False, 0.0}
len({float('nan'), float('nan')})
iter({1}).__length_hint__()
iter({1}).__reduce__()
set().__reduce__()
frozenset({1}).__reduce__()
set.__class_getitem__(int)
set[int]
frozenset[int, str]
set.union({1}, [2])
set.union([1], [2])
set.add(frozenset(), 1)
frozenset().add(1)
{1}.__sizeof__() > 0
{1, 2}.__iter__().__next__()
repr({(1, frozenset({2}))})
{i % 3 for i in range(10)}
set(range(5)) ^ {3, 9}
{1} >= {2}
bool(set())
""".strip().splitlines():
    print(source, "->", attempt(source))
