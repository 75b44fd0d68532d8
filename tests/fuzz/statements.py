"""Programs of statements: functions, closures, generators, coroutines, classes with special methods, exceptions, `with`, `match`,
comprehensions, deletion in odd places, deaths and weak references.

Names are few, so that what a statement finds in them is what another left there; most of what goes wrong is caught and printed.
"""

import values

NAMES = ["a", "b", "c", "d", "e"]
ATTRIBUTES = ["x", "y", "z"]
OPERATORS = "+ - * / // % & | ^ @ == != < <= > >= in is".split() + ["not in", "is not", "and", "or", "and", "or", ">>"]
PLAIN_ERRORS = "ValueError KeyError IndexError TypeError ZeroDivisionError AttributeError RuntimeError StopIteration LookupError OSError ArithmeticError Exception".split()
DUNDERS = {
    "__len__": "self", "__bool__": "self", "__iter__": "self", "__next__": "self", "__getitem__": "self, key", "__setitem__": "self, key, value", "__delitem__": "self, key",
    "__contains__": "self, item", "__call__": "self, *a, **b", "__add__": "self, other", "__radd__": "self, other", "__iadd__": "self, other", "__mul__": "self, other",
    "__sub__": "self, other", "__rsub__": "self, other", "__eq__": "self, other", "__lt__": "self, other", "__gt__": "self, other", "__hash__": "self", "__neg__": "self",
    "__getattr__": "self, name", "__setattr__": "self, name, value", "__delattr__": "self, name", "__getattribute__": "self, name", "__enter__": "self",
    "__exit__": "self, *why", "__index__": "self", "__int__": "self", "__float__": "self", "__str__": "self", "__format__": "self, spec", "__get__": "self, one, kind",
    "__set__": "self, one, value", "__delete__": "self, one", "__set_name__": "self, kind, name", "__init_subclass__": "cls, **named", "__class_getitem__": "cls, key",
    "__del__": "self", "__reversed__": "self", "__length_hint__": "self", "__missing__": "self, key", "__divmod__": "self, other", "__pow__": "self, other, *m",
    "__matmul__": "self, other", "__and__": "self, other", "__or__": "self, other", "__instancecheck__": "self, other", "__abs__": "self", "__round__": "self, *n",
    "__new__": "cls, *a, **b", "__init__": "self, *a, **b", "__dir__": "self", "__ne__": "self, other", "__le__": "self, other", "__imul__": "self, other",
    "__prepare__": "cls, *a, **b", "__mro_entries__": "self, bases", "__await__": "self", "__aiter__": "self", "__anext__": "self", "__truediv__": "self, other",
}


class Scope:
    """What a function's statements may contain."""

    def __init__(self, outer=None, kind="function", names=NAMES, asynchronous=False, generator=False):
        self.outer, self.kind, self.asynchronous, self.generator = outer, kind, asynchronous, generator
        self.names = list(names)
        self.loops = 0
        self.final = False
        self.nested = False


