C = (lambda: 0).__code__.__class__
print(repr(C.__text_signature__), C.replace.__text_signature__, C.__replace__.__text_signature__)
print([n for n in dir(C) if n not in dir(object)])
def f(a, b, /, c, *args, d=1, **k):
    x = 1
    def g(): return a, x
    return g
co = f.__code__
def args(co):
    return [co.co_argcount, co.co_posonlyargcount, co.co_kwonlyargcount, co.co_nlocals, co.co_stacksize, co.co_flags, co.co_code, co.co_consts, co.co_names, co.co_varnames, co.co_filename, co.co_name, co.co_qualname, co.co_firstlineno, co.co_linetable, co.co_exceptiontable, co.co_freevars, co.co_cellvars]
def text(e):
    return str(e).partition('codeobject.c')[2].partition(' ')[2] or str(e)
def t(**kw):
    a = args(co)
    for k, v in kw.items(): a[int(k[1:])] = v
    try: r = C(*a); print(kw, 'ok', r == co)
    except BaseException as e: print(kw, type(e).__name__, text(e))
t()
c2 = C(*args(co))
print(c2 == co, c2 is co, hash(c2) == hash(co), c2.co_cellvars, c2.co_varnames)
for i in range(18):
    t(**{'_%d' % i: -1}); t(**{'_%d' % i: 'x'}); t(**{'_%d' % i: b'x'}); t(**{'_%d' % i: (1,)})
t(_3=99); t(_0=50); t(_1=10); t(_4=2**31-1); t(_4=2**31); t(_6=b''); t(_6=b'abc'); t(_5=0)
for a in [(), (1,), (0,) * 19]:
    try: C(*a)
    except TypeError as e: print(e)
def r(**k):
    try: x = co.replace(**k); print(k, 'ok', x.co_varnames, x.co_cellvars, x.co_freevars)
    except BaseException as e: print(k, type(e).__name__, text(e))
r(co_argcount=-1); r(co_nlocals=1); r(co_varnames=()); r(co_foo=1); r(co_code=b'x'); r(co_code='x'); r(co_consts=[1]); r(co_names=(1,)); r(co_cellvars=('a','q')); r(co_freevars=('zz',)); r(co_filename=1); r(co_linetable=1); r(co_posonlyargcount=9)
print(co._varname_from_oparg(0))
for x in (99, -1, 'a'):
    try: co._varname_from_oparg(x)
    except BaseException as e: print(type(e).__name__, e)
src = '''
for x in y:
    if x: z()
    while q:
        w()
    if a is None or b and c: pass
async def f():
    async for i in j: pass
    await k
    with l as m: n
'''
m = compile(src, 'a', 'exec')
for c in (m, [k for k in m.co_consts if isinstance(k, C)][0]):
    print(list(c.co_branches())); print(list(c.co_lines())); print(list(c.co_positions())[:9]); print(c.co_lnotab)
    print(type(c.co_branches()).__name__, type(c.co_lines()).__name__, type(c.co_positions()).__name__)
far = compile('x = 1' + '\n' * 300 + 'y = 2\nz = (\n' + '\n' * 200 + 'f())', 'a', 'exec')
print(far.co_lnotab)
class S(str): pass
r(co_names=(S('q'),))
x = co.replace(co_name=S('q')); print(type(x.co_name).__name__)
x = co.replace(co_consts=(S('q'), 'abc', (1, 'def'), frozenset({1}))); print(x.co_consts)
def consts(*c): return co.replace(co_consts=c)
for a, b in [(1, 1.0), (0.0, -0.0), ((1,), (1.0,)), ((1,), (1,)), ('a', 'a'), (1, True), ((0.0,), (-0.0,)), (co, c2), (b'a', b'a'), (None, None)]:
    print(a == b, consts(a) == consts(b), end=' ')
print()
g = lambda: 1
g.__code__ = g.__code__.replace(co_name='named', co_filename='file.py', co_firstlineno=77)
print(g(), g.__name__, g.__code__)if 0 else print(g(), g.__name__, g.__code__.co_firstlineno)
def add(a, b): return a + b
add.__code__ = add.__code__.replace(co_consts=(None, 5))
print(add(1, 2))
def outer():
    v = 3
    def inner(): return v
    return inner
i = outer()
try: i.__code__ = g.__code__
except ValueError as e: print(e)
try: exec(i.__code__)
except TypeError as e: print(e)
exec(i.__code__, closure=i.__closure__)
