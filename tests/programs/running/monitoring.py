import sys
m = sys.monitoring
E_ = m.events
TOOL = 3
m.use_tool_id(TOOL, 'test')
names = {getattr(E_, n): n for n in dir(E_) if n.isupper() and n not in ('NO_EVENTS', 'BRANCH')}
def f(n):
    t = 0
    for i in range(n):
        if i == 1:
            t += len([i])
        while t > 100: pass
    try: int('x')
    except ValueError: t = -1
    return t
def g():
    x = yield 1
    yield from [2]
def h():
    return list(g())
class C:
    def __init__(self): super().__init__()
async def agen():
    yield 1
async def af():
    async for i in agen():
        pass
    return [i async for i in agen()]
def drive(): 
    try: af().send(None)
    except StopIteration as e: return e.value
def ex():
    try: raise KeyError(1)
    finally: pass
def thrower():
    k = g(); next(k)
    try: k.throw(ValueError('t'))
    except ValueError: pass
def simple(v):
    if v is m.MISSING: return 'MISSING'
    if hasattr(v, '__name__'): return v.__name__
    if isinstance(v, (int, str, type(None))): return v
    if isinstance(v, BaseException): return repr(v)
    return type(v).__name__
codes = {x.__code__ for x in (f, g, h, C.__init__, af, agen, drive, ex, thrower)}
def watch(event_set, fn, *a):
    log = []
    for bit, name in names.items():
        def cb(code, *args, name=name):
            if code in codes: log.append((name, code.co_name) + tuple(map(simple, args)))
        m.register_callback(TOOL, bit, cb)
    m.set_events(TOOL, event_set)
    try: fn(*a)
    except BaseException as e: log.append(repr(e))
    m.set_events(TOOL, 0)
    print('==', fn.__name__, [names[b] for b in names if b & event_set])
    for l in log: print(l)
for ev in (E_.PY_START | E_.PY_RETURN | E_.PY_YIELD | E_.PY_RESUME | E_.PY_THROW | E_.PY_UNWIND, E_.LINE, E_.JUMP | E_.BRANCH_LEFT | E_.BRANCH_RIGHT, E_.CALL, E_.RAISE | E_.RERAISE | E_.EXCEPTION_HANDLED | E_.STOP_ITERATION, E_.INSTRUCTION):
    for fn, *a in [(f, 3), (h,), (C,), (drive,), (ex,), (thrower,)]:
        if fn is not drive or not ev & E_.RAISE: watch(ev, fn, *a)
# DISABLE
log = []
def once(code, line):
    if code is f.__code__: log.append(line - code.co_firstlineno)
    return m.DISABLE
m.register_callback(TOOL, E_.LINE, once)
m.set_events(TOOL, E_.LINE)
f(3); f(3); print(log)
log.clear(); m.restart_events(); f(1); print(log)
m.set_events(TOOL, 0)
# local events
log.clear()
m.register_callback(TOOL, E_.LINE, lambda c, l: log.append((c.co_name, l - c.co_firstlineno)))
m.set_local_events(TOOL, ex.__code__, E_.LINE)
try: ex()
except KeyError: pass
f(1)
m.set_local_events(TOOL, ex.__code__, 0)
try: ex()
except KeyError: pass
print(log)
# errors
m.register_callback(TOOL, E_.RAISE, lambda *a: m.DISABLE)
m.set_events(TOOL, E_.RAISE)
try: ex()
except (KeyError, ValueError) as e: print(repr(e))
print(m.register_callback(TOOL, E_.RAISE, None))
m.set_events(TOOL, 0)
def boom(*a): raise TypeError('boom')
m.register_callback(TOOL, E_.PY_START, boom)
m.set_events(TOOL, E_.PY_START)
try: f(1)
except TypeError as e: print(e)
m.set_events(TOOL, 0)
print(m._all_events(), m.get_tool(TOOL))
m.free_tool_id(TOOL)
print(m.get_tool(TOOL), E_)
def t(fn, *a):
    try: print(fn.__name__, fn(*a))
    except BaseException as e: print(fn.__name__, type(e).__name__, e)
t(m.use_tool_id, 6, 'x'); t(m.use_tool_id, -1, 'x'); t(m.use_tool_id, 0, 5); t(m.use_tool_id, 0, 'n'); t(m.use_tool_id, 0, 'n'); t(m.get_tool, 0); t(m.get_tool, 1); t(m.get_tool, 9)
t(m.set_events, 1, 0); t(m.set_events, 0, 1 << 30); t(m.set_events, 0, 1 << 17); t(m.set_events, 0, E_.C_RETURN); t(m.set_events, 0, E_.CALL); t(m.get_events, 0); t(m.set_events, 0, E_.BRANCH); t(m.get_events, 0); t(m.get_events, 1)
t(m.set_events, 0, E_.CALL | E_.C_RETURN); t(m.get_events, 0); t(m.set_events, 0, 0)
t(m.set_local_events, 0, f, 1); t(m.set_local_events, 0, f.__code__, E_.RAISE); t(m.set_local_events, 0, f.__code__, E_.LINE); t(m.get_local_events, 0, f.__code__); t(m.get_local_events, 1, f.__code__); t(m.get_local_events, 0, 3); t(m.set_local_events, 0, f.__code__, E_.BRANCH_LEFT | E_.C_RETURN | E_.CALL); t(m.get_local_events, 0, f.__code__); t(m.set_local_events, 0, f.__code__, 1 << 40)
t(m.set_local_events, 0, f.__code__, -1); t(m.set_events, 0, -1)
t(m.register_callback, 0, 3, None); t(m.register_callback, 9, 1, None); t(m.register_callback, 0, 1 << 25, None); t(m.register_callback, 0, 0, None); t(m.register_callback, 3, 1, None); t(m.register_callback, 0, E_.BRANCH, None)
t(m.restart_events); t(m.clear_tool_id, 0); t(m.clear_tool_id, 7); t(m.free_tool_id, 0); t(m.free_tool_id, 7)
