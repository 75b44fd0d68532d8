"""When what an exception holds dies: the exception, its traceback, the locals of frames."""
import sys


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


class E(Exception):
    def __init__(self, name):
        self.d = D(name)


def fail(name):
    local = D("local of " + name)
    raise E(name)


try:
    fail("one")
except E as error:
    print("caught", error.d.name)
print("after one")
try:
    fail("two")
except E:
    print("caught without a name")
print("after two")
try:
    try:
        fail("three")
    finally:
        print("finally")
except E:
    pass
print("after three")


def swallow():
    try:
        fail("four")
    except E:
        return "returned"
    finally:
        print("finally four")


print(swallow())
kept = None
try:
    fail("five")
except E as error:
    kept = error
print("kept", kept.__traceback__ is not None)
kept.__traceback__ = None
print("without traceback")
kept = None
try:
    try:
        fail("six")
    except E:
        fail("seven")
except E as error:
    print(error.__context__.d.name)
    error = None
    print("variable gone")
print("after seven")
try:
    try:
        fail("eight")
    except E as inner:
        raise ValueError("cause") from inner
except ValueError as error:
    print(error.__cause__.d.name)
print("after eight")


def in_generator():
    try:
        yield D("yielded")
    except E as error:
        print("in generator", error.d.name)
        yield D("second")


g = in_generator()
next(g)
g.throw(E("thrown"))
print("thrown")
del g
for name in "ab":
    try:
        fail(name)
    except E:
        continue
print(sys.exception())
