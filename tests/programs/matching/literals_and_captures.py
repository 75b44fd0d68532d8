"""match: literals, captures, guards, or-patterns, wildcards, values, as-patterns."""
import enum


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class NS:
    value = 42


def match(x):
    match x:
        case 0 | 1:
            return "small"
        case -5:
            return "minus five"
        case 2.5:
            return "float"
        case 1 + 2j:
            return "complex"
        case "a" "b":
            return "text"
        case b"x":
            return "bytes"
        case None:
            return "none"
        case True:
            return "never, 1 came first"
        case False:
            return "false is 0"
        case NS.value:
            return "value"
        case Color.RED:
            return "red"
        case ("p" | "q") as letter:
            return "letter " + letter
        case int(n) if n > 100:
            return f"big {n}"
        case int():
            return "int"
        case _ if callable(x):
            return "callable"
        case str() as s if s.startswith("z"):
            return s
        case other:
            return f"other {other!r}"


for x in (0, 1, True, False, -5, 2.5, 1 + 2j, "ab", b"x", None, 42, Color.RED, Color.BLUE, "p", "q", 101, 50, len, "zoo", "w", 1.0, 0.0, [], NS):
    print(repr(x) if not isinstance(x, type) and not callable(x) else "callable", "->", match(x))


class Eq:
    def __eq__(self, other):
        print("eq", other)
        return other == "ab"


print(match(Eq()))


def unbound(x):
    match x:
        case [a, b] if a == 1:
            pass
        case [a, _]:
            pass
    try:
        return a, b
    except UnboundLocalError as error:
        return error


print(unbound([1, 2]), unbound([2, 3]), unbound(5))
for source in (
    "case x: pass\n case y: pass",
    "case _: pass\n case 1: pass",
    "case x | 1: pass",
    "case (x, x): pass",
    "case 1 | y: pass",
    "case [x] | [y]: pass",
    "case {**r, 'a': 1}: pass",
    "case {'a': 1, 'a': 2}: pass",
    "case {**_}: pass",
    "case [*a, *b]: pass",
    "case C(a=1, a=2): pass",
    "case C(a=1, 2): pass",
    "case f'x': pass",
    "case 1 + 2: pass",
    "case -x: pass",
    "case {x: 1}: pass",
    "case 1 as _: pass",
    "case a.b as c.d: pass",
    "case *a: pass",
):
    try:
        compile(f"match v:\n {source}", "<m>", "exec")
        print(source, "compiles")
    except SyntaxError as error:
        print(source, "!!", error.msg)
match = case = type = 1
print(match, case)
match (case):
    case 1:
        print("soft keywords")
