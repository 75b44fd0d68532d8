"""Values as source texts, by kind: ordinary ones, the ends of ranges, and objects that behave badly."""

import re

INTS = """0 1 -1 2 3 5 7 -7 10 -10 16 36 37 64 97 100 255 256 -256 1000 65536 0x10ffff 0x110000 -2**31 2**53 2**61 2**62-1 2**62 -2**62
-2**62-1 2**63-1 2**63 -2**63 -2**63-1 2**64 10**18 10**30 -10**30 3**100 sys.maxsize -sys.maxsize-1 Int(3) Int(-1)""".split()
SMALL = "0 1 -1 2 3 4 5 -2 7 10 True".split()
FLOATS = """0.0 -0.0 1.0 -1.0 0.5 1.5 2.5 -2.5 0.1 1/3 1e16 1e22 1e-7 123456789.125 1e100 1e308 1.7976931348623157e308 5e-324 2.2250738585072014e-308
float('inf') float('-inf') float('nan') Float(1.5) 4.35 2.675 1e15 9007199254740993.0""".split()
COMPLEX = "0j 1j (1+2j) (-0.0+0j) complex('nan') complex(1e308,-1e308) complex('inf')".split()
STRINGS = [
    "''", "'a'", "'abc'", "'abcabc'", "'ABC def'", "'  x y  '", "'a,b,,c'", "'12'", "'-7'", "' 1_000 '", "'0x1F'", "'1.5e3'", "'nan'", "'1+2j'", "'%s'",
    "'%d %r'", "'%(a)s'", "'{}'", "'{0!r:>8}'", "'{a.b[0]}'", "'é'", "'ß'", "'ǆ'", "'ΑΣ'", "'İ'", "'日本語'", "'\\u0661\\u0662'", "'\\U0001f600a'", "'\\ud800'",
    "'a\\nb\\r\\nc\\x0bd\\x1ce\\u2028f'", "'\\x00'", "'a'*300", "'ab\\tc'", "Str('abc')", "'utf-8'", "'latin-1'", "'strict'", "'ignore'", "'replace'", "'x'",
    "'d'", "'>10'", "'08.3f'", "'+,d'", "'_x'", "'#b'", "'.3'", "'e'", "'%'", "'c'", "'n'", "'z.1f'", "'*^9s'", "'__class__'", "'\\ufb01'", "'I'", "'NFC'",
]
BYTES = [
    "b''", "b'a'", "b'abc'", "b'abcabc'", "b'  x '", "b'a,b,,c'", "b'12'", "b'\\xff\\xfe'", "b'\\xc3\\xa9'", "b'%s %d'", "b'\\x00'", "b'6162'", "b'YWJj'",
    "Bytes(b'abc')", "b'a\\nb\\r\\nc'", "bytes(range(0,256,5))",
]
BYTEARRAYS = ["bytearray()", "bytearray(b'abc')", "bytearray(b'abcabc')", "bytearray(b'1')", "bytearray(10)"]
VIEWS = ["memoryview(b'abc')", "memoryview(bytearray(b'abcdef'))[::2]", "memoryview(b'abcdefgh').cast('i')", "memoryview(b'abcd').cast('B',(2,2))"]
TUPLES = ["()", "(1,)", "(1,2)", "(1,2,3)", "('a','b')", "(1,'a',2.5)", "(None,)", "((1,2),(3,4))", "(1,2)*5", "Tuple((1,2))", "(float('nan'),)", "(3,1,2)"]
LISTS = ["[]", "[1]", "[1,2,3]", "['a','b']", "[3,1,2]", "[1.5,-0.0]", "[[1,2],[3,4]]", "[1,'a']", "[None]*3", "List([1,2])", "[2**70,1]", "[(1,2),(0,3)]",
         "[b'a',b'b']", "list(range(12))", "[True,False]"]
DICTS = ["{}", "{'a':1}", "{'a':1,'b':2}", "{1:'x',2:'y'}", "{1:{2:3}}", "Dict(a=1)", "{(1,2):[3]}", "dict.fromkeys('abcdefgh',0)", "{'one':1,'three':3}", "{97:'b'}",
         "{97:None,98:'xy'}"]
SETS = ["set()", "{1}", "{1,2,3}", "{'a','b'}", "Set((1,2))", "frozenset()", "frozenset({1,2})", "frozenset('abc')", "{2**70}", "{1,2.5}"]
RANGES = ["range(0)", "range(5)", "range(10,0,-3)", "range(2**62,2**62+5)", "range(-3,2**65,2**63)", "slice(None)", "slice(1,3)", "slice(None,None,-1)", "slice(5,1,-2)",
          "slice(-2**70,2**70,2)", "slice('a')", "slice(Index(1),None)", "slice(0,10,0)"]
ITERATORS = ["iter([1,2,3])", "iter('ab')", "iter(())", "generator(1,2)", "(x for x in (3,4))", "zip('ab',(1,2))", "enumerate('ab')", "map(str,(1,2))", "reversed([1,2])",
             "filter(None,(0,1))", "iter({'a':1})", "iter({1})", "{'a':1}.items()", "{'a':1}.keys()", "{'a':1}.values()", 
             "itertools.repeat(1,2)", "itertools.chain('a',(1,))", "iter(range(3))", "iter(Sequence(1,2))"]
