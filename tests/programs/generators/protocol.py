"""send, throw, close, return values, and misuse of generators."""


def attempt(function, *args):
    try:
        return repr(function(*args))
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


def echo():
    received = None
    while True:
        try:
            received = yield received
        except ValueError as error:
            received = f"caught {error}"


g = echo()
print(attempt(g.send, 1))
print(next(g), g.send(5), g.throw(ValueError("v")), g.send(None))
print(attempt(g.throw, KeyError("k")))
print(attempt(next, g), attempt(g.send, 1), attempt(g.close), attempt(g.throw, ValueError("late")))
g = echo()
print(attempt(g.throw, ValueError("before start")), attempt(next, g))
g = echo()
print(attempt(g.close), attempt(g.close), attempt(next, g))


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = stubborn()
next(g)
print(attempt(g.close))


def returns_on_close():
    try:
        yield 1
    except GeneratorExit:
        return "closed value"


g = returns_on_close()
next(g)
print(attempt(g.close), attempt(g.close))


def value():
    yield 1
    return 5


g = value()
next(g)
try:
    next(g)
except StopIteration as stop:
    print(stop.value, stop.args)


def stops():
    yield 1
    raise StopIteration(3)


print(attempt(list, stops()))


def itself():
    yield attempt(next, me)


me = itself()
print(next(me))
g = echo()
next(g)
print(attempt(g.throw, 3), attempt(g.throw))
print(attempt(g.throw, "x"), attempt(g.send), attempt(g.send, 1, 2))
print(g.gi_running, g.gi_suspended, g.gi_yieldfrom, g.gi_code.co_name, g.gi_frame is not None)
g = (x for x in [1, 2])
print(g.__name__, g.__qualname__, g.gi_suspended)
g.__name__ = "renamed"
print(g.__name__, attempt(setattr, g, "__name__", 3), attempt(setattr, g, "gi_code", 3), attempt(setattr, g, "x", 3))
print(iter(g) is g, list(g), list(g), type(g)[int, str, None], attempt(type(g)))
def finally_order():
    try:
        yield "body"
    finally:
        print("finally")
for x in finally_order():
    print(x)
    break
print(attempt(lambda: [*finally_order()]), attempt(lambda: dict(value())))
