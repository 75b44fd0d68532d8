"""Cases that are one expression: operators, builtin functions, methods and functions of native modules, with arguments that suit
them and arguments that do not.

Which kinds of arguments a function takes is found out by calling it, on the Python that runs the generator.
"""

import functools
import inspect
import sys
import types

import values

BINARY = "+ - * / // % & | ^ << >> ** @ == != < <= > >= in is".split() + ["not in", "is not", "and", "or"]
BUILTINS = """abs all any ascii bin bool bytearray bytes callable chr complex dict divmod enumerate filter float format frozenset getattr hasattr hex int isinstance
issubclass iter len list map max memoryview min next oct ord pow range repr reversed round set slice sorted str sum tuple type zip property staticmethod classmethod super
object setattr delattr vars compile eval""".split()
METHODS_OF = """int float complex str bytes bytearray memoryview tuple list dict set frozenset range slice bool type(None) types.GeneratorType property types.CodeType
types.FunctionType types.MethodType types.SimpleNamespace types.MappingProxyType BaseException OSError ImportError UnicodeError ExceptionGroup type object types.GenericAlias
types.UnionType types.CellType types.ModuleType collections.deque collections.OrderedDict collections.defaultdict collections.Counter array.array datetime.date
datetime.datetime datetime.timedelta datetime.time datetime.timezone decimal.Decimal decimal.Context fractions.Fraction io.StringIO io.BytesIO re.Pattern re.Match
struct.Struct functools.partial random.Random contextvars.Context""".split()
MODULES = """math cmath itertools functools operator collections heapq bisect struct binascii re unicodedata zlib datetime decimal types marshal pickle copy codecs
weakref json io csv statistics _string string textwrap""".split()
# What takes forever, asks the terminal, hangs on addresses or on the process, or is about references.
EXCLUDED = {
    "breakpoint", "input", "exit", "quit", "help", "open", "id", "print", "exec", "__import__", "__subclasses__", "__sizeof__", "getweakrefcount", "getweakrefs", "FileIO",
    "open_code", "seed", "now", "today", "utcnow", "__reduce__", "__reduce_ex__", "__init_subclass__", "__dir__", "dump", "load", "BufferedWriter", "BufferedReader",
    "BufferedRandom", "BufferedRWPair", "TextIOWrapper", "start_new_thread", "count", "cycle", "gi_frame", "__getstate__", "setcontext", "getcontext", "localcontext",
    "open_binary", "register", "register_error", "unregister", "EncodedFile", "StreamReader", "StreamWriter", "StreamReaderWriter", "StreamRecoder", "purge", "template",
    "field_size_limit", "register_dialect", "unregister_dialect", "clear_overloads", "get_overloads", "run", "coroutine", "new_class", "prepare_class", "resolve_bases",
    "__hash__", "__subclasshook__", "__class__", "__buffer__", "__release_buffer__", "RawIOBase", "scanner", "KqueueSelector", "foldr", "mro", "kde_random", "getstate",
    "linear_regression", "kde", "__prepare__", "_generate_next_value_", "copyright", "credits", "license", "__build_class__", "globals", "locals",
}
# One value of each kind that is quick to use.
USUAL = {
    "none": "None", "int": "3", "float": "1.5", "str": "'abc'", "bytes": "b'abc'", "bytearray": "bytearray(b'abc')", "tuple": "(1, 2)", "list": "[1, 2]", "dict": "{'a': 1}",
    "set": "{1}", "range": "range(3)", "iterator": "iter((1, 2))", "callable": "lambda *a: len(a)", "type": "int", "error": "ValueError()", "strs": "['a', 'b']", "native": None,
}
ALIKE = {"none": "constant", "type": "callable", "strs": "list"}
FORMATS = ("", "0", "#", "+", "-", " ", "z", ",", "_", "*<", ">", "^", "=", "é^")


@functools.cache
def space():
    """Where the sources are evaluated while arguments are tried."""
    import prelude

    names = {}
    exec("from prelude import *", names)
    for module in values.MODULES:
        names[module] = __import__(module)
    prelude.gc.enable()
    return names