CONSTANTS = "None True False Ellipsis NotImplemented".split()
CALLABLES = ["len", "int", "str", "repr", "abs", "bool", "list", "dict", "type", "object", "print", "lambda *a: a", "lambda: 1", "lambda x: x", "lambda a,b: (a,b)", "ord",
             "function", "'x'.join", "[].append", "dict.get", "str.upper", "operator.add", "functools.partial(max,1)", "operator.itemgetter(0)", "generator", "min",
             "staticmethod(len)", "classmethod(len)", "property(len)", "type(None)", "types.SimpleNamespace", "ValueError", "list[int]", "int|str"]
ERRORS = ["ValueError('v')", "KeyError('k')", "OSError(2,'no')", "StopIteration(3)", "UnicodeDecodeError('utf-8',b'ab',0,1,'why')", "ExceptionGroup('g',[ValueError(1)])",
          "SystemExit(3)", "AttributeError('x',name='y',obj=1)", "ImportError('i',name='n')", "SyntaxError('s',('f',1,2,'text'))", "NameError(name='q')"]
ODD = ["Index(2)", "Index(-1)", "Index(2**70)", "Index('no')", "Raises()", "Wrong(None)", "Wrong(1)", "Wrong(-1)", "Wrong('a')", "Wrong(2**70)", "Wrong([])", "Other()",
       "Sequence(1,2)", "Sequence()", "Attributes(a=1,b=(2,))", "Slots()", "object()", "Dies('odd')", "Grows([1,2])", "types.SimpleNamespace(a=1)", 
       "types.MappingProxyType({'a':1})", "types.ModuleType('m')", "weakref.ref(Index)", "function.__code__", "super(Int,Int(1))"]
NATIVE = ["collections.deque([1,2,3],4)", "collections.deque()", "collections.OrderedDict(a=1,b=2)", "collections.defaultdict(list,{1:[2]})", "collections.Counter('abca')",
          "array.array('i',[1,2,3])", "array.array('d',[1.5])", "array.array('w','aé')", "datetime.date(2024,2,29)", "datetime.datetime(2000,1,31,23,59,59,999999)",
          "datetime.timedelta(days=-1,seconds=5)", "datetime.time(12,30,tzinfo=datetime.timezone.utc)", "datetime.timezone(datetime.timedelta(hours=-5))",
          "decimal.Decimal('1.50')", "decimal.Decimal('NaN')", "decimal.Decimal('-Infinity')", "decimal.Decimal('1E+30')", "fractions.Fraction(3,7)", "io.StringIO('ab\\ncd\\n')",
          "io.BytesIO(b'ab\\ncd')", "re.compile('(a)|(?P<n>b+)')", "re.match('(a)(x)?','abc')", "struct.Struct('<hI')", "functools.partial(function,1,three=3)",
          "operator.attrgetter('a')", "operator.methodcaller('upper')", "itertools.groupby('aab')", "itertools.product('ab',repeat=2)", "itertools.islice('abcd',1,3)",
          "itertools.tee('ab')[0]", "itertools.permutations('abc',2)", "itertools.accumulate([1,2,3])", "random.Random(5)", "zlib.compressobj()",
          "hashlib.sha256(b'a')", "functools.lru_cache(len)", "contextvars.ContextVar('v',default=1)", "enum.IntFlag('F','A B')(3)", "types.SimpleNamespace(a=1)",
          "weakref.WeakValueDictionary()", "collections.ChainMap({'a':1},{'b':2})", "csv.reader(['a,b','c'])", "string.Formatter()", "typing.TypeVar('T')", "typing.List[int]"]

KINDS = {
    "int": INTS, "small": SMALL, "float": FLOATS, "complex": COMPLEX, "str": STRINGS, "bytes": BYTES, "bytearray": BYTEARRAYS, "memoryview": VIEWS, "tuple": TUPLES, "list": LISTS,
    "dict": DICTS, "set": SETS, "range": RANGES, "iterator": ITERATORS, "constant": CONSTANTS, "callable": CALLABLES, "error": ERRORS, "odd": ODD, "native": NATIVE,
}
WEIGHTS = {
    "int": 10, "small": 10, "float": 6, "complex": 2, "str": 12, "bytes": 6, "bytearray": 3, "memoryview": 2, "tuple": 6, "list": 7, "dict": 5, "set": 4, "range": 4, "iterator": 5,
    "constant": 4, "callable": 5, "error": 3, "odd": 8, "native": 4,
}

MODULES = """array collections contextvars csv datetime decimal enum fractions functools hashlib io itertools operator random re string struct sys types
typing weakref zlib math cmath heapq bisect binascii unicodedata marshal pickle copy codecs json statistics _string textwrap abc contextlib traceback""".split()


def imports(source):
    """The lines that import what a source names."""
    named = [module for module in MODULES if re.search(rf"\b{module}\.", source)]
    return "".join(f"import {', '.join(named)}\n" for named in [named] if named) + "from prelude import *\n"


def choose(random):
    """Any value."""
    kind = random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    return random.choice(KINDS[kind])


def of_kind(random, *kinds):
    """A value of one of the kinds."""
    return random.choice(KINDS[random.choice(kinds)])
