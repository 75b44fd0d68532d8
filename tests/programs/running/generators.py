def show(f, *a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
def g():
    try:
        x = yield 1
        print('got', x)
    except ValueError as e:
        print('caught', e)
        yield 2
    finally:
        print('fin')
a = g(); next(a); show(a.throw, ValueError('x')); show(a.close); show(a.throw, KeyError('k'))
def outer():
    r = yield from inner()
    print('r', r)
    yield 9
def inner():
    try:
        yield 1
    except KeyError:
        return 'ret'
o = outer(); next(o); print(o.gi_yieldfrom.__name__); show(o.throw, KeyError)
show(next, o)
o = outer(); next(o); show(o.throw, TypeError('zz')); print(o.gi_frame)
class It:
    def __iter__(self): return self
    def __next__(self): return 3
    def throw(self, e): print('throw', repr(e)); raise StopIteration(5)
    def close(self): print('closing')
def d():
    print((yield from It())); yield 'end'
x = d(); next(x); show(x.throw, OSError(1)); show(x.close)
x = d(); next(x); x.close()
async def c():
    return 4
k = c(); print(k.cr_frame.f_code.co_name, k.cr_running, k.cr_suspended, k.cr_origin, k.cr_await)
show(k.send, None); show(k.send, None); show(k.throw, ValueError); show(k.close)
class Aw:
    def __await__(self):
        v = yield 'aw'
        return v
async def ag():
    try:
        got = yield 1
        print('got', got)
        r = await Aw()
        print('r', r)
        yield 2
    except GeneratorExit:
        print('exit'); raise
    finally:
        print('final')
def drive(aw, *vals):
    out = []
    try:
        it = aw.__await__()
        out.append(it.send(None))
        for v in vals: out.append(it.send(v))
    except BaseException as e:
        out.append((type(e).__name__, e.args))
    return out
y = ag()
print(drive(y.__anext__()))
print(y.ag_running, y.ag_suspended, y.ag_frame.f_lineno, y.ag_await)
print(drive(y.asend('S'), 'R'))
print(drive(y.aclose()))
print(drive(y.aclose()))
print(drive(y.__anext__()))
y = ag(); drive(y.__anext__())
print(drive(y.athrow(ValueError('boo'))))
y = ag(); z = y.asend(None)
print(drive(z)); print(drive(z))
y = ag(); z = y.asend(5); print(drive(z))
y = ag(); a1 = y.__anext__(); a2 = y.__anext__()
drive(y.__anext__()); w = y.asend(1); w.send(None); print(drive(a2)); print(y.ag_running)
print(drive(y.aclose())); print(drive(y.athrow(ValueError)))
class AI:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n: self.n -= 1; return self.n
        raise StopAsyncIteration
async def main():
    i = AI(1)
    print(await anext(i, 'dflt'), await anext(i, 'dflt'))
    async for q in AI(3): print(q)
    print([t async for t in AI(2)])
    async def agen():
        for i in range(3): yield i
    print([t async for t in agen()])
    print(await anext(agen(), 2))
drive(main())
async def ignore():
    while True:
        try: yield 1
        except GeneratorExit: pass
y = ignore(); drive(y.__anext__()); print(drive(y.aclose()))
print(drive(w))
del w, y, z, a1, a2
def unstarted(): yield
u = unstarted(); print(u.gi_frame.f_lasti, u.gi_frame.f_lineno); u.close(); print(u.gi_frame)
n = c(); print(n.__await__().__class__.__name__); show(n.__await__().send, None)
def notcoro(): yield from c()
nc = notcoro(); show(next, nc)
for bad in [(1,), (ValueError, 1, 2), (ValueError('x'), 1), (int,)]:
    u = unstarted(); next(u); show(u.throw, *bad)
class Odd(Exception):
    def __new__(cls, *a): return 5
u = unstarted(); next(u)
try: u.throw(Odd)
except TypeError as e: print(str(e).replace('__main__.', ''))
async def twice(x): await x
shared = c2 = None
async def waits(): await Aw()
wt = waits(); t1 = twice(wt); t1.send(None); t2 = twice(wt); show(t2.send, None); t1.close()