@functools.cache
def usual(kind):
    return compile(f"({USUAL[kind]})", "<usual>", "eval")


@functools.cache
def functions():
    """Sources of functions: those of `builtins` and of modules."""
    found = list(BUILTINS) * 3
    for module in MODULES:
        for name, value in sorted(vars(space()[module]).items()):
            if callable(value) and not name.startswith("__") and name not in EXCLUDED and not isinstance(value, types.ModuleType):
                if getattr(value, "__module__", module) in (module, f"_{module}", "builtins", "itertools", "_datetime", "_decimal", "_functools", "_io", "_operator"):
                    found.append(f"{module}.{name}")
    return found


@functools.cache
def methods(kind):
    """Names of the methods of a type."""
    value = eval(kind, space())
    return [name for name in sorted(dir(value)) if name not in EXCLUDED and callable(getattr(value, name, None))]


@functools.cache
def accepted(source, receiver=None):
    """Which kinds of arguments a function takes without a TypeError: a list of tuples of kinds."""
    sys.unraisablehook = lambda raised: None
    kinds = [kind for kind in USUAL if USUAL[kind]]
    shapes = [()] + [(one,) for one in kinds] + [(one, two) for one in kinds for two in kinds]
    picker = __import__("random").Random(source)
    shapes += [tuple(picker.choices(kinds, k=3)) for _ in range(120)]
    taken = []
    code = compile(f"({receiver}).{source}" if receiver else source, "<function>", "eval")
    for shape in shapes:
        try:
            function = eval(code, space())
            result = function(*[eval(usual(kind), space()) for kind in shape])
            if result is not NotImplemented:
                taken.append(shape)
        except TypeError:
            pass
        except BaseException:
            taken.append(shape)
    return taken


@functools.cache
def keywords(source):
    """The names of a function's parameters."""
    try:
        parameters = inspect.signature(eval(source, space())).parameters.values()
    except Exception:
        return []
    return [one.name for one in parameters if one.kind in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD) and one.name != "self"]


