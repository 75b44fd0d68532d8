"""Coroutines driven by hand: send, throw, close, await of many things, misuse."""
import warnings

warnings.simplefilter("ignore")


def attempt(function, *args):
    try:
        print("->", function(*args))
    except BaseException as error:
        print(type(error).__name__, error)


class Wait:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return ("got", got)


async def two():
    a = await Wait(1)
    b = await Wait(2)
    return a, b


c = two()
print(c.cr_running, c.cr_suspended, c.cr_await, c.cr_origin, c.cr_code.co_name)
attempt(c.send, 5)
attempt(c.send, None)
print(c.cr_suspended, type(c.cr_await).__name__)
attempt(c.send, "x")
attempt(c.send, "y")
attempt(c.send, None)
attempt(c.close)
attempt(c.throw, ValueError)


async def catch():
    try:
        await Wait("in try")
    except ValueError as error:
        return await Wait(f"caught {error}")
    finally:
        print("finally")


c = catch()
attempt(c.send, None)
attempt(c.throw, ValueError("v"))
attempt(c.send, 3)
c = catch()
attempt(c.send, None)
attempt(c.close)
attempt(c.close)


async def bad(value):
    await value


class NotIterator:
    def __await__(self):
        return 3


class GivesCoroutine:
    def __await__(self):
        return two()


for value in (3, None, [], NotIterator(), GivesCoroutine(), (x for x in [])):
    attempt(bad(value).send, None)
attempt(lambda: iter(two()))
attempt(lambda: next(two()))
attempt(lambda: list(two()))
w = two().__await__()
print(type(w).__name__, iter(w) is w)
attempt(next, w)
attempt(w.send, 1)
attempt(w.close)
c = two()
c.send(None)
attempt(bad(c).send, None)


async def again():
    await me


me = again()
attempt(me.send, None)
c = two()
attempt(c.close)
attempt(bad(c).send, None)


async def returns_stop():
    raise StopIteration(1)


attempt(returns_stop().send, None)


async def leaves():
    try:
        await Wait(1)
    except GeneratorExit:
        await Wait("ignored")


c = leaves()
c.send(None)
attempt(c.close)
import types


@types.coroutine
def decorated():
    yield "from decorated"
    return 7


async def uses():
    return await decorated()


c = uses()
attempt(c.send, None)
attempt(c.send, None)
print(two.__code__.co_flags & 0x80 != 0, type(two()).__name__, two().__qualname__)
