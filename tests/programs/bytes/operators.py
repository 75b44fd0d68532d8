"""Operators, subscripts and comparisons of bytes."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
b'a' + b'b'
b'a' + 'b'
b'a' + bytearray(b'b')
bytearray(b'a') + b'b'
b'a' + 3
b'a' + memoryview(b'b')
b'ab' * 2
2 * bytearray(b'ab')
b'ab' * -1
b'ab' * 'x'
b'ab' * 2**62
b'abc'[0]
b'abc'[-4]
b'abc'[1:2]
b'abc'[::-2]
b'abc'['x']
b'abc'[None]
97 in b'abc'
300 in b'abc'
-1 in b'abc'
b'bc' in b'abc'
'b' in b'abc'
None in b'abc'
b'a' < b'b'
b'a' < 'a'
b'a' == 'a'
b'a' == bytearray(b'a')
b'a' == memoryview(b'a')
b'a' < bytearray(b'b')
bytearray(b'a') < memoryview(b'b')
hash(b'a') == hash(bytes([97]))
hash(bytearray(b'a'))
b'%d %s %b %a %r %c' % (3, b'x', b'y', 'Ω', 'Ω', 65)
b'%s' % 'x'
b'%b' % 3
b'%c' % b'ab'
b'%c' % 256
b'%(a)s' % {b'a': b'x'}
b'%x %5.2f|%-5d|' % (255, 1.5, 3)
b'%d' % 'x'
b'%s %s' % (b'x',)
b'%s' % (b'x', b'y')
b'%y' % 3
bytearray(b'%d') % 3
b'%' % ()
-b'a'
list(b'ab')
list(reversed(bytearray(b'ab')))
b'\\'"\\\\\\t\\x7f\\xff'
bytearray(b"'")
b'ab'.__contains__('a')
b'ab'.__getitem__('a')
b'ab'.__eq__('ab')
b'ab'.__mod__(3)
b'ab'.__rmul__(2)
""".strip().splitlines():
    print(source, "->", attempt(source))