class Program:
    def __init__(self, random):
        self.random = random
        self.lines = []
        self.indent = 0
        self.unique = 0
        self.scope = Scope(kind="module")
        self.budget = random.choice((40, 80, 140))
        self.functions = []
        self.classes = []

    # Lines

    def line(self, text):
        self.lines.append("    " * self.indent + text)

    def number(self):
        self.unique += 1
        return self.unique

    def chance(self, share):
        return self.random.random() < share

    def pick(self, *things):
        return self.random.choice(things)

    def block(self, depth, count=None, scope=None):
        """Some statements, one step in."""
        self.indent += 1
        old = self.scope
        if scope is not None:
            self.scope = scope
        for _ in range(count or self.random.randint(1, 3)):
            self.statement(depth - 1)
        self.scope = old
        self.indent -= 1

    def inside(self, text):
        self.indent += 1
        self.line(text)
        self.indent -= 1

    # Expressions

    def name(self):
        return self.random.choice(self.scope.names)

    def atom(self):
        form = self.random.randrange(20)
        if form < 8:
            return self.name()
        if form < 11:
            return values.of_kind(self.random, "small")
        if form < 12:
            return f"Dies({self.number()})"
        if form < 13 and self.functions:
            return self.random.choice(self.functions)
        if form < 14 and self.classes:
            return f"{self.random.choice(self.classes)}()"
        if form < 15:
            return self.pick("'ab'", "'é'", "''", "b'ab'", "1.5", "2**65", "None", "True", "...", "int", "str")
        if form < 17:
            return values.of_kind(self.random, "list", "tuple", "dict", "set", "str", "range")
        if form < 18:
            return f"watched({self.number()}, {self.pick('generator(1)', 'set()', 'lambda: 1', 'Attributes(x=1)')})"
        return values.choose(self.random)

    def expression(self, depth=3):
        if self.chance(0.55):
            return self.sound(self.pick("int", "str", "list", "dict", "object", "bool", "tuple"), depth)
        if depth <= 0 or self.chance(0.25):
            return self.atom()
        make = self.random.choices(
            [self.operation, self.comparison, self.call, self.attribute, self.item, self.display, self.comprehension, self.conditional, self.function_text, self.formatted,
             self.walrus, self.unary, self.suspension, self.builtin],
            [7, 4, 8, 4, 4, 5, 4, 2, 3, 2, 1, 1, 3, 5],
        )[0]
        return make(depth - 1)

    def sound(self, kind, depth):
        """An expression of a kind, which raises nothing."""
        leaf = depth <= 0
        deeper = lambda kind: self.sound(kind, depth - 1)
        number = self.number()
        if kind == "int":
            form = 0 if leaf else self.random.randrange(10)
            return (
                self.pick("0", "1", "2", "3", "-1", "7", "True", "2**40", "2**62") if form < 3
                else f"({deeper('int')} {self.pick('+', '-', '+', '&', '|', '^')} {deeper('int')})" if form < 5
                else f"({deeper('int')} {self.pick('//', '%', '*')} {self.pick('2', '3', '10')})" if form < 6
                else f"len({deeper(self.pick('list', 'str', 'dict', 'tuple'))})" if form < 8
                else f"sum([{deeper('int')} for i in range({self.pick('3', '5')})])" if form < 9
                else f"({deeper('int')} if {deeper('bool')} else {deeper('int')})"
            )
        if kind == "bool":
            form = 0 if leaf else self.random.randrange(6)
            return (
                self.pick("True", "False", f"{self.name_or('0')} is None") if form < 2
                else f"({deeper('int')} {self.pick('<', '==', '!=', '>=')} {deeper('int')})" if form < 4
                else f"({deeper('bool')} {self.pick('and', 'or')} not {deeper('bool')})" if form < 5
                else f"({deeper('object')} {self.pick('in', 'not in')} {deeper('list')})"
            )
        if kind == "str":
            form = 0 if leaf else self.random.randrange(8)
            return (
                self.pick("'ab'", "'x'", "''", "'é'", "'one two'") if form < 3
                else f"({deeper('str')} + {deeper('str')})" if form < 4
                else f"{deeper('str')}{self.pick('.upper()', '[::-1]', '[1:]', '.title()', '.split()', '.encode()', '.partition(chr(97))', '* 2')}" if form < 6
                else f"text({deeper('object')})" if form < 7 else f"','.join([str(i) for i in {deeper('list')}])"
            )
        if kind == "list":
            form = 0 if leaf else self.random.randrange(9)
            return (
                self.pick("[1, 2, 3]", "[]", "['a', 'b']", "[Dies(0)]", "list(range(4))") if form < 2
                else f"[{deeper('object')}, {deeper('object')}]" if form < 4
                else f"[{self.pick('i', '(i, i)', '[i]', deeper('object'))} for i in {deeper('list')}]" if form < 6
                else f"({deeper('list')} + {deeper('list')})" if form < 7
                else f"{deeper('list')}[{self.pick('1:', '::-1', ':2')}]" if form < 8
                else f"list(map(lambda i: {deeper('object')}, {deeper('list')}))"
            )
        if kind == "tuple":
            return f"({deeper('object')}, {deeper('int')})" if not leaf else f"(Dies({number}), 1)"
        if kind == "dict":
            return (
                self.pick("{}", "{'a': 1}", "{1: 2, 'b': None}") if leaf
                else self.pick(f"{{'a': {deeper('object')}, {deeper('int')}: {deeper('object')}}}", f"{{i: {deeper('object')} for i in range(3)}}",
                               f"{{**{deeper('dict')}, 'k': {deeper('int')}}}", f"dict(x={deeper('object')})")
            )
        form = self.random.randrange(4 if leaf else 8)
        return (
            f"Dies({number})" if form < 2 else self.pick("None", "1", "'ab'") if form < 3 else f"watched({number}, Attributes(x={number}))" if form < 4
            else f"Attributes(x={deeper('object')})" if form < 5 else f"(lambda: {deeper('object')})()" if form < 6
            else f"next(generator({deeper('object')}))" if form < 7 else deeper(self.pick("int", "str", "list", "dict", "tuple"))
        )

    def name_or(self, other):
        return self.name() if self.scope.kind == "module" else other

    def primary(self, depth):
        """What an attribute can be asked of."""
        text = self.expression(depth)
        return text if text.isidentifier() else f"({text})"

    def operation(self, depth):
        sign = self.random.choice(OPERATORS)
        right = values.of_kind(self.random, "small") if sign in ("*", ">>") else self.expression(depth)
        return f"({self.expression(depth)} {sign} {right})"

    def comparison(self, depth):
        signs = [self.pick("<", "<=", "==", "!=", ">", "is", "in", "not in") for _ in range(self.pick(1, 1, 2))]
        return "(" + self.expression(depth) + "".join(f" {sign} {self.expression(depth)}" for sign in signs) + ")"

    def unary(self, depth):
        return f"({self.pick('-', 'not ', '~', '+')}{self.expression(depth)})"

    def conditional(self, depth):
        return f"({self.expression(depth)} if {self.expression(depth)} else {self.expression(depth)})"

    def walrus(self, depth):
        if self.scope.nested or self.scope.kind == "class":
            return self.atom()
        return f"({self.name()} := {self.expression(depth)})"

    def arguments(self, depth):
        given = [self.expression(depth) for _ in range(self.random.choice((0, 1, 1, 2, 3)))]
        if self.chance(0.15):
            given.append(f"*{self.expression(depth)}")
        if self.chance(0.15):
            given.append(f"{self.pick('a', 'b', 'x', 'key', 'two', 'three')}={self.expression(depth)}")
        if self.chance(0.08):
            given.append(f"**{self.pick('{}', '{chr(97): 1}', 'd', '{1: 2}', 'Dict(k=1)')}")
        return ", ".join(given)

    def call(self, depth):
        form = self.random.randrange(8)
        if form < 3 and self.functions:
            return f"{self.random.choice(self.functions)}({self.arguments(depth)})"
        if form < 5 and self.classes:
            return f"{self.random.choice(self.classes)}({self.arguments(depth)})"
        if form < 7:
            method = self.pick(*ATTRIBUTES, "append", "pop", "extend", "get", "items", "keys", "update", "send", "close", "throw", "join", "split", "sort", "clear", "copy", "index",
                               "add", "discard", "__next__", "__len__", "__init__", "upper", "format", "remove", "insert", "popitem", "setdefault", "with_traceback")
            return f"{self.primary(depth)}.{method}({self.arguments(depth)})"
        return f"{self.name()}({self.arguments(depth)})"

    def builtin(self, depth):
        name = self.pick("len", "list", "tuple", "set", "dict", "iter", "next", "sorted", "sum", "min", "max", "any", "all", "map", "filter", "zip", "enumerate", "reversed", "str",
                         "repr", "type", "isinstance", "bool", "int", "range", "super", "getattr", "hasattr", "callable", "print", "text", "collect", "divmod", "abs", "frozenset",
                         "locals", "vars", "function", "generator", "weakref.ref", "weakref.proxy", "setattr", "delattr", "issubclass", "property", "classmethod", "eval")
        if name in ("super", "collect", "locals"):
            return f"{name}()"
        if name == "eval":
            return f"eval({self.pick('a', 'b + 1', '[x for x in b]', '(lambda: c)()')!r})"
        if name in ("getattr", "hasattr"):
            return f"{name}({self.expression(depth)}, {self.pick(*ATTRIBUTES)!r})"
        if name in ("setattr", "delattr"):
            return f"{name}({self.expression(depth)}, {self.pick(*ATTRIBUTES)!r}{', ' + self.expression(depth) if name == 'setattr' else ''})"
        if name in ("isinstance", "issubclass"):
            return f"{name}({self.expression(depth)}, {self.pick('int', '(int, str)', 'int | None', *(self.classes or ['Dies']))})"
        if name in ("map", "filter"):
            return f"list({name}({self.function_text(depth)}, {self.expression(depth)}))"
        if name in ("next", "range"):
            return f"{name}({self.expression(depth)}{', None' if name == 'next' and self.chance(0.4) else ''})"
        return f"{name}({self.expression(depth)})"

    def attribute(self, depth):
        name = self.pick(*ATTRIBUTES, *ATTRIBUTES, "__class__", "__name__", "__dict__", "real", "name", "args", "__doc__", "__self__", "__wrapped__", "__context__")
        return f"{self.primary(depth)}.{name}"

    def item(self, depth):
        index = self.pick("0", "-1", "1", "'a'", ":", "::-1", "1:", ":2") if self.chance(0.7) else self.expression(depth)
        return f"{self.primary(depth)}[{index}]"

    def display(self, depth):
        parts = [("*" if self.chance(0.12) else "") + self.expression(depth) for _ in range(self.random.randrange(4))]
        form = self.random.randrange(4)
        if form == 0:
            return f"[{', '.join(parts)}]"
        if form == 1:
            return f"({', '.join(parts)}{',' if parts else ''})"
        if form == 2:
            return f"{{{', '.join(f'{self.pick(repr(self.number()), self.atom())}: {part}' if not part.startswith('*') else '*' + part for part in parts)}}}"
        return f"{{{', '.join(parts or ['1'])}}}"

    def comprehension(self, depth):
        old, self.scope.nested = self.scope.nested, True
        name = self.pick("i", "j", *NAMES)
        added = name not in self.scope.names
        source = self.expression(depth)
        if added:
            self.scope.names.append(name)
        body = self.expression(depth)
        condition = f" if {self.expression(depth)}" if self.chance(0.3) else ""
        second = f" for {self.pick(*NAMES)} in {self.expression(depth)}" if self.chance(0.15) else ""
        if added:
            self.scope.names.remove(name)
        self.scope.nested = old
        inner = f"for {name} in {source}{condition}{second}"
        return self.pick(f"[{body} {inner}]", f"[{body} {inner}]", f"{{{body} {inner}}}", f"({body} {inner})", f"{{{name}: {body} {inner}}}", f"list({body} {inner})")

    def function_text(self, depth):
        old, self.scope.nested = self.scope.nested, True
        parameters = self.pick("", "a", "*a", "a, b=1", "a=None, *, b=2", "a, /, *b, **c", "c=a")
        text = f"(lambda {parameters}: {self.expression(depth)})".replace("lambda :", "lambda:")
        self.scope.nested = old
        return text

    def formatted(self, depth):
        part = self.expression(depth)
        if any(sign in part for sign in "'\"\\{}!:"):
            return f"f'{{{self.name()}!r:>4}}'"
        return self.pick(f"f'{{{part}}}'", f"f'<{{{part}!r:5}}>{{{self.name()}}}'", f"t'{{{part}}}'", f"f'{{{part}=}}'")

    def suspension(self, depth):
        scope = self.scope
        if scope.nested or scope.kind != "function":
            return self.atom()
        if scope.asynchronous and self.chance(0.6):
            return f"(await {self.pick('Pause(1)', 'coroutine(2)', self.expression(depth))})"
        if scope.generator:
            return f"(yield {self.expression(depth)})" if scope.asynchronous or self.chance(0.75) else f"(yield from {self.expression(depth)})"
        return self.atom()

    # Targets

    def target(self, depth=1):
        form = self.random.randrange(10)
        if form < 6 or depth <= 0:
            return self.name()
        if form == 6:
            return f"{self.name()}.{self.pick(*ATTRIBUTES)}"
        if form == 7:
            return f"{self.name()}[{self.pick('0', '-1', '1:', chr(39) + 'k' + chr(39), self.atom())}]"
        parts = [self.target(depth - 1) for _ in range(self.random.randint(1, 3))]
        if self.chance(0.3):
            parts[-1] = f"*{parts[-1]}"
        return f"({', '.join(parts)},)"

    # Statements

    def statement(self, depth):
        self.budget -= 1
        if self.budget < 0 or depth <= 0:
            return self.quiet() if self.chance(0.3) else self.simple()
        make = self.random.choices(
            [self.simple, self.quiet, self.try_, self.if_, self.for_, self.while_, self.with_, self.function, self.klass, self.match, self.guarded],
            [9, 7, 4, 2, 4, 1, 2, 3, 2, 1, 5],
        )[0]
        make(depth)

    def quiet(self, depth=0):
        """A simple statement whose exception is printed."""
        self.line("try:")
        self.indent += 1
        self.simple()
        self.indent -= 1
        self.line("except Exception as error:")
        self.inside("failed(error)")

    def simple(self, depth=0):
        scope = self.scope
        form = self.random.randrange(24)
        if form < 8:
            self.line(f"{self.target()} = {self.expression()}")
        elif form < 11:
            self.line(f"show({self.expression()})")
        elif form < 12:
            sign = self.pick("+", "-", "*", "|", "&", "//", "@")
            right = values.of_kind(self.random, "small") if sign == "*" else self.expression(2)
            self.line(f"{self.pick(self.name(), self.name(), self.name() + '.x', self.name() + '[0]')} {sign}= {right}")
        elif form < 13:
            self.line(f"del {self.pick(self.name(), self.name(), self.name() + '.x', self.name() + '[0]', self.name() + '[:]')}")
        elif form < 15:
            self.line(self.expression())
        elif form < 16:
            self.line("flush()")
        elif form < 17:
            self.line(self.pick("collect()", "show(sys.exception())", "tick()", "pass", f"assert {self.expression(2)}, {self.expression(1)}", "show(sorted(locals()))"))
        elif form < 18 and scope.kind == "function" and not scope.final:
            self.line("return" if scope.generator and scope.asynchronous else f"return {self.expression()}")
        elif form < 19 and scope.loops and not scope.final:
            self.line(self.pick("break", "continue"))
        elif form < 20:
            self.raise_()
        elif form < 21 and scope.generator:
            self.line(f"{self.name()} = yield {self.expression(2)}")
        elif form < 22:
            self.line(f"{self.name()}: {self.pick('int', 'undefined', 'list[a]', 'Dies')} = {self.expression(2)}")
        else:
            self.line(f"print({self.expression(2)}, {self.number()})" if self.chance(0.2) else f"{self.name()} = {self.pick(*NAMES)} = {self.expression(2)}")

    def raise_(self):
        kind = self.random.choice(PLAIN_ERRORS)
        self.line(self.pick(f"raise {kind}", f"raise {kind}({self.expression(1)})", f"raise {kind}({self.number()}) from {self.pick('None', 'KeyError(1)', self.name())}", "raise",
                            f"raise {self.expression(1)}", f"raise ExceptionGroup('g{self.number()}', [{kind}(1), TypeError(2)])"))

    def handler(self):
        kind = self.random.choice(PLAIN_ERRORS)
        return self.pick(f"except {kind}:", f"except {kind} as {self.name()}:", f"except ({kind}, TypeError) as {self.name()}:", "except Exception as error:", "except Exception:",
                         f"except {kind}, ValueError:", f"except {self.atom()}:")

    def guarded(self, depth):
        """Statements whose exceptions are printed."""
        self.line("try:")
        self.block(depth, self.random.randint(1, 4))
        self.line("except Exception as error:")
        self.inside(self.pick("failed(error)", "failed(error)", "failed(error)", "traceback.print_exc(file=sys.stdout)"))
        if self.chance(0.2):
            self.inside("error = None")
        if self.chance(0.2):
            self.line("finally:")
            self.inside("flush()")

    def try_(self, depth):
        star = self.chance(0.1)
        self.line("try:")
        self.block(depth)
        kinds = self.random.randrange(1, 4)
        if star:
            old, self.scope.final = self.scope.final, True
            loops, self.scope.loops = self.scope.loops, 0
            for _ in range(self.random.randint(1, 2)):
                self.line(f"except* {self.pick('ValueError', 'TypeError', '(KeyError, TypeError)', 'Exception', self.name())}{self.pick('', ' as ' + self.name())}:")
                self.block(depth, self.random.randint(1, 2))
            self.scope.final, self.scope.loops = old, loops
        elif kinds & 1:
            for _ in range(self.random.randint(1, 2)):
                self.line(self.handler())
                self.block(depth)
            if self.chance(0.2):
                self.line("else:")
                self.block(depth)
        if kinds & 2 or not (kinds & 1 or star):
            self.line("finally:")
            # A jump out of `finally` is a warning of the compiler; both give it, but it says little.
            old, self.scope.final = self.scope.final, not self.chance(0.15)
            self.block(depth)
            self.scope.final = old

    def if_(self, depth):
        self.line(f"if {self.expression(2)}:")
        self.block(depth)
        if self.chance(0.4):
            self.line("else:")
            self.block(depth)

    def for_(self, depth):
        scope = self.scope
        word = "async for" if scope.asynchronous and self.chance(0.4) else "for"
        source = self.pick("range(3)", "(1, 'a', 2.5, None)", "[Dies(1), Dies(2)]", "generator(1, 2)", self.expression(2), self.expression(2), "enumerate('ab')", "zip((1, 2), 'ab')")
        if word == "async for":
            source = self.pick("numbers(3)", "numbers(2)", self.expression(1))
        self.line(f"{word} {self.target()} in {source}:")
        self.inside("tick()")
        final, scope.final = scope.final, False
        scope.loops += 1
        self.block(depth)
        scope.loops -= 1
        scope.final = final
        if self.chance(0.15):
            self.line("else:")
            self.block(depth)

    def while_(self, depth):
        scope = self.scope
        self.line(f"while {self.expression(1)}:")
        self.inside("tick()")
        final, scope.final = scope.final, False
        scope.loops += 1
        self.block(depth)
        scope.loops -= 1
        scope.final = final

    def with_(self, depth):
        scope = self.scope
        word = "async with" if scope.asynchronous and self.chance(0.5) else "with"
        manager = self.pick(f"Dies({self.number()})", f"Dies({self.number()})", "contextlib.suppress(ValueError, TypeError)", "contextlib.nullcontext()", self.expression(1))
        if word == "async with":
            manager = self.pick("Manager()", "Manager(True)", self.expression(1))
        target = f" as {self.target()}" if self.chance(0.6) else ""
        more = f", Dies({self.number()}) as {self.name()}" if self.chance(0.2) and word == "with" else ""
        self.line(f"{word} {manager}{target}{more}:")
        self.block(depth)

    def match(self, depth):
        self.line(f"match {self.expression(2)}:")
        self.indent += 1
        for _ in range(self.random.randint(1, 4)):
            pattern = self.pattern(2)
            guard = f" if {self.expression(1)}" if self.chance(0.25) else ""
            self.line(f"case {pattern}{guard}:")
            self.block(depth, 1)
        if self.chance(0.4):
            self.line("case _:")
            self.block(depth, 1)
        self.indent -= 1

    def pattern(self, depth, names=None):
        names = self.random.sample(self.scope.names, len(self.scope.names)) if names is None else names
        form = self.random.randrange(9 if depth else 4)
        if form == 0:
            return self.pick("1", "-1", "'a'", "None", "True", "1.5", "2+1j", "b'a'")
        if form == 1 and names and depth < 2:
            return names.pop()
        if form < 4:
            return self.pick("int()", "str()", "Dies()", "list()", "dict()", "1 | 2", "None | 'a'", "[]", "{}", "float() | int()")
        if form == 4:
            return f"[{', '.join(self.pattern(depth - 1, names) for _ in range(self.random.randrange(3)))}]"
        if form == 5 and names:
            rest = self.pick("_", names.pop())
            return f"[{self.pattern(depth - 1, names)}, *{rest}]"
        if form == 6 and names:
            rest = names.pop()
            return f"{{'a': {self.pattern(depth - 1, names)}, **{rest}}}"
        if form == 7 and names:
            name = names.pop()
            return f"({self.pattern(depth - 1, names)} as {name})"
        inner = self.pattern(depth - 1, names)
        return self.pick(f"Attributes(x={inner})", f"int({inner})", f"Dies(name={inner})", f"str({inner})", f"Sequence({inner})")

    # Functions and classes

    def parameters(self):
        names = self.random.sample(NAMES, self.random.randint(0, 4))
        shape = self.random.randrange(6)
        given = []
        for index, name in enumerate(names):
            given.append(name if shape < 3 or index == 0 else f"{name}={self.pick('1', 'None', '[]', 'Dies(0)', repr('k'))}")
        if shape == 1:
            given.append("*rest")
        if shape == 2:
            given += ["*", "x=1", "**named"] if given else ["**named"]
        if shape == 4 and given:
            given.insert(1, "/")
        return ", ".join(given), names

    def function(self, depth, method=None):
        outer = self.scope
        asynchronous = method is None and self.chance(0.15) or method in ("__aiter__", "__anext__") and self.chance(0.3)
        generator = self.chance(0.3) if method is None else method in ("__iter__", "__await__", "__aiter__") and self.chance(0.7)
        scope = Scope(outer, "function", asynchronous=asynchronous, generator=generator)
        parameters, own = self.parameters()
        name = f"f{self.number()}"
        if method is not None:
            name, parameters = method, DUNDERS[method] if method in DUNDERS else ("self" + (", " + parameters if parameters else ""))
            scope.names = [*NAMES, "self" if not parameters.startswith("cls") else "cls"]
            own = [word.strip(" */").split("=")[0] for word in parameters.split(",")]
            scope.names += [word for word in own if word.isidentifier() and word not in scope.names and word not in ("rest", "named")]
        if method is None and self.chance(0.1):
            self.line(f"@{self.pick('functools.cache', 'functools.wraps(len)', 'staticmethod', 'contextlib.contextmanager', 'lambda f: f', 'types.coroutine')}")
        self.line(f"{'async ' if asynchronous else ''}def {name}({parameters}):")
        self.inside("tick()")
        if outer.kind == "function" and method is None and self.chance(0.3):
            free = [one for one in NAMES if one not in own and one in getattr(outer, "assigned", NAMES)]
            if free:
                self.inside(f"nonlocal {self.random.choice(free)}")
        elif self.chance(0.15):
            free = [one for one in NAMES if one not in own]
            if free:
                self.inside(f"global {self.random.choice(free)}")
        before = set(self.functions), set(self.classes)
        self.block(depth, self.random.randint(1, 4), scope)
        if not generator and not asynchronous and self.chance(0.6):
            self.scope, old = scope, self.scope
            self.inside(f"return {self.expression(2)}")
            self.scope = old
        elif generator:
            self.inside("yield 1")
        # What was defined inside is not seen outside.
        self.functions = [one for one in self.functions if one in before[0]]
        self.classes = [one for one in self.classes if one in before[1]]
        if method is None:
            self.functions.append(name)
            if self.chance(0.7):
                call = f"{name}({', '.join(self.atom() for _ in range(len(own) or self.random.randrange(2)))})"
                if asynchronous and not generator:
                    call = f"drive({call})"
                elif asynchronous:
                    call = f"drive(all_of({call}))"
                self.guard(f"show({call})")
                if self.chance(0.3):
                    self.guard(f"for n in range(6): {self.name()} = {call}")

    def guard(self, line):
        self.line("try:")
        self.inside(line)
        self.line("except Exception as error:")
        self.inside("failed(error)")

    def klass(self, depth):
        name = f"C{self.number()}"
        bases = []
        if self.chance(0.5):
            pool = self.classes + ["Dies", "int", "str", "list", "dict", "tuple", "Exception", "Attributes", "type", "float", "set", "bytes", "object", "ValueError", "property"]
            bases = self.random.sample(pool, self.pick(1, 1, 1, 2))
        if self.chance(0.08):
            bases.append(f"metaclass={self.pick('type', 'abc.ABCMeta', 'Meta', *(self.classes or ['Meta']))}")
        if self.chance(0.05):
            bases.append(f"x={self.atom()}")
        self.line("try:")
        self.indent += 1
        self.line(f"class {name}{'(' + ', '.join(bases) + ')' if bases else ''}:")
        scope = Scope(self.scope, "class", names=NAMES)
        self.indent += 1
        if self.chance(0.15):
            self.line(f"__slots__ = {self.pick('()', '(chr(120),)', repr(('x', 'y')), repr('x'), repr(['x', '__dict__']), repr(('__weakref__',)))}")
        if self.chance(0.3):
            self.line(f"{self.pick(*ATTRIBUTES)} = {self.expression(2)}")
        for method in self.random.sample(list(DUNDERS), self.random.choice((1, 2, 3, 5))):
            if method == "__del__":
                self.line("def __del__(self):")
                self.inside(self.pick(f"log.append('{name}')", f"log.append('{name}'); global a; a = self", f"log.append('{name}'); raise ValueError"))
            elif method == "__getattribute__" and self.chance(0.7):
                self.line("def __getattribute__(self, name):")
                self.inside("tick()")
                self.inside("return object.__getattribute__(self, name)")
            elif method == "__new__":
                self.line("def __new__(cls, *a, **b):")
                self.inside("tick()")
                self.inside(self.pick("return super().__new__(cls)", "return super().__new__(cls, *a)", "return 1", "return object.__new__(cls)", "return Dies(0)"))
            elif method == "__init__":
                self.line("def __init__(self, *a, **b):")
                self.inside("tick()")
                self.inside(self.pick("self.x = a", "super().__init__(*a)", "self.x = Dies(0); self.y = self", "self.__dict__ = b", "self.x, self.y, self.z = a, b, 1", "return 1"))
            else:
                self.function(min(depth, 2), method)
        for attribute in self.random.sample(ATTRIBUTES, self.random.randrange(3)):
            if self.chance(0.4):
                self.line(self.pick("@property", "@classmethod", "@staticmethod", "@functools.cached_property", "@functools.singledispatchmethod"))
            self.function(min(depth, 2), attribute)
        self.line("pass")
        self.indent -= 2
        self.scope = scope.outer
        self.line("except Exception as error:")
        self.inside("failed(error)")
        self.inside(f"{name} = Attributes")
        self.classes.append(name)
        if self.chance(0.7):
            self.guard(f"{self.name()} = {name}({self.pick('', '1', repr('ab'), '1, 2', '[1, 2]', self.atom())})")