class Calls:
    """Makes cases of one expression."""

    def __init__(self, random):
        self.random = random

    def case(self):
        make = self.random.choices(
            [self.binary, self.function, self.method, self.item, self.formatted, self.parsed, self.unary, self.attribute, self.chain, self.literal],
            [5, 6, 8, 3, 3, 2, 1, 1, 2, 1],
        )[0]
        return make()

    def value(self, *kinds):
        return values.of_kind(self.random, *kinds) if kinds else values.choose(self.random)

    def like(self, kind):
        """A value of a kind that was accepted."""
        if self.random.random() < 0.12:
            return self.value()
        kind = ALIKE.get(kind, kind)
        if kind == "int" and self.random.random() < 0.5:
            kind = "small"
        return self.value(kind)

    def operand(self):
        if self.random.random() < 0.12:
            return f"({self.value()} {self.random.choice('+-*/%&|')} {self.value('small', 'float')})"
        return self.value()

    def binary(self):
        sign = self.random.choice(BINARY)
        left, right = self.operand(), self.operand()
        if sign == "**":
            right = self.value("small", "float", "complex", "small", "odd")
        elif sign == "<<":
            right = self.value("small", "small", "float", "odd")
        elif sign == "*" and self.random.random() < 0.5:
            right = self.value("small", "int", "float")
        elif self.random.random() < 0.5:
            # The same kind twice makes sense more often.
            kind = self.random.choice(list(values.WEIGHTS))
            left, right = self.value(kind), self.value(kind)
        if self.random.random() < 0.15 and sign in "+ - * / // % & | ^ << >> ** @".split():
            name = {"+": "iadd", "-": "isub", "*": "imul", "/": "itruediv", "//": "ifloordiv", "%": "imod", "&": "iand", "|": "ior", "^": "ixor", "<<": "ilshift",
                    ">>": "irshift", "**": "ipow", "@": "imatmul"}[sign]
            return f"operator.{name}({left}, {right})"
        return f"({left}) {sign} ({right})"

    def unary(self):
        return f"{self.random.choice(['-', '+', '~', 'not '])}({self.value()})"

    def arguments(self, source, receiver=None):
        taken = accepted(source, receiver)
        if taken and self.random.random() < 0.9:
            # Short lists of arguments are as likely as long ones.
            length = self.random.choice(sorted({len(shape) for shape in taken}))
            shape = self.random.choice([shape for shape in taken if len(shape) == length])
            given = [self.like(kind) for kind in shape]
        else:
            given = [self.value() for _ in range(self.random.randrange(4))]
        names = keywords(source if receiver is None else f"type({receiver}).{source}")
        if names and self.random.random() < 0.3:
            for name in self.random.sample(names, min(len(names), self.random.randint(1, 2))):
                given.append(f"{name}={self.value()}")
        elif self.random.random() < 0.02:
            given.append(self.random.choice(["*(1,2)", "**{'a':1}", "x=1", "*Raises()", "**Wrong(1)", "*None", "**{1:2}"]))
        return ", ".join(given)

    def function(self):
        source = self.random.choice(functions())
        if source in ("math.factorial", "math.comb", "math.perm"):
            return f"{source}({self.value('small', 'float', 'odd')}, {self.value('small')})"
        if source in ("compile", "eval"):
            return f"{source}({self.case()!r}, *{self.random.choice(['()', '({},)', '(None,)', '({},{})'])})" if source == "eval" else f"{source}({self.value('str')}, 'f', 'eval')"
        return f"{source}({self.arguments(source)})"

    def method(self):
        receiver = self.value()
        try:
            kind = type(eval(receiver, space()))
            names = [name for name in dir(kind) if name not in EXCLUDED and callable(getattr(kind, name, None))]
        except Exception:
            names = ["__init__"]
        if self.random.random() < 0.1:
            # A method of a type, with another object as its receiver.
            kind = self.random.choice(METHODS_OF)
            name = self.random.choice(methods(kind))
            return f"{kind}.{name}({', '.join([self.value() for _ in range(self.random.randrange(4))])})"
        plain = [name for name in names if not name.startswith("__")]
        name = self.random.choice(plain if plain and self.random.random() < 0.75 else names)
        return f"(lambda o: (o.{name}({self.arguments(name, receiver)}), o))({receiver})"

    def item(self):
        container = self.value("str", "bytes", "bytearray", "memoryview", "tuple", "list", "list", "dict", "range", "native", "odd")
        form = self.random.randrange(6)
        index = self.index()
        if form < 3:
            return f"({container})[{index}]"
        if form == 3:
            return f"(lambda o: (operator.delitem(o, {self.key(index)}), o))({container})"
        return f"(lambda o: (operator.setitem(o, {self.key(index)}, {self.value()}), o))({container})"

    def index(self):
        if self.random.random() < 0.5:
            ends = [self.random.choice(["", "", self.value("small"), self.value("int", "odd")]) for _ in range(3)]
            return ":".join(ends[: self.random.choice((2, 3))])
        return self.value("small", "small", "str", "int", "range", "tuple", "odd", "constant")

    def key(self, index):
        if ":" not in index or index.startswith(("slice", "(", "'")):
            return index
        return f"slice({', '.join(part or 'None' for part in (index.split(':') + [''])[:3])})"

    def spec(self):
        pick = self.random.choice
        width, precision = pick(["", "", "1", "8", "20"]), pick(["", "", ".0", ".3", ".17", "."])
        return f"{pick(FORMATS)}{pick(('', '', '+', '#', '0'))}{width}{pick(('', '', ',', '_'))}{precision}{pick(list('bcdeEfFgGnosxX%ra') + [''] * 6)}"

    def formatted(self):
        form, value = self.random.randrange(6), self.value("int", "small", "float", "str", "complex", "constant", "odd", "native", "bytes")
        if form < 2:
            return f"format({value}, {self.spec()!r})"
        if form == 2:
            flags = "".join(self.random.sample("-+ #0", self.random.randrange(3)))
            sign = f"%{flags}{self.random.choice(['', '5', '12', '*'])}{self.random.choice(['', '.0', '.4', '.*'])}{self.random.choice('diouxXeEfFgGcrsa%by')}"
            text = self.random.choice([f"{sign!r}", f"b{sign!r}", f"'a{sign}b%%{sign}'"])
            return f"{text} % {self.random.choice([f'({value},)', f'({value})', f'({value}, {self.value()})', f'({self.value('small')}, {value})'])}"
        if form == 3:
            field = self.random.choice(["", "0", "1", "a", "0.real", "a[0]", "0[a]", "a.b.c", "-1", "0]", "[", "a!r", "0!s", "!x", "0!a"])
            return f"{f'x{{{field}:{self.spec()}}}y'!r}.format({value}, {self.value()}, a={self.value()})"
        if form == 4:
            spec = self.spec().replace("{", "").replace("}", "")
            return f"(lambda v: f'<{{v!{self.random.choice('rsa')}:{spec}}}{{v=}}{{v:{{5}}}}>')({value})"
        return f"({value}).__format__({self.spec()!r})"

    def parsed(self):
        """A text that may be a number."""
        digits = "".join(self.random.choices("0123456789_.eE+-xob jJafnit \u0661\uff15", k=self.random.randint(1, 9)))
        kind = self.random.choice(["int", "float", "complex", "int", "decimal.Decimal", "fractions.Fraction", "float.fromhex", "ast"])
        if kind == "ast":
            return f"eval({digits!r})"
        if kind == "int" and self.random.random() < 0.6:
            return f"int({digits!r}, {self.random.choice([0, 2, 8, 10, 16, 36, 1, 37, -1, 3])})"
        return f"{kind}({digits!r})"

    def attribute(self):
        value = self.value()
        try:
            names = [name for name in dir(eval(value, space())) if name not in EXCLUDED and name != "__dict__"]
        except Exception:
            names = ["__doc__"]
        name = self.random.choice(names or ["x"])
        if name == "__doc__":
            name = "nothing"
        form = self.random.randrange(5)
        if form == 0:
            return f"(lambda o: (setattr(o, {name!r}, {self.value()}), o))({value})"
        if form == 1:
            return f"(lambda o: (delattr(o, {name!r}), o))({value})"
        return f"({value}).{name}" if form > 2 else f"({value}).{name}x"

    def chain(self):
        """What one function gives, given to another."""
        outer = self.random.choice(["list", "tuple", "sorted", "set", "str", "repr", "bool", "len", "sum", "max", "min", "any", "dict", "''.join", "b''.join", "next", "type", "iter",
                                    "reversed", "enumerate", "hash", "copy.copy", "copy.deepcopy", "json.dumps", "lambda x: pickle.loads(pickle.dumps(x))",
                                    "lambda x: marshal.loads(marshal.dumps(x))", "ascii", "callable", "lambda x: [*x]", "lambda x: {**x}", "lambda x: (lambda a, *b: (a, b))(*x)",
                                    "lambda x: x == x", "lambda x: x < x", "lambda x: [x] + [x]", "bytes", "bytearray", "memoryview", "int", "float", "complex"])
        inner = self.value() if self.random.random() < 0.4 else self.random.choice([self.binary, self.function, self.method])()
        if outer == "hash":
            inner = self.value("int", "float", "complex", "str", "bytes", "tuple", "range")
        return f"({outer})({inner})"

    def literal(self):
        parts = [self.value() for _ in range(self.random.randint(1, 4))]
        stars = [self.random.choice(["", "", "", "*"]) + part for part in parts]
        form = self.random.randrange(4)
        if form == 0:
            return f"[{', '.join(stars)}]"
        if form == 1:
            return f"({', '.join(stars)},)"
        if form == 2:
            return f"{{{', '.join(f'**{part}' if self.random.random() < 0.2 else f'{self.value()}: {part}' for part in parts)}}}"
        return f"{{{', '.join(stars)}}}"


def program(random, cases=250):
    """A program of cases."""
    calls = Calls(random)
    source = "".join(f"case({number}, lambda: {calls.case()})\n" for number in range(cases))
    return values.imports(source) + source
