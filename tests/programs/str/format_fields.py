"""str.format: fields, attributes, indices, conversions and errors."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
'{}'.format(1)
'{} {}'.format(1)
'{0} {0!r:>5} {1!s} {2!a}'.format('x', 'y', 'Ω')
'{0.real} {0.imag}'.format(1+2j)
'{a[0]} {a[-1]} {b[key]}'.format(a=[1, 2], b={'-1': 0, 'key': 5})
'{a[-1]}'.format(a={'-1': 9})
'{a[x]}'.format(a=[1])
'{a.b}'.format(a=1)
'{}{0}'.format(1)
'{0}{}'.format(1)
'{'.format(1)
'}'.format(1)
'{{}}'.format()
'{!x}'.format(1)
'{!}'.format(1)
'{:{}}'.format('a', 5)
'{:{w}.{p}}'.format(3.14159, w=10, p=3)
'{:{:{}}}'.format(1, 2, 3)
'{a'.format(a=1)
'{[}'.format([1])
'{0[}'.format([1])
'{0[]}'.format([1])
'{0.}'.format(1)
'{0]}'.format(1)
'{-1}'.format(1)
'{99999999999999999999}'.format(1)
'{a b}'.format(**{'a b': 1})
'{:d}'.format('x')
'{:s}'.format(1)
'{!r:10}|'.format(None)
'{:10}|'.format(None)
'{0!r}{1!r}'.format(*'ab')
'{:%Y}'.format(1)
str.format()
'{}'.format_map([1])
'{x}'.format_map({'x': 1})
'{x}'.format_map({})
'{0}'.format_map({'0': 1})
'{x}'.format_map(3)
'{x!r:^9}'.format_map({'x': 'é'})
""".strip().splitlines():
    print(source, "->", attempt(source))
