"""Descriptors, iterators and other types without names, seen from Python."""
import types


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


pairs = [
    (str.join, "method_descriptor"), (str.__len__, "wrapper_descriptor"), ("".__len__, "method-wrapper"),
    (dict.__dict__["fromkeys"], "classmethod_descriptor"), (int.__dict__["real"], "getset_descriptor"),
    (slice.__dict__["start"], "member_descriptor"), (len, "builtin_function_or_method"),
]
for thing, name in pairs:
    print(type(thing).__name__ == name, thing.__name__, thing.__qualname__, getattr(thing, "__objclass__", None), getattr(thing, "__text_signature__", None), bool(thing.__doc__))
    attempt(lambda: thing.__reduce__()[0].__name__ if not isinstance(thing.__reduce__(), str) else thing.__reduce__())
    attempt(lambda: setattr(thing, "x", 1))
    attempt(lambda: type(thing)())
    attempt(lambda: type("S", (type(thing),), {}))
attempt(lambda: str.join.__get__(3))
attempt(lambda: str.join.__get__("", str)(["a"]))
attempt(lambda: int.real.__get__("x"))
attempt(lambda: int.real.__set__(3, 4))
attempt(lambda: slice.start.__get__(slice(5)))
attempt(lambda: slice.start.__set__(slice(5), 1))
attempt(lambda: dict.__dict__["fromkeys"].__get__(None, dict)("ab"))
attempt(lambda: dict.__dict__["fromkeys"].__get__(None, int))
attempt(lambda: dict.__dict__["fromkeys"](3))
attempt(lambda: dict.__dict__["fromkeys"](dict, "a"))
attempt(lambda: str.__len__(3))
attempt(lambda: str.__len__())
attempt(lambda: "".__len__(3))
iterators = [iter([1]), reversed([1]), iter((1,)), iter("a"), iter("é"), iter(b"a"), iter(bytearray(b"a")), iter(memoryview(b"a")), iter(range(1)), iter(range(2**70, 2**70 + 1)), iter({1: 2}), iter({1: 2}.values()), iter({1: 2}.items()), reversed({1: 2}), iter({1}), iter(lambda: 1, 2), enumerate("a"), zip("a"), map(str, "a"), filter(None, "a"), (x for x in "a"), (lambda: 0).__code__.co_lines(), (lambda: 0).__code__.co_positions(), iter(list[int])]
for it in iterators:
    print(type(it).__name__, iter(it) is it, getattr(it, "__length_hint__", lambda: None)(), next(it), next(it, "end"), next(it, "end") if type(it).__name__ != "callable_iterator" else "")
    attempt(lambda: type(type(it)()).__name__)
    attempt(lambda: it.__setstate__(0))
code = (lambda a, b=1: a).__code__
for name in "co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals co_stacksize co_flags co_names co_varnames co_cellvars co_freevars co_name co_qualname co_firstlineno".split():
    print(name, type(getattr(code, name)).__name__)
print(len(code._co_code_adaptive) == len(code.co_code), list(code.co_lines())[-1][2], len(list(code.co_branches())))
proxy = int.__dict__
attempt(lambda: proxy["x"])
attempt(lambda: proxy.get("real") is int.real)
attempt(lambda: len(proxy) == len(list(proxy)) == len(proxy.keys()) == len(proxy.copy()))
attempt(lambda: proxy | {"a": 1} and True)
attempt(lambda: types.MappingProxyType({"a": 1}) | {"b": 2})
attempt(lambda: types.MappingProxyType({"a": 1}) == {"a": 1})
attempt(lambda: types.MappingProxyType([]))
attempt(lambda: types.MappingProxyType({}).__setitem__)
attempt(lambda: hash(types.MappingProxyType({})))
ns = types.SimpleNamespace(a=1, b=2)
print(ns, ns == types.SimpleNamespace(b=2, a=1), ns.__dict__, types.SimpleNamespace({"x": 1}, y=2))
attempt(lambda: types.SimpleNamespace(3))
attempt(lambda: ns.__replace__(a=5))
attempt(lambda: ns.c)
attempt(lambda: types.ModuleType())
attempt(lambda: types.ModuleType("m", "doc").__doc__)
attempt(lambda: types.ModuleType("m").x)
m = types.ModuleType("m")
m.__getattr__ = lambda name: f"made {name}"
m.__dir__ = lambda: ["d"]
attempt(lambda: (m.x, dir(m), repr(m)))
g = (lambda: (yield))()
print(g.gi_code.co_name, g.gi_suspended, g.gi_yieldfrom)
import traceback

try:
    1 / 0
except ZeroDivisionError as error:
    tb = error.__traceback__
    print(tb.tb_lasti > 0, tb.tb_lineno, tb.tb_next, tb.tb_frame.f_code.co_name)
    attempt(lambda: setattr(tb, "tb_next", tb))
    attempt(lambda: setattr(tb, "tb_lineno", 1))
    attempt(lambda: types.TracebackType(None, tb.tb_frame, 1, 2).tb_lineno)
    attempt(lambda: types.TracebackType(3, tb.tb_frame, 1, 2))
