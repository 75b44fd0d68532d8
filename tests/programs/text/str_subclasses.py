"""Classes that derive from str, and what other classes can do to strings."""

def show(v):
    if isinstance(v, str): return repr(v)
    if isinstance(v, bool): return '%s' % v
    if isinstance(v, int): return '%d' % v
    if isinstance(v, list): return '[' + ', '.join([show(x) for x in v]) + ']'
    if isinstance(v, tuple): return '(' + ', '.join([show(x) for x in v]) + ')'
    if isinstance(v, dict): return '{' + ', '.join([show(x) for x in v.items()]) + '}'
    if isinstance(v, bytes): return 'bytes ' + repr(str(v, 'latin-1'))
    if v is None: return 'None'
    return type(v).__name__


def run(what, f):
    try:
        r = show(f())
    except BaseException as e:
        r = type(e).__name__ + ': ' + str(e)
    print(what, '=>', ascii(r)[1:-1])


class S(str):
    def __str__(self): return 'S!'
    def __format__(self, spec): return 'F' + spec
    def __add__(self, other): return 'A'
    def __mod__(self, other): return 'M'
    def __radd__(self, other): return 'R'
    def __rmod__(self, other): return 'RM'
    def __len__(self): return 99


s = S('abc')
run('overridden', lambda: (s.upper(), str(s), f'{s}', f'{s:x}', s + 'a', 'a' + s, s % 1, 'a' % s, '%s' % (s,), '{}'.format(s), len(s), s[1]))
run('plain results', lambda: [type(x).__name__ for x in (s.strip(), s[:], s * 1, s.replace('x', 'y'), s.center(1), ''.join([s]), s.lower(), s.partition('x')[0], s.split('x')[0], s.expandtabs(), s.zfill(1), s.ljust(0), str.__str__(s), str.__format__(s, ''), s.removeprefix('x'), S('x'), S(s))])
run('keys', lambda: (hash(s) == hash('abc'), s == 'abc', 'abc' == s, {s: 1}['abc'], s.__getnewargs__()))


class Index:
    def __index__(self): return 1


run('index', lambda: ('abc'[Index()], 'abc'[Index():], 'abc' * Index(), 'abc'.find('b', Index()), 'a'.center(Index()), '%c' % Index(), '%x' % Index(), '%d' % Index()))


class Number:
    def __float__(self): return 1.5
    def __int__(self): return 7


run('number', lambda: ('%f' % Number(), '%d' % Number()))
run('number as hexadecimal', lambda: '%x' % Number())


class Bad:
    def __format__(self, spec): return 5
    def __str__(self): return 5
    def __repr__(self): return 5


run('bad format', lambda: f'{Bad()}')
run('bad str', lambda: '%s' % Bad())
run('bad repr', lambda: '{!r}'.format(Bad()))


class Mapping:
    def __getitem__(self, key): return '<' + key + '>'


run('mapping', lambda: ('%(abc)s' % Mapping(), '{abc}'.format_map(Mapping())))


class Table:
    def __getitem__(self, key):
        if key == 98: raise LookupError
        return 'x'


run('table', lambda: 'abc'.translate(Table()))


class Right:
    def __rmod__(self, other): return 'right'
    def __radd__(self, other): return 'right'
    def __rmul__(self, other): return 'right'


run('reflected', lambda: ('a' % Right(), 'a' + Right(), 'a' * Right()))

x = ''
for i in 'abc' * 100: x += i
run('appended', lambda: (x, hash(x) == hash('abc' * 100)))
y = x
x += 'd'
run('shared', lambda: (len(x), len(y)))
x = 'é'
for i in 'a€b\U0001f600': x += i
run('widened', lambda: x)