HEAD = """\
class Pause:
    def __init__(self, value): self.value = value
    def __await__(self): return (yield self.value)
class Manager:
    def __init__(self, quiet=False): self.quiet = quiet
    async def __aenter__(self): return await Pause('enter')
    async def __aexit__(self, kind, error, trace): log.append(kind and kind.__name__); return self.quiet
class Meta(type):
    def __new__(cls, name, bases, space, **named): return super().__new__(cls, name, bases, space)
    def __call__(cls, *a, **b): log.append(cls.__name__); return super().__call__(*a, **b)
async def coroutine(value): return await Pause(value)
async def numbers(count):
    try:
        for number in range(count): yield await Pause(number)
    finally: log.append('numbers end')
async def all_of(source): return [item async for item in source]
def drive(coroutine):
    sent = []
    try:
        while True:
            tick()
            sent.append(text(coroutine.send(len(sent) or None)))
    except StopIteration as error: return sent, error.value
a, b, c, d, e = 1, [1, 2], 'ab', {'x': 1}, Attributes(x=1, y=[2])
"""


def program(random):
    """A program that can be compiled."""
    while True:
        source = attempt(random)
        try:
            compile(source, "attempt", "exec")
            return source
        except SyntaxError:
            pass


def attempt(random):
    made = Program(random)
    made.lines = [HEAD.rstrip()]
    while made.budget > 0:
        if made.chance(0.6):
            # In a function, names are fast locals.
            name = f"main{made.number()}"
            made.line(f"def {name}(a=1, b=None, c='ab', d=(), e=Dies('e')):")
            made.inside("b = b or [1, 2]")
            made.block(4, random.randint(2, 6), Scope(made.scope, "function"))
            made.functions = [one for one in made.functions if not one.startswith("f")]
            made.classes = []
            made.line("try:")
            made.inside(f"show({name}())")
        else:
            made.line("try:")
            made.block(4, random.randint(1, 4))
        made.line("except BaseException as error:")
        made.inside(made.pick("failed(error)", "failed(error)", "traceback.print_exc(file=sys.stdout)"))
        made.line("flush()")
    made.line("error = a = b = c = d = e = None")
    made.line("collect()")
    made.line("log = [None]")
    if made.chance(0.2):
        made.raise_()
    source = "\n".join(made.lines) + "\n"
    return values.imports(source) + source
