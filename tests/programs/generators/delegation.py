"""yield from: sending, throwing and closing through, results, and things that are not generators."""


def inner():
    try:
        got = yield 1
        print("inner got", got)
        got = yield 2
        print("inner got", got)
    except ValueError as error:
        print("inner caught", error)
        yield "after error"
    finally:
        print("inner ends")
    return "result"


def outer():
    result = yield from inner()
    print("outer got", result)
    yield from [10, 20]
    return "outer result"


def run(step):
    try:
        print("->", step())
    except BaseException as error:
        print(type(error).__name__, error, getattr(error, "value", ""))


g = outer()
run(lambda: next(g))
print(g.gi_yieldfrom.gi_code.co_name)
run(lambda: g.send("a"))
run(lambda: g.send("b"))
print(type(g.gi_yieldfrom).__name__)
run(lambda: g.send("to a list iterator"))
g = outer()
next(g)
run(lambda: g.throw(ValueError("thrown")))
run(lambda: next(g))
g = outer()
next(g)
run(lambda: g.close())
g = outer()
next(g)
run(lambda: g.throw(KeyError("not caught")))


class Odd:
    def __iter__(self):
        return self

    def __next__(self):
        return "odd"

    def throw(self, *args):
        print("throw", len(args))
        return "from throw"

    def close(self):
        print("close")

    def send(self, value):
        print("send", value)
        if value == "stop":
            raise StopIteration("stopped")
        return "from send"


def over(it):
    result = yield from it
    return result


g = over(Odd())
run(lambda: next(g))
run(lambda: g.send("x"))
run(lambda: g.throw(ValueError))
run(lambda: g.send("stop"))
g = over(Odd())
next(g)
run(g.close)
for bad in (3, None, object()):
    run(lambda: next(over(bad)))


class BadClose(Odd):
    def close(self):
        raise OSError("in close")


g = over(BadClose())
next(g)
run(g.close)


def stop_with(value):
    return value
    yield


def chain():
    a = yield from stop_with(1)
    b = yield from stop_with((2, 3))
    c = yield from stop_with(StopIteration(4))
    return a, b, c


run(lambda: next(chain()))


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(300)), list(deep(3)))
