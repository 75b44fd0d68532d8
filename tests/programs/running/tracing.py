import sys
def show(code): return code.co_name
def tracer(out):
    def trace(frame, event, arg):
        name = frame.f_code.co_name
        if name in ('run', 'stop'): return None
        if event == 'exception': arg = arg[0].__name__, str(arg[1])
        arg = getattr(arg, '__name__', arg)
        out.append((name, frame.f_lineno - frame.f_code.co_firstlineno, event, arg))
        return trace
    return trace
def run(f, *a):
    out = []
    sys.settrace(tracer(out))
    try: r = f(*a)
    except Exception as e: r = repr(e)
    sys.settrace(None)
    print('--', f.__name__, r)
    for o in out: print(o)
def straight():
    x = 1
    y = 2
    return x + y
def loop(n):
    for i in range(n):
        if i % 2:
            continue
        j = i
    else:
        j = 'done'
    while n: n -= 1
    return j
def oneline():
    for i in range(2): pass
    return [i for i in range(2)]
def tries():
    try:
        1 / 0
    except ZeroDivisionError as e:
        x = 1
    finally:
        y = 2
    try:
        pass
    finally:
        z = 3
def raises():
    inner()
def inner():
    raise ValueError('deep')
def catches():
    try:
        inner()
    except ValueError:
        pass
def gen():
    x = yield 1
    yield 2
def usegen():
    for v in gen():
        pass
    g = gen()
    next(g)
    g.close()
def throws():
    g = gen()
    next(g)
    try:
        g.throw(KeyError('k'))
    except KeyError:
        pass
def withs():
    class C:
        def __enter__(self): return 1
        def __exit__(self, *a): return True
    with C() as c:
        raise TypeError
    return c
def nested():
    def f(a,
          b):
        return (a +
                b)
    return f(
        1,
        2,
    )
def deco():
    def d(f): return f
    @d
    @d
    def g(): pass
    class K(object):
        "doc"
        x = 1
    return 1
def boolean(a, b):
    if a and b or not (a
                       or b):
        return 1
    return (1 if a
            else 2)
def match(x):
    match x:
        case [1, y]:
            return y
        case {'k': v}:
            return v
        case _:
            pass
def yf():
    yield from [1, 2]
    return 3
def useyf():
    r = list(yf())
    assert r, 'no'
    return r
for f, *a in [(straight,), (loop, 3), (oneline,), (tries,), (raises,), (catches,), (usegen,), (throws,), (withs,), (nested,), (deco,), (boolean, 1, 0), (boolean, 0, 0), (match, [1, 2]), (match, {'k': 3}), (match, 5), (useyf,)]:
    run(f, *a)
# lines and opcodes that nobody wants, or that somebody does
def opcodes():
    a = 1
    return a
out = []
def ops(frame, event, arg):
    if frame.f_code is not opcodes.__code__: return None
    frame.f_trace_opcodes = True
    frame.f_trace_lines = False
    out.append((event, frame.f_lasti))
    return ops
sys.settrace(ops); opcodes(); sys.settrace(None)
print(out)
# a trace function that fails
def bad(frame, event, arg):
    if event == 'line': raise RuntimeError('bad trace')
    return bad
sys.settrace(bad)
try: straight()
except RuntimeError as e: print('caught', e, sys.gettrace())
# f_trace of frames that run already
def outer():
    def local(frame, event, arg):
        seen.append((event, frame.f_lineno - frame.f_code.co_firstlineno)); return local
    sys._getframe().f_trace = local
    sys.settrace(lambda *a: None)
    x = 1
    x = 2
    sys.settrace(None)
seen = []
outer(); print(seen)
# jumps
def jump_to(f, frm, to):
    def trace(frame, event, arg):
        if frame.f_code is not f.__code__: return None
        if event == 'line' and frame.f_lineno - frame.f_code.co_firstlineno == frm and not done:
            done.append(1)
            try: frame.f_lineno = frame.f_code.co_firstlineno + to
            except ValueError as e: log.append(str(e).replace(str(frame.f_code.co_firstlineno + to), 'N'))
        return trace
    done = []; log.clear()
    sys.settrace(trace)
    try: f()
    except BaseException as e: log.append(repr(e))
    sys.settrace(None)
    print(f.__name__, frm, to, log)
log = []
def j1():
    log.append(1)
    log.append(2)
    log.append(3)
def j2():
    for i in range(2):
        log.append(i)
    log.append('out')
def j3():
    try:
        log.append(1)
        1 / 0
    except ZeroDivisionError:
        log.append('exc')
    finally:
        log.append('fin')
    log.append('end')
def j4():
    log.append(1)
    with open('/dev/null') if 0 else CM() as c:
        log.append(2)
    log.append(3)
class CM:
    def __enter__(self): return 1
    def __exit__(self, *a): log.append('exit')
for f, a, b in [(j1, 1, 3), (j1, 3, 1), (j1, 2, 99), (j1, 2, -1), (j2, 2, 3), (j2, 3, 2), (j2, 2, 1), (j2, 1, 3), (j3, 2, 7), (j3, 2, 5), (j3, 5, 8), (j3, 5, 7), (j3, 8, 2), (j4, 3, 4), (j4, 4, 3), (j4, 1, 4), (j4, 4, 1)]:
    jump_to(f, a, b)
fr = sys._getframe()
for v in (1, 'a'):
    try: fr.f_lineno = v
    except ValueError as e: print(e)
# profile
prof = []
def profile(frame, event, arg):
    if frame.f_code.co_name == '<module>': return
    if isinstance(arg, int) or arg is None: pass
    else: arg = getattr(arg, '__name__', arg)
    prof.append((frame.f_code.co_name, event, arg))
def work():
    len([1]); [].append(2); sorted([3, 1])
    try: int('x')
    except ValueError: pass
    class Q: pass
    Q()
    list(gen())
    str.upper('a')
    return 5
sys.setprofile(profile); work(); sys.setprofile(None)
for p in prof: print(p)
print(sys.getprofile())
