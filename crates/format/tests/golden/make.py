"""Writes the golden tables beside it: what CPython 3.14 makes of specifications, templates and % formats.

Run with the oracle: python3.14 make.py crates/format/tests/golden

A text is written as it is, except that backslashes and everything outside printable ASCII are `\\{hex}`. Results begin with
`=`, exceptions are `!Type: text`.
"""
import _string, locale, random, struct, sys

random.seed(314)
folder = sys.argv[1]


def escape(text):
    return ''.join(c if ' ' <= c <= '~' and c != '\\' else '\\{%x}' % ord(c) for c in text)


def outcome(make):
    try:
        result = make()
    except Exception as error:
        text = error.args[0] if error.args else ''
        return f'!{type(error).__name__}: {escape(str(text))}'
    return '=' + escape(result if isinstance(result, str) else result.decode('latin-1'))


def write(name, rows):
    rows = list(dict.fromkeys(rows))
    with open(f'{folder}/{name}.tsv', 'w') as table:
        for row in rows:
            print(*row, sep='\t', file=table)


def bits(value):
    return struct.pack('>d', value).hex()


def enc(value):
    if type(value) is str: return 's' + escape(value)
    if type(value) is bytes: return 'b' + escape(value.decode('latin-1'))
    if type(value) is int: return 'i%d' % value
    if type(value) is float: return 'f' + bits(value)
    return 'c' + bits(value.real) + bits(value.imag)


inf, nan = float('inf'), float('nan')
STRS = ['', 'a', 'abc', 'äöü', '日本', '\U0001f40d\ud800x', 'a longer text']
INTS = [0, 1, -1, 7, -42, 255, 999, 1000, -1000, 12345, 1234567, -123456789, 2**31, 2**63, -2**64, 10**30, 97, 0x20ac, 0x1f40d, 0x10ffff, 0x110000, 0xd800]
FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 0.1, 1/3, 1234.5678, -123456.789, 1e6, 1e15, 1e16, 1e17, 123456789.125, 1e-4, 1e-5, -1e-10, 5e-324, 1e300, inf, -inf, nan, 0.0001, -0.0004, 99.995, 1e22, 3.14159265358979]
COMPLEXES = [complex(a, b) for a in (0.0, -0.0, 1.5, -1234567.0, inf, nan) for b in (0.0, -0.0, 1.0, -2.5, 1e16, -inf)]


def random_spec():
    if random.random() < .06:
        return ''.join(random.choice("<>^=+- z#0123,_.dsfexn%é\n€{٣") for _ in range(random.randint(1, 5)))
    pick = lambda p, choices: random.choice(choices) if random.random() < p else ''
    fill = pick(.25, ['<', '>', '^', '=', '*<', 'é^', '€>', '0=', '0<', '\U0001f40d^', ' =', 'x>', '{^'])
    grouping = pick(.3, [',', '_', ',_', ',,', '_,'] if random.random() < .1 else [',', '_'])
    precision = pick(.35, ['.0', '.1', '.2', '.3', '.5', '.10', '.17', '.30', '.', '.٣', '.2147483648', '.2147482624'])
    if precision or random.random() < .05:
        precision = (precision or '.') + pick(.2, [',', '_', ',_', '_,', ',,'] if random.random() < .2 else [',', '_'])
    return (fill + pick(.3, ['+', '-', ' ']) + pick(.1, ['z']) + pick(.2, ['#']) + pick(.25, ['0'])
            + pick(.5, ['1', '3', '5', '8', '9', '10', '11', '12', '20', '31', '٢', '99999999999999999999']) + grouping + precision
            + pick(.7, list('sdbcdoxXneEfFgG%') if random.random() < .9 else list('rkisyz\n\x7fé€') + ['xx', 'd ', ' f']))


specs = [
    (enc(value), escape(spec), outcome(lambda: format(value, spec)))
    for values, codes, count in ((STRS, 's', 700), (INTS, 'dxXobcn', 1600), (FLOATS, 'eEfFgG%', 2200), (COMPLEXES, 'eEfFgG', 900))
    for _ in range(count)
    for value in [random.choice(values)]
    for spec in [random_spec()]
    for spec in [spec if random.random() < .5 or not spec or not spec[-1].isalpha() else spec[:-1] + random.choice(codes)]
]
write('spec', [row for row in specs if 'int too large' not in row[2]])

# Grouping of other places. CPython's own function in Python takes them from a table.
rows = []
for _ in range(400):
    sizes = random.choice([[3, 3, 0], [3, 2, 0], [3, 127], [2, 127], [1, 2, 3, 0], [4, 0], [], [3, 0], [127], [1, 0], [2, 3, 127]])
    separator, point = random.choice([';', '', ' ', '\u202f', "''"]), random.choice([',', '.', '\u066b'])
    locale._override_localeconv = dict(grouping=list(sizes), mon_grouping=[], thousands_sep=separator, decimal_point=point)
    value = random.choice([v for v in INTS + FLOATS if v == v and abs(v) < 1e40])
    text = locale.format_string('%d' if type(value) is int else '%g', value, grouping=True)
    # That function takes the sign for a digit.
    if 'e' in text or text.startswith('-' + separator) and separator: continue
    rows.append((enc(value), ','.join(map(str, sizes)), escape(separator), escape(point), '=' + escape(text)))
write('locale', rows)


