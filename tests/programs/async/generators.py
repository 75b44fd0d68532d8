"""Asynchronous generators driven by hand: asend, athrow, aclose, hooks, misuse."""
import sys


def drive(awaitable):
    try:
        while True:
            print("yields", awaitable.send(None))
    except StopIteration as stop:
        print("->", stop.value)
    except BaseException as error:
        print(type(error).__name__, error)


class Pause:
    def __await__(self):
        yield "pause"


async def numbers():
    try:
        for i in range(3):
            await Pause()
            got = yield i
            if got:
                print("got", got)
    except ValueError as error:
        print("caught", error)
        yield "after"
    finally:
        print("end")
        await Pause()


g = numbers()
drive(g.__anext__())
drive(g.asend("hello"))
drive(g.athrow(ValueError("v")))
drive(g.__anext__())
drive(g.__anext__())
drive(g.aclose())
g = numbers()
drive(g.__anext__())
drive(g.aclose())
drive(g.asend(None))
g = numbers()
drive(g.asend("early"))
g = numbers()
drive(g.aclose())
drive(g.__anext__())
g = numbers()
step = g.__anext__()
print(type(step).__name__, iter(step) is step)
step.send(None)
drive(g.__anext__())
drive(step)
drive(step)
step.close()
print(g.ag_running, g.ag_suspended, g.ag_code.co_name, g.ag_await, g.ag_frame is not None)


async def leaves():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = leaves()
drive(g.__anext__())
drive(g.aclose())


async def loop():
    async for i in numbers():
        print("loop", i)
        if i == 1:
            break
    else:
        print("never")
    return [i async for i in leaves()]


drive(loop())


async def bad():
    async for i in [1]:
        pass


drive(bad())


class BadAiter:
    def __aiter__(self):
        return 3


class BadNext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 3


async def over(x):
    async for i in x:
        pass


drive(over(BadAiter()))
drive(over(BadNext()))
log = []
old = sys.get_asyncgen_hooks()
sys.set_asyncgen_hooks(firstiter=lambda g: log.append("first"), finalizer=lambda g: log.append("final"))
print(old, sys.get_asyncgen_hooks().firstiter is not None)
g = leaves()
drive(g.__anext__())
g = None
print(log)
sys.set_asyncgen_hooks(*old)
try:
    sys.set_asyncgen_hooks(firstiter=3)
except TypeError as error:
    print(error)


async def anexts():
    g = leaves()
    print(await anext(g), await anext(aiter(leaves())))
    e = empty()
    print(await anext(e, "default"))
    try:
        await anext(e)
    except StopAsyncIteration as error:
        print("stop", error)


async def empty():
    return
    yield


drive(anexts())
for f in (aiter, anext):
    try:
        f(3)
    except TypeError as error:
        print(error)
