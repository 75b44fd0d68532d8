def show(f, *a, **k):
    try: r = f(*a, **k); print(type(r).__name__, r)
    except BaseException as e: print(type(e).__name__, e)
def here():
    try: 1/0
    except ZeroDivisionError as e: return e.__traceback__.tb_frame.f_back
def f(a, b=2, *args, k=3, **kw):
    c = 4
    def inner():
        return c, a
    del b
    fr = here()
    L = fr.f_locals
    print(type(L).__name__, sorted(k for k in L if k not in ('fr', 'L')))
    print(L['a'], L['c'], 'b' in L, len(L) > 5)
    L['a'] = 'new'; L['c'] = 'cell'; L['b'] = 'back'; L['zz'] = 'extra'
    print(a, c, b, inner(), L['zz'], fr.f_locals['zz'])
    show(L.__getitem__, 'nope'); show(L.__delitem__, 'a'); show(L.__delitem__, 'nope'); show(L.pop, 'a'); show(L.pop, 'zz'); show(L.pop, 'zz'); show(L.pop, 'zz', 8)
    show(L.get, 'a'); show(L.get, 'q'); show(L.get, 'q', 1); show(L.setdefault, 'sd', 6); show(L.setdefault, 'a', 6)
    show(L.update, {'a': 11, 'n': 12}); print(a, L['n'])
    show(L.update, 5); show(L.update, [('a', 1)])
    del L['n']
    print(list(reversed(L))[:2], L == fr.f_locals, L == dict(L), L != dict(L), L == 5)
    show(hash, L); show(type(L)); show(type(L), 1); show(type(L), fr, x=1); print(type(L)(fr) == L)
    print((L | {'a': 1})['a'], ({'a': 1} | L)['a']); L |= {'a': 13}; print(a)
    print(L.copy()['a'], type(L.copy()), dict(L.items())['c'], L.keys()[:2], 13 in L.values())
    try: del fr.f_locals
    except AttributeError as e: print(e)
    print(fr.f_code is f.__code__, fr.f_globals is globals(), fr.f_builtins['len'] is len, fr.f_back.f_code.co_name, fr.f_lineno, fr.f_trace, fr.f_trace_lines, fr.f_trace_opcodes, fr.f_generator)
    fr.f_trace_lines = False; fr.f_trace_opcodes = True; print(fr.f_trace_lines, fr.f_trace_opcodes)
    try: fr.f_trace_lines = 1
    except TypeError as e: print(e)
    try: del fr.f_trace_opcodes
    except AttributeError as e: print(e)
    try: del fr.f_trace_lines
    except TypeError as e: print(e)
    show(fr.clear)
    print(locals()['a'], locals() is locals())
    exec('a = 99; new = 1'); print(a, 'new' in locals())
    return fr
fr = f(1)
print(sorted(fr.f_locals.keys()), fr.f_locals['a'], fr.f_back.f_code.co_name)
fr.f_locals['a'] = 5; print(fr.f_locals['a'])
fr.clear(); print(fr.f_locals, fr.f_lineno)
class C:
    x = 1
    fr = here()
    print(fr.f_locals is locals(), fr.f_locals['x'])
    L = [sorted(k for k in here().f_locals if not k.startswith('__')) for i in range(1)]
    print(L)
print([type(here().f_locals).__name__ for q in [1]], type(here().f_locals).__name__)
def gen(p):
    z = 1
    yield z
    print(z, p)
    yield here()
g = gen(5)
fr = g.gi_frame
print(fr.f_locals, fr.f_generator is g, fr.f_back)
show(next, g)
print(fr.f_locals, fr is g.gi_frame, fr.f_lineno, fr.f_back)
fr.f_locals['z'] = 'changed'; fr.f_locals['p'] = [1]
inside = next(g); print(inside is fr, fr.f_generator is g)
show(fr.clear)
print(list(g), g.gi_frame, fr.f_locals, fr.f_generator)
g = gen(6); fr = g.gi_frame; fr.clear(); print(g.gi_frame, fr.f_locals); show(next, g)
g = gen(7); fr = g.gi_frame; next(g); del g; print(fr.f_locals, fr.f_generator)
def running():
    yield g2.gi_frame.f_back.f_code.co_name, g2.gi_running
    show(g2.gi_frame.clear)
g2 = running(); print(next(g2)); list(g2)
def borrow(x, f):
    return x + f()
def setx():
    here().f_back.f_locals['x'] = 'other'
    return 'y'
print(borrow('a' * 3, setx))
import_names = repr(fr)[:12]; print(import_names)
def nested():
    def one(): return here().f_back
    fr = one()
    return fr
fr = nested(); print(fr.f_locals.keys())
def many():
    a1 = 1
    if 0: unbound = 1
    print(sorted(locals()))
    try: unbound
    except UnboundLocalError as e: print(e)
    here().f_locals['unbound'] = 7
    print(unbound)
many()
