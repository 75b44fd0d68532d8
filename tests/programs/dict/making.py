"""Constructors of dict, its views, and their operators."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
dict()
dict(a=1)
dict([('a', 1)], b=2)
dict({'a': 1}, a=2)
dict(3)
dict([1])
dict(['abc'])
dict([('a', 1)], [('b', 2)])
dict(**{'a': 1})
dict(**{1: 2})
dict(zip('ab', range(2)))
{**{'a': 1}, 'b': 2}
{[]: 1}
{{}: 1}
{1: 'a', True: 'b', 1.0: 'c'}
{'a': 1}.keys() & ['a', 'b']
{'a': 1}.keys() | 'xy' == {'a', 'x', 'y'}
{'a': 1}.keys() - {'a'}
{'a': 1}.keys() ^ {'b'} == {'a', 'b'}
{'a': 1}.keys() == {'a'}
{'a': 1}.keys() <= {'a', 'b'}
{'a': 1}.keys() < {'a'}
{'a': 1}.items() & {('a', 1)}
{'a': []}.items() & {1}
{'a': 1}.items() == {('a', 1)}
{'a': 1}.values() == {'a': 1}.values()
{'a': 1}.keys() & 3
{'a': 1}.keys().isdisjoint('b')
{'a': 1}.items().isdisjoint([('a', 1)])
{'a': 1}.keys().isdisjoint(3)
'a' in {'a': 1}.keys()
[] in {'a': 1}.keys()
('a', 1) in {'a': 1}.items()
('a', []) in {'a': 1}.items()
3 in {'a': 1}.items()
1 in {'a': 1}.values()
list(reversed({'a': 1, 'b': 2}))
list(reversed({'a': 1, 'b': 2}.values()))
list(reversed({'a': 1, 'b': 2}.items()))
len({'a': 1}.items())
{'a': 1}.keys().mapping
{'a': 1}.items().mapping['a']
{'a': 1}.values().mapping | {}
{'a': 1}.keys()[0]
hash({})
hash({}.keys())
{'a': {}}['a']['b']
{1: 2}[1, 2]
iter({'a': 1}).__length_hint__()
iter({'a': 1}).__reduce__()
reversed({'a': 1}).__reduce__()
iter({'a': 1}.items()).__next__()
{'a': 1} | {'b': 2}
{'a': 1} | [('b', 2)]
{'a': 1} < {'b': 2}
repr({'a': {'b': ()}})
type({}.keys())()
type({}.items())(3)
{'a': 1}.keys().__class__.__name__
{'a': 1}.__class__.__class_getitem__(int)
dict.fromkeys('ab', [])
dict.fromkeys(range(3))
dict.fromkeys(3)
dict.__new__(dict, 3)
dict.__init__({}, 3)
dict.__getitem__({}, 1)
dict.get([], 1)
dict.keys()
""".strip().splitlines():
    print(source, "->", attempt(source))
