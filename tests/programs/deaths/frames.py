"""Frames and generators keep what they hold until they end; `clear` and tracebacks let go."""
import sys


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def frame():
    local = D("local")
    return sys._getframe()


f = frame()
print("held", f.f_locals["local"].name)
f.clear()
print("cleared", f.f_locals)


def outer():
    d = D("cell")

    def inner():
        return d

    return inner


i = outer()
print(i.__closure__[0].cell_contents.name)
cell = i.__closure__[0]
i = None
cell.cell_contents = D("new contents")
del cell.cell_contents
try:
    cell.cell_contents
except ValueError as error:
    print(error)


def gen(x):
    y = D("y")
    yield x
    del y
    yield x


g = gen(D("x"))
next(g)
next(g)
print("second")
g = None
g = gen(D("never started"))
g = None


async def coro():
    d = D("in coroutine")
    await Pause()


class Pause:
    def __await__(self):
        yield


c = coro()
c.send(None)
c.close()
print("closed")
c = coro()
c.send(None)
del c
print("gone")


def tb():
    held = D("held by traceback")
    1 / 0


try:
    tb()
except ZeroDivisionError as e:
    error = e
print("kept")
error.__traceback__.tb_next.tb_frame.clear()
print("frame cleared")
error = None


def recursion(n):
    d = D(f"r{n}")
    if n:
        recursion(n - 1)
    print("leave", n)


recursion(2)


def loop():
    for d in (D("first"), D("second")):
        pass
    print("end of loop")


loop()


def with_del():
    d = D("d")
    try:
        del d
        d
    except UnboundLocalError as error:
        print(error)


with_del()
