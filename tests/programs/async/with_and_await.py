"""async with: entering, leaving, swallowing, and what is not a manager."""


def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        print("->", stop.value)
    except BaseException as error:
        print(type(error).__name__, error)


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        print("enter", self.name)
        return self.name

    async def __aexit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value)
        return self.swallow


async def plain():
    async with Manager("a") as a, Manager("b") as b:
        return a + b


async def raising():
    async with Manager("a"):
        raise ValueError("v")


async def swallowed():
    async with Manager("a", True):
        raise ValueError("v")
    return "swallowed"


async def nested():
    async with Manager("out", True):
        async with Manager("in"):
            raise KeyError("k")
    return "done"


async def looping():
    for i in range(3):
        async with Manager(i):
            if i == 0:
                continue
            if i == 1:
                break
    return i


class Sync:
    def __enter__(self):
        pass

    def __exit__(self, *args):
        pass


class OnlyEnter:
    async def __aenter__(self):
        pass


class NotAwaitable:
    def __aenter__(self):
        return 3

    def __aexit__(self, *args):
        return 3


class BadExit:
    async def __aenter__(self):
        return self

    def __aexit__(self, *args):
        return 3


async def use(x):
    async with x:
        print("body")


drive(plain())
drive(raising())
drive(swallowed())
drive(nested())
drive(looping())
for x in (3, Sync(), OnlyEnter(), NotAwaitable(), BadExit()):
    drive(use(x))


def sync_use(x):
    try:
        with x:
            pass
    except TypeError as error:
        print(error)


sync_use(Manager("m"))
sync_use(3)
for source in ("async with a: pass", "async for i in a: pass", "await a", "[i async for i in a]", "def f(): await x", "async def f(): yield 1; return 2", "async def f(): yield from x", "def f(): [await x for x in y]"):
    try:
        compile(source, "<s>", "exec")
        print(source, "compiles")
    except SyntaxError as error:
        print(source, "!!", error.msg)
