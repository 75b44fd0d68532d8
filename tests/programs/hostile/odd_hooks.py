"""Hooks, streams and builtins that the program replaces by something unusable."""
import builtins
import sys


def attempt(what, function):
    try:
        print(what, "->", function())
    except BaseException as error:
        print(what, type(error).__name__, error)


out = sys.stdout


def with_stdout(stream, function):
    sys.stdout = stream
    try:
        result = function()
    except BaseException as error:
        result = type(error).__name__, str(error)
    finally:
        sys.stdout = out
    print(result)


class Stream:
    def write(self, text):
        raise ValueError("no writing")


class Half:
    written = []

    def write(self, text):
        self.written.append(text)


with_stdout(None, lambda: print("nowhere"))
with_stdout(3, lambda: print("x"))
with_stdout(Stream(), lambda: print("x"))
with_stdout(Half(), lambda: print("x", "y", flush=True))
print(Half.written)
with_stdout(Half(), lambda: sys.displayhook(5))
print(Half.written, builtins._)
del sys.stdout
attempt("no stdout", lambda: print("x")) if False else None
try:
    print("lost")
except RuntimeError as error:
    sys.stdout = out
    print(error)
sys.stdout = out
displayhook = sys.displayhook
sys.displayhook = lambda v: print("display", v)
exec(compile("1 + 1", "<s>", "single"))
del sys.displayhook
attempt("no displayhook", lambda: exec(compile("1 + 1", "<s>", "single")))
sys.displayhook = displayhook
original = builtins.__import__
builtins.__import__ = lambda *a, **k: print("import", a[0], a[3:]) or sys
import nothing.at_all
from somewhere import path as p
print(nothing is sys)
del builtins.__import__
attempt("no __import__", lambda: exec("import os"))
builtins.__import__ = original
build = builtins.__build_class__
del builtins.__build_class__
attempt("no __build_class__", lambda: exec("class C: pass"))
builtins.__build_class__ = build
attempt("builtins not a dict", lambda: exec("len", {"__builtins__": 3}))
attempt("empty builtins", lambda: exec("len([])", {"__builtins__": {}}))
attempt("builtins module", lambda: eval("len([1])", {"__builtins__": builtins}))
attempt("own builtins", lambda: eval("f(1)", {"__builtins__": {"f": lambda x: x + 1}}))
attempt("import without", lambda: exec("import os", {"__builtins__": {}}))
attempt("class without", lambda: exec("class C: pass", {"__builtins__": {}}))


class Names(dict):
    def __missing__(self, key):
        return f"made {key}"


attempt("locals with missing", lambda: eval("x + y", {}, Names()))
attempt("globals subclass", lambda: eval("(lambda: z)()", Names()))


class Mapping:
    def __getitem__(self, key):
        if key == "bad":
            raise ValueError("bad key")
        if key == "len":
            raise KeyError
        return key * 2

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


attempt("mapping locals", lambda: eval("a + b", {}, Mapping()))
attempt("mapping falls through", lambda: eval("len('abc')", {}, Mapping()))
attempt("mapping raises", lambda: eval("bad", {}, Mapping()))
attempt("mapping exec", lambda: exec("x = 1; del x; import sys; def f(): pass" if False else "x = 1; del x", {}, Mapping()))
modules = sys.modules
attempt("modules entry None", lambda: (modules.__setitem__("blocked", None), __import__("blocked")))
attempt("modules entry odd", lambda: (modules.__setitem__("odd", 5), __import__("odd")))
attempt("path odd", lambda: (setattr(sys, "path_hooks", []), __import__("nowhere_to_be_found")))
sys.meta_path[:] = []
attempt("no finders", lambda: __import__("nowhere_to_be_found"))
sys.excepthook = lambda *args: print("excepthook", args[0].__name__)
sys.unraisablehook = lambda args: print("unraisable", args.exc_type.__name__)


class D:
    def __del__(self):
        raise KeyError


D()
