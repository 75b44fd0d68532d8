"""Code objects put together by hand are refused, or fail with an exception."""
import marshal
import types


def f(a, b=2, *args, c, **kwargs):
    for i in range(a):
        try:
            yield i + b
        finally:
            args += (i,)
    return [x for x in args]


code = f.__code__


def attempt(what, function):
    try:
        result = function()
        print(what, "->", type(result).__name__)
        return result
    except Exception as error:
        print(what, type(error).__name__, str(error)[:60] if not isinstance(error, SystemError) else "")


for name, values in dict(
    co_argcount=[-1, 100, "x", 2**40], co_posonlyargcount=[-1, 50], co_kwonlyargcount=[-1, 99], co_nlocals=[0, 99], co_stacksize=[-5],
    co_code=[b"", b"x", 3, "text"], co_consts=[3, [1]], co_names=[3, (1,), ("a", 2)], co_varnames=[(), ("a",)],
    co_filename=[3], co_name=[3], co_qualname=[3], co_firstlineno=["x", 2**40], co_linetable=["x", 3], co_exceptiontable=["x", 3],
    co_freevars=[3, (1,)], co_cellvars=[3, (1,)], co_flags=["x", 2**40], nothing=[1],
).items():
    for value in values:
        attempt(f"{name}={value!r}", lambda: code.replace(**{name: value}))
print(code.replace() == code, code.replace(co_name="g") == code, hash(code.replace()) == hash(code), code.replace(co_name="g").co_name)
attempt("no arguments", types.CodeType)
attempt("too few", lambda: types.CodeType(1, 2, 3))
attempt("marshal", lambda: marshal.loads(marshal.dumps(code)))
print(marshal.loads(marshal.dumps(code)) == code)
data = marshal.dumps(code)
for cut in range(0, len(data), 37):
    try:
        marshal.loads(data[:cut])
        print("loaded", cut)
    except (EOFError, ValueError, TypeError):
        pass
for broken in (b"", b"\x00", b"c", b"i", b"i\1\2", b"(\xff\xff\xff\xff", b"r\5\0\0\0", b"l\0\0\0\x80", b"\xdb\2\0\0\0r\0\0\0\0", b"<\1\0\0\0[\0\0\0\0", b"{ii", b"z\5ab", b"f\3x.y", b"?", b"T\xff" * 3):
    attempt(broken, lambda: marshal.loads(broken))


def g():
    return 1


for value in (3, None, "x", (lambda: 0)):
    attempt(f"__code__ = {type(value).__name__}", lambda: setattr(g, "__code__", value))
g.__code__ = (lambda: 7).__code__
print(g())


def free():
    x = 1
    return lambda: x


attempt("closure size", lambda: setattr(g, "__code__", free().__code__))
attempt("function of free", lambda: types.FunctionType(free().__code__, {}))
attempt("function with closure", lambda: types.FunctionType(free().__code__, {}, closure=(types.CellType(5),))())
attempt("wrong closure", lambda: types.FunctionType(free().__code__, {}, closure=(5,)))
attempt("wrong globals", lambda: types.FunctionType(g.__code__, 3))
attempt("exec with closure", lambda: exec(free().__code__, {}, closure=(types.CellType(5),)))
attempt("exec without closure", lambda: exec(free().__code__))
attempt("exec extra closure", lambda: exec(g.__code__, {}, closure=(types.CellType(5),)))
attempt("exec text with closure", lambda: exec("1", {}, closure=()))
