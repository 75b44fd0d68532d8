"""The builtin `next` with generators, again and again at the same place."""

import sys
import traceback


def numbers(count, result=None):
    for number in range(count):
        yield number
    return result


def step(generator):
    return next(generator)


def step_or(generator, default):
    return next(generator, default)


# Items, then the end, with and without a result.
for result in None, "the result", (1, 2), StopIteration(3):
    generator = numbers(3, result)
    seen = []
    try:
        while True:
            seen.append(step(generator))
    except StopIteration as stop:
        print(seen, repr(stop), repr(stop.value))
    try:
        step(generator)
    except StopIteration as stop:
        print("again", repr(stop), repr(stop.value))

generator = numbers(2, "dropped")
print([step_or(generator, "default") for _ in range(4)])


# Whatever else comes by at the same place.
class Counter:
    def __init__(self):
        self.count = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.count += 1
        return self.count


for other in numbers(2), iter([7, 8]), Counter(), (i for i in "ab"), map(str, (5, 6)), numbers(1):
    print(step(other), step_or(other, "nothing"))
for bad in [], 5:
    try:
        step(bad)
    except TypeError as error:
        print(error)


# A generator that raises, and who it was called by.
def failing():
    yield 1
    raise ValueError("inside")


generator = failing()
print(step(generator))
try:
    step(generator)
except ValueError as error:
    print([frame.name for frame in traceback.extract_tb(error.__traceback__)], error.__context__)
print(step_or(generator, "over"))


def stopping():
    yield 1
    raise StopIteration("no end")


generator = stopping()
step(generator)
try:
    step(generator)
except RuntimeError as error:
    print(repr(error), repr(error.__cause__))


# One that runs already.
def itself():
    yield
    try:
        step(me)
    except ValueError as error:
        yield str(error)


me = itself()
step(me)
print(step(me))


# What is being handled is the generator's own affair.
def handling():
    try:
        raise KeyError("kept")
    except KeyError:
        yield sys.exception()
        yield sys.exception()


generator = handling()
try:
    raise IndexError("outside")
except IndexError:
    print(repr(step(generator)), repr(sys.exception()))
print(repr(step(generator)), sys.exception())


# The last reference to a generator is the call's.
def closing(log):
    try:
        yield "first"
    finally:
        log.append("closed")


log = []
print(next(closing(log)), log)
print(next(closing(log), "default"), log)
for _ in range(3):
    print(next(closing(log)), len(log))


# Inside of generators, and through several of them.
def pairs(inner):
    while True:
        try:
            yield next(inner), next(inner, None)
        except StopIteration:
            return


print(list(pairs(numbers(5))))
chain = numbers(3)
for _ in range(200):
    chain = (item + next(numbers(2)) for item in chain)
print([step(chain) for _ in range(3)])


def deep(depth):
    yield next(deep(depth + 1))


try:
    step(deep(0))
except RecursionError as error:
    print(type(error).__name__)


# Frames that were looked at.
def looked_at():
    local = "seen"
    yield sys._getframe().f_back.f_code.co_name
    yield sorted(sys._getframe().f_locals)


generator = looked_at()
print(step(generator), generator.gi_frame.f_locals, generator.gi_suspended)
print(step(generator), generator.gi_frame.f_lineno - generator.gi_frame.f_code.co_firstlineno)


# Tools hear of all of it.
def trace(frame, event, argument):
    if frame.f_code.co_name in ("numbers", "step"):
        told.append((frame.f_code.co_name, event))
    return trace


told = []
generator = numbers(1)
sys.settrace(trace)
step(generator)
step_or(generator, None)
sys.settrace(None)
print(told)


# Another function of that name.
def next(generator, *default):
    return "mine"


print(step(numbers(1)))
del next
print(step(numbers(1)))


# Values that are sent where the yield is a statement, and where it is not.
def echoing():
    yield "begin"
    got = yield "got nothing"
    yield
    yield got


generator = echoing()
print(step(generator), step(generator), generator.send("value"), generator.send("dropped"))

# Names belong to the generator.
generator = numbers(1)
numbers.__name__, numbers.__qualname__ = "renamed", "somewhere.renamed"
print(generator.__name__, generator.__qualname__, numbers(1).__name__, numbers(1).__qualname__)
generator.__name__ = "own"
print(generator.__name__, generator.__qualname__)
