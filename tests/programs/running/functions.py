F = type(lambda: 0)
def t(*a, **k):
    try: r = F(*a, **k); print(r.__name__, r.__defaults__, r.__kwdefaults__, r.__closure__, r.__module__, r.__qualname__); return r
    except BaseException as e: print(type(e).__name__, e)
print(F.__text_signature__)
def f(a, b=1, *, c=2): "doc"; return a, b, c
co = f.__code__
t(); t(1); t(co, 1); t(co, {}); t(co, {}, 5); t(co, {}, 'n'); t(co, {}, 'n', 5); t(co, {}, 'n', (3,)); t(co, {}, None, None, None); t(co, {}, None, None, ()); t(co, {}, None, None, 5); t(co, {}, None, None, (1,)); t(co, {}, kwdefaults={'c': 1}); t(co, {}, kwdefaults=5); t(co, {'__name__': 'modname', '__builtins__': {'x': 1}}, 'q', (1,), None, {'c': 9})
def mk():
    x = 1; y = 2
    def inner(): return x, y
    return inner
i = mk()
t(i.__code__, {}); t(i.__code__, {}, None, None, 5); t(i.__code__, {}, None, None, ()); t(i.__code__, {}, None, None, (1, 2))
def attr(o, n, v):
    try: setattr(o, n, v); print(n, repr(getattr(o, n)).split(' at ')[0])
    except BaseException as e: print(n, type(e).__name__, e)
def dele(o, n):
    try: delattr(o, n); print(n, repr(getattr(o, n)).split(' at ')[0])
    except BaseException as e: print(n, type(e).__name__, e)
for n, vs in dict(__code__=[1, None, i.__code__], __defaults__=[1, (), None, (4,)], __kwdefaults__=[1, {}, None, {'c': 3}], __name__=[1, 'new'], __qualname__=[1, 'new.q'], __doc__=[1, None, 'd'], __module__=[1, None, 'm'], __annotations__=[1, None, {'a': 1}, {}], __annotate__=[1, None, lambda f: {'z': int}], __type_params__=[1, (), (1,)], __closure__=[None], __globals__=[{}], __builtins__=[{}], __dict__=[1, {'q': 1}], other=[5]).items():
    for v in vs: attr(f, n, v)
    dele(f, n)
print(f.__annotations__)
f.__annotate__ = lambda fmt: {'z': fmt}
print(f.__annotations__, f.__annotations__ is f.__annotations__)
f.__annotate__ = lambda fmt: 5
try: f.__annotations__
except TypeError as e: print(e)
f.__annotate__ = lambda fmt: 1 / 0
try: f.__annotations__
except ZeroDivisionError as e: print(e)
f.__annotations__ = {'k': 1}; print(f.__annotate__)
def g(a: int, *b: str) -> 'ret': pass
print(g.__annotations__, g.__annotate__(1), g.__annotate__.__name__, g.__annotate__.__qualname__)
def gen[T, *U, **P](x: T) -> U: pass
print(gen.__type_params__, gen.__annotations__)
def with_code(a, b=5): return a + b
with_code.__code__ = (lambda q, r: q * r).__code__
print(with_code(3), with_code(2, 4))
def run_old():
    run_old.__code__ = (lambda: 'new').__code__
    return 'old'
print(run_old(), run_old())
class A:
    def m(self, *a, **k): "mdoc"; return self, a, k
    @classmethod
    def c(cls): return cls
a = A(); m = a.m
M = type(m)
print(M, m.__func__ is A.m, m.__self__ is a, m.__name__, m.__doc__, m == a.m, m is a.m, hash(m) == hash(a.m), m == A().m, repr(m).split(' at ')[0])
for bad in [(), (1,), (len,), (len, None), (1, 2), (len, [1], 3)]:
    try: print(M(*bad))
    except TypeError as e: print(e)
try: M(len, a=1)
except TypeError as e: print(e)
print(M(len, [1, 2])(), M(A.m, 5)(1, k=2)[1:], A.c.__self__, m.__get__(3) is m)
try: m.x = 1
except AttributeError as e: print(e)
try: m.__func__ = 1
except AttributeError as e: print(e)
A.m.attr = 7; print(m.attr)
print(f.__get__(5), F.__get__(f, None, int) is f) if 0 else print(F.__get__(f, None, int) is f)
try: F.__get__(f)
except TypeError as e: print(e)
try: F.__get__(f, None)
except TypeError as e: print(e)
try: F.__call__()
except TypeError as e: print(e)
print(F.__call__(lambda x: x + 1, 2))
try:
    class X(F): pass
except TypeError as e: print(e)
print(f.__builtins__['len'] is len, f.__globals__ is globals())
lam = lambda: (yield)
print(lam.__name__, lam.__qualname__, lam.__code__.co_flags)
def kw(a, /, b, *, c): pass
for args, k in [((), {}), ((1,), {}), ((1, 2, 3), {}), ((1,), {'a': 1, 'b': 2, 'c': 3}), ((1, 2), {'c': 1, 'd': 2}), ((1, 2), {'b': 2, 'c': 1}), ((1, 2), {})]:
    try: kw(*args, **k)
    except TypeError as e: print(e)
try: kw(**{1: 2})
except TypeError as e: print(e)
try: kw(1, **{'b': 1}, **{'b': 2})
except TypeError as e: print(e)
try: kw(*5)
except TypeError as e: print(e)
try: kw(**5)
except TypeError as e: print(e)
