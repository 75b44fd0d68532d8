import _symtable

SOURCE = '''
import a.b, c as d
from e import f
g: int = 1
def h(i, /, j=1, *k, l: int = 2, **m) -> str:
    global n
    n = o = i
    def p():
        nonlocal o
        o = __q = 1
        return lambda r: (o, r, __q)
    return [s for s in j if (t := s)], {u: v for u, v in k}
class W[X: int, *Y, **Z](A, metaclass=B):
    __private = 1
    def method(self):
        return __class__, self.__private, X
    x: "int"
type Alias[T = int] = list[T]
async def co():
    async for i in aiter: yield (await i)
try: pass
except E as err: del err
match g:
    case [1, *rest, {"k": val, **kw}]: pass
'''


def show(entry, depth=0):
    print("  " * depth, entry.name, entry.type, entry.nested, entry.lineno, entry.varnames, sorted(entry.symbols.items()))
    for child in entry.children:
        show(child, depth + 1)


show(_symtable.symtable(SOURCE, "<string>", "exec"))
show(_symtable.symtable("x + (lambda y: y)(1)", "<string>", "eval"))
show(_symtable.symtable(b"# coding: latin-1\nz = 1", b"name", "single"))
for arguments in [(1, "f", "exec"), ("x", 1, "exec"), ("x", "f", "other"), ("x", "f"), ("x", "f", 1), ("(", "f", "exec"), ("def f(x, x): pass", "f", "exec")]:
    try:
        print(_symtable.symtable(*arguments))
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "filename", None))
top = _symtable.symtable("def f(): pass", "f", "exec")
print(type(top), type(top.symbols), type(top.id), repr(top)[:19], top.children[0].id != top.id)
print(sorted((name, value) for name, value in vars(_symtable).items() if isinstance(value, int)))
try:
    type(top)()
except TypeError as error:
    print(error)
