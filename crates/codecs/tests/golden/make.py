"""Writes the golden tables beside it: what CPython 3.14 decodes and encodes, with every error handler.

Run with the oracle: python3.14 make.py crates/codecs/tests/golden

Texts are written with `\\{hex}` for backslashes and everything outside printable ASCII, bytes in base 16. Results begin with `=`,
exceptions are `!Type: fields`.
"""
import codecs, encodings.cp037, encodings.cp1252, encodings.cp857, random, sys, unicodedata, warnings

random.seed(314)
folder = sys.argv[1]
HANDLERS = ['strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'surrogatepass', 'xmlcharrefreplace', 'namereplace', 'skip', 'one', 'back', 'new', 'bytes', 'e', 'uni']
calls = 0


def custom(text, where):
    def handle(error):
        global calls
        calls += 1
        position = where(error) if calls <= 3 else error.end
        return (text if type(text) is bytes and isinstance(error, UnicodeEncodeError) or type(text) is str else '?'), position
    return handle


def new(error):
    global calls
    calls += 1
    if isinstance(error, UnicodeDecodeError) and calls == 1:
        error.object = b'n\xffw' + error.object[error.end:]
        return '*', 0
    return '*', error.end


codecs.register_error('skip', custom('<>', lambda e: e.end))
codecs.register_error('one', custom('[', lambda e: e.start + 1))
codecs.register_error('back', custom('~', lambda e: max(-3, -len(e.object))))
codecs.register_error('new', new)
codecs.register_error('bytes', custom(b'\x01\x02\x03\x04', lambda e: e.end))
codecs.register_error('e', custom(b'!', lambda e: e.end))
codecs.register_error('uni', custom('\u20ac', lambda e: e.end))


def escape(text):
    return ''.join(c if ' ' <= c <= '~' and c != '\\' else '\\{%x}' % ord(c) for c in text)


def outcome(make, show):
    global calls
    calls = 0
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            result = '=' + show(make())
        except UnicodeError as error:
            result = f'!{error.encoding} {error.start} {error.end} {error.reason}'
        except TypeError:
            result = '!TypeError'
        except IndexError:
            result = '!IndexError'
    if caught:
        text = str(caught[0].message)
        result += ' W' + escape(text[:text.index('" is')])
    return result


def write(name, rows):
    with open(f'{folder}/{name}.tsv', 'w') as table:
        for row in dict.fromkeys(rows):
            print(*row, sep='\t', file=table)


TABLES = {name: module.decoding_table for name, module in (('cp037', encodings.cp037), ('cp1252', encodings.cp1252), ('cp857', encodings.cp857))}
TABLES['short'] = 'ab\u20ac\ufffe\U0001f40d'
write('tables', [(name, escape(table)) for name, table in TABLES.items()])

STATEFUL = {
    'utf-8': (codecs.utf_8_decode, [b'a', b'abc', 'é'.encode(), '€'.encode(), '\U0001f40d'.encode(), b'\xe2\x82', b'\xf0\x9f\x90', b'\xed\xa0\x80', b'\xed', b'\xe0\x80', b'\xf4\x90', b'\xc0', b'\x80', b'\xff', b'\xf0', b'x' * 40]),
    'utf-16': (codecs.utf_16_decode, [b'\xff\xfe', b'\xfe\xff', b'a\0', b'\0a', b'\0\xd8', b'\0\xdc', b'\xd8\0', b'\xdc\0', b'\xac\x20', b'x']),
    'utf-16-le': (codecs.utf_16_le_decode, [b'\xff\xfe', b'a\0', b'\0\xd8', b'\0\xdc', b'\xac\x20', b'x', b'\x3d\xd8\x0d\xdc']),
    'utf-16-be': (codecs.utf_16_be_decode, [b'\xff\xfe', b'\0a', b'\xd8\0', b'\xdc\0', b'\x20\xac', b'x', b'\xd8\x3d\xdc\x0d']),
    'utf-32': (codecs.utf_32_decode, [b'\xff\xfe\0\0', b'\0\0\xfe\xff', b'a\0\0\0', b'\0\0\0a', b'\0\xd8\0\0', b'\0\0\xd8\0', b'\0\0\x11\0', b'\x0d\xf4\x01\0', b'x', b'\0']),
    'utf-32-le': (codecs.utf_32_le_decode, [b'a\0\0\0', b'\0\xd8\0\0', b'\0\0\x11\0', b'\x0d\xf4\x01\0', b'x', b'\0', b'\xff\xff\xff\xff']),
    'utf-32-be': (codecs.utf_32_be_decode, [b'\0\0\0a', b'\0\0\xd8\0', b'\0\x11\0\0', b'\0\1\xf4\x0d', b'x', b'\0', b'\xff\xff\xff\xff']),
    'utf-7': (codecs.utf_7_decode, [b'a', b'+', b'-', b'AGE', b'+AGE-', b'+AG', b'2D0', b'3A0', b'+2D3cDQ-', b'+2AA', b'+3AA-', b'+2ADYAA-', b'!', b'\xff', b'A', b'/', b'~', b'+-', b'IKw']),
    'unicode-escape': (codecs.unicode_escape_decode, [b'a', b'\xe9', b'\\', b'\\x', b'\\x4', b'\\x41', b'\\xg', b'\\u', b'\\u20', b'\\u20ac', b'\\ud800', b'\\U0001f40d', b'\\U00110000', b'\\N{EURO SIGN}', b'\\N{euro', b'}', b'\\N', b'\\N{}', b'\\N{xx}', b'\\n', b'\\q', b'\\8', b'\\0', b'\\47', b'\\377', b'\\400', b'\\\n', b'\\"', b'\\\xe9', b'7']),
    'raw-unicode-escape': (codecs.raw_unicode_escape_decode, [b'a', b'\xe9', b'\\', b'\\\\', b'\\x41', b'\\u', b'\\u20', b'\\u20ac', b'\\ud800', b'\\U0001f40d', b'\\U00110000', b'\\U123', b'\\N{EURO SIGN}', b'g']),
}
rows = []
for name, (decode, pieces) in STATEFUL.items():
    for _ in range(900 if name in ('utf-8', 'utf-7', 'unicode-escape') else 350):
        given = b''.join(random.choice(pieces) for _ in range(random.randint(0, 6)))
        if random.random() < .2 and given:
            given = bytes(random.choice([b, b, b, random.randrange(256)]) for b in given)
        handler = random.choice(HANDLERS)
        final = random.random() < .6
        # CPython reads beyond an input that a handler has replaced by a shorter one.
        if name == 'utf-7' and handler == 'new': continue
        rows.append((name, given.hex(), int(final), handler, outcome(lambda: decode(given, handler, final), lambda r: f'{escape(r[0])} {r[1]}')))
for name in ['ascii', *TABLES]:
    for _ in range(150):
        given = bytes(random.choice([97, 98, 0, 1, 2, 3, 4, 5, 128, 129, 255, random.randrange(256)]) for _ in range(random.randint(0, 6)))
        handler = random.choice(HANDLERS)
        decode = codecs.ascii_decode if name == 'ascii' else lambda b, e: codecs.charmap_decode(b, e, TABLES[name])
        rows.append((name, given.hex(), 1, handler, outcome(lambda: decode(given, handler), lambda r: f'{escape(r[0])} {r[1]}')))
write('decode', rows)

CHARACTERS = 'aaab+-\\~{!\t\n\r\0\x7f\x80é\xff\u0131€\u20ac\uffff\ufffe\ud800\udbff\udc00\udc80\udce9\udcff\U00010000\U0001f40d\U0010ffff0/A,'
ENCODERS = {name: getattr(codecs, name.replace('-', '_') + '_encode') for name in STATEFUL}
ENCODERS |= {'ascii': codecs.ascii_encode, 'latin-1': codecs.latin_1_encode}
for table in TABLES:
    ENCODERS[table] = lambda t, e, m=codecs.charmap_build(TABLES[table].ljust(256, '\ufffe')): codecs.charmap_encode(t, e, m)
rows = []
for name, encode in ENCODERS.items():
    for _ in range(450 if name in ('utf-8', 'ascii', 'utf-16', 'cp1252') else 220):
        given = ''.join(random.choice(CHARACTERS) for _ in range(random.randint(0, 7)))
        handler = random.choice(HANDLERS)
        # CPython writes beyond its buffer when a handler goes back before characters of two units.
        if name.startswith('utf-16') and handler == 'back' and max(given, default='') > '\uffff': continue
        rows.append((name, escape(given), handler, outcome(lambda: encode(given, handler), lambda r: r[0].hex())))
write('encode', rows)
write('names', [('%x' % ord(c), unicodedata.name(c)) for c in sorted(set(CHARACTERS)) if unicodedata.name(c, '')])
