"""Chains of generators: what is sent, thrown and returned goes through all of them, and each has its frame."""

import sys
import traceback


def leaf(n):
    for i in range(n):
        sent = yield i
        if sent:
            print("leaf got", sent)
    return "end"


def middle(n):
    result = yield from leaf(n)
    print("middle", result)
    return result + "!"


def top(n):
    result = yield from middle(n)
    print("top", result)
    return result


def lines(exception):
    return [(frame.name, frame.lineno) for frame in traceback.extract_tb(exception.__traceback__)]


print(list(top(3)))
chain = top(4)
print(next(chain), chain.send("a"), chain.send(None), next(chain))
try:
    next(chain)
except StopIteration as error:
    print("stop", error.value)

chain = top(4)
next(chain)
try:
    chain.throw(ValueError("x"))
except ValueError as error:
    print(lines(error))
chain = top(4)
print(next(chain), next(chain), chain.close())


def callers():
    frame, names = sys._getframe(1), []
    while frame:
        names.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return names


def leaf_of_callers():
    while True:
        yield callers()


def middle_of_callers():
    yield from leaf_of_callers()


def top_of_callers():
    yield from middle_of_callers()


chain = top_of_callers()
for _ in range(3):
    print(next(chain)[:3])
print(chain.gi_yieldfrom.gi_yieldfrom.gi_frame.f_lineno, chain.gi_suspended, chain.gi_running)


def failing(n):
    for i in range(n):
        yield i
    1 / 0


def guarded(n):
    try:
        yield from failing(n)
    finally:
        print("finally", sys.exception())


def guarded_twice(n):
    yield from guarded(n)


try:
    for item in guarded_twice(3):
        print(item)
except ZeroDivisionError as error:
    print(lines(error))


def of_list():
    yield from [1, 2, 3]


def of_generator():
    yield from of_list()


print(list(of_generator()), sum(of_generator()))


# A frame in the middle that somebody looks at.
inner = middle(9)


def outer():
    yield from inner


chain = outer()
print(next(chain))
seen = inner.gi_frame
print(next(chain), seen.f_lineno, next(chain))
del seen
print(next(chain))


# Exceptions that are handled in the middle of a chain belong to each generator.
def handling(n):
    for i in range(n):
        try:
            raise KeyError(i)
        except KeyError:
            yield sys.exception()


def handling_too(n):
    try:
        raise IndexError
    except IndexError:
        yield from handling(n)
        yield sys.exception()


try:
    raise OSError
except OSError:
    for item in handling_too(2):
        print(repr(item), repr(sys.exception()))


class Awaitable:
    def __await__(self):
        for i in range(3):
            yield i
        return "done"


async def wait():
    return await Awaitable()


async def wait_longer():
    return await wait()


async def wait_longest():
    return await wait_longer()


coroutine = wait_longest()
print([coroutine.send(None) for _ in range(3)])
try:
    coroutine.send(None)
except StopIteration as error:
    print(error.value)


def down(n):
    if n:
        yield from down(n - 1)
    yield n


print(sum(down(200)))


# Tools that begin to listen while a chain waits.
def steps(n):
    for i in range(n):
        yield i


def steps_of_steps(n):
    yield from steps(n)


chain = steps_of_steps(4)
print(next(chain))
events = []


def trace(frame, event, arg):
    if frame.f_code.co_name.startswith("steps"):
        events.append((event, frame.f_code.co_name, arg))
        return trace


sys.settrace(trace)
print(next(chain))
sys.settrace(None)
print(events)
print(next(chain))
