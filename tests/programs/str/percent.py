"""The operator % of str."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
'%d' % 3
'%5d|%-5d|%05d|%+d|% d' % (1, 2, 3, 4, 5)
'%x %X %#x %o %#o' % (255, 255, 255, 8, 8)
'%e %E %.0e %#.0e' % (1.5, 1e10, 25., 25.)
'%f %F %.2f %g %G' % (1.5, float('inf'), 2.675, 1e-5, 1e20)
'%s %r %a %c %c %%' % ('Ω', 'Ω', 'Ω', 65, 'Z')
'%5.1s|%-5.2r|' % ('abc', 'abc')
'%*d|%-*d|%.*f' % (5, 1, 5, 2, 2, 3.14159)
'%(a)s %(b)05d' % {'a': 1, 'b': 2}
'%(a' % {'a': 1}
'%(a)s' % 3
'%(a)s' % {}
'%s' % ()
'%s %s' % (1,)
'%s' % (1, 2)
'x' % 3
'x' % {}
'x' % []
'%d' % 'x'
'%d' % 3.99
'%d' % 1j
'%x' % 3.5
'%c' % 'ab'
'%c' % -1
'%c' % 0x110000
'%c' % 3.5
'%f' % 'x'
'%y' % 1
'%' % 1
'%5' % 1
'%.%' % ()
'%*d' % ('x', 1)
'%i %u' % (-3, 4)
'%ld %hd %Lf' % (1, 2, 3)
'%#.3g' % 1.0
'%+08.2f' % -3.14159
'%s' % b'x'
'%r' % (1,)
'%s' % [1, 2]
'%-010d|' % 5
'%020.10d' % 12345
'%#020x' % 12345
'%.0f %.0f %.0f' % (0.5, 1.5, 2.5)
'%s %(a)s' % {'a': 1}
'%(a)%' % {'a': 1}
""".strip().splitlines():
    print(source, "->", attempt(source))