def parsed(template):
    return '|'.join(
        ''.join(['T' + literal] + ([] if name is None else ['\x01N' + name, '\x01S' + spec, '\x01C' + (conversion or '')]))
        for literal, name, spec, conversion in _string.formatter_parser(template))


def split(name):
    first, rest = _string.formatter_field_name_split(name)
    return '|'.join([('I%d' if type(first) is int else 'K%s') % first] + [
        ('A%s' if is_attribute else 'I%d' if type(what) is int else 'K%s') % what for is_attribute, what in rest])


def numbered(template):
    return template.format(*map(str, range(9)), **dict.fromkeys('abc', 'k'))


def random_template(pieces, length):
    return ''.join(random.choice(pieces) for _ in range(random.randint(0, length)))


PIECES = ['{', '}', '{{', '}}', '{}', '{0}', '{a}', '!', ':', '!r', '!s}', ':>5}', '[', ']', '.', 'a', 'é', '\ud800', '\U0001f40d', '0', '{:{}}', '{0[', ']}', '\0', '{a!r:x', ' ']
templates = [random_template(PIECES, 6) for _ in range(1800)]
write('template', [(escape(t), outcome(lambda: parsed(t))) for t in templates])
NAMES = ['a', 'b', '.', '[', ']', '0', '12', '-1', '[0]', '[k]', '.x', '٣', 'é', '99999999999999999999', '9223372036854775807', '+', '{']
names = [random_template(NAMES, 5) for _ in range(700)]
write('field_name', [(escape(n), outcome(lambda: split(n))) for n in names])
FIELDS = ['{}', '{0}', '{1}', '{a}', '{b!s}', 'x', '{!s}', '{2!s}', '{!x}', '{!\x01}', '{!é}', '{0!\x7f}', '{9}', '{10}']
templates = [random_template(FIELDS, 4) for _ in range(500)]
write('numbering', [(escape(t), outcome(lambda: numbered(t))) for t in templates])

CODES = 'diouxXeEfFgGcsra'


def random_percent(bytes_too):
    if random.random() < .08:
        return ''.join(random.choice('%%(a)-+ #0123*.hlLdsyx\n\x7fé') for _ in range(random.randint(1, 5)))
    pick = lambda p, choices: random.choice(choices) if random.random() < p else ''
    return (pick(.2, ['x', '%%', 'é', ': ']) + '%' + pick(.1, ['(a)', '(b(c))', '(', '(a', '()']) + pick(.5, ['-', '+', ' ', '#', '0', '-0', '+0', '#0', '- ', '-+#0 '])
            + pick(.5, ['1', '5', '12', '20', '*', '99999999999999999999'])
            + pick(.4, ['.0', '.1', '.3', '.10', '.', '.*', '.2147483648', '.2147483647']) + pick(.15, ['h', 'l', 'L', 'll', 'hl'])
            + pick(.95, CODES if random.random() < .9 else 'byz%N\n\x7fé€0' if not bytes_too else 'byz%N\n\x7fé0') + pick(.2, [' ', '%', '%%', '%d', '%s']))


VALUES = [0, 1, -1, 7, -42, 255, 256, 1234567, -2**70, 10**20, 0x20ac, 0x110000, 3, -5, 12]
rows = []
for _ in range(9000):
    flavor = random.choice('sb')
    text = random_percent(flavor == 'b')
    if '.2147483647' in text and not text.rstrip(' %').endswith(('s', 'c', 'd', 'x', 'o')): continue
    code = next((c for c in text[text.find('%') + 1:] if c.isalpha() and c not in 'hlL'), 's')
    texts = ['', 'a', 'xyz', 'äö'] if flavor == 's' else [b'', b'a', b'xyz', b'\xe4\xf6']
    pool = {'c': VALUES + texts[1:2], 's': texts, 'r': texts, 'a': texts, 'b': texts}.get(code, FLOATS if code in 'eEfFgG' else VALUES)
    count = random.choice([0, 1, 1, 2]) if random.random() < .2 else 1
    stars = [random.choice([0, 3, -6, 9, 2**80] if random.random() < .1 else [0, 3, -6, 9]) for _ in range(text.count('*'))]
    args = tuple(stars + [random.choice(pool) for _ in range(count)])
    keys = {'a': random.choice(pool), 'b(c)': 1, '': 2}
    mapping = random.random() < .1 or ('(' in text and random.random() < .8)
    if flavor == 'b': keys = {k.encode(): v for k, v in keys.items()}
    if mapping and '%(' not in text.replace('%%', '')[:text.replace('%%', '').find('%') + 2]: continue
    given = keys if mapping else args
    form = text if flavor == 's' else text.encode('latin-1')
    if '.214748364' in text and code == 's' and '%d' in text: continue
    result = outcome(lambda: form % given)
    # What the runtime converts and looks up is not for these tables.
    if any(s in result for s in ('required', 'requires an', 'requires a b', 'KeyError', 'must be real', 'Python int too', 'requires a s', 'byte string of length', 'string of length', 'single character', 'MemoryError', 'infinity', 'NaN')):
        continue
    listed = ['M'] + [escape(k if type(k) is str else k.decode()) + ':' + enc(v) for k, v in keys.items()] if mapping else ['A'] + [enc(a) for a in args]
    rows.append((flavor, escape(text), ';'.join(listed), result))
write('percent', rows[:5000])
