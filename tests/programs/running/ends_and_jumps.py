# What tools hear of receivers that end, of branches, and after a jump.
import sys
import types

monitoring = sys.monitoring
events = monitoring.events
TOOL = 1
monitoring.use_tool_id(TOOL, "test")


class Values:
    def __init__(self, *end):
        self.left = 2
        self.end = end

    def __iter__(self):
        return self

    __await__ = __iter__

    def __next__(self):
        self.left -= 1
        if self.left < 0:
            raise StopIteration(*self.end)
        return self.left

    def send(self, value):
        return next(self)


class Steps:
    left = 2

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.left -= 1
        if self.left < 0:
            raise StopAsyncIteration
        return self.left


class Wrapping:
    def __await__(self):
        async def inner():
            return 8

        return inner().__await__()


async def stepping():
    yield 1
    await Values()
    yield 2


def delegate(values):
    result = yield from values
    print("result", result)


def generator():
    yield 1
    return 3


async def wait(value):
    print(await value)


async def go_over(items):
    async for item in items:
        print(item)
    print(await anext(items, 5))


@types.coroutine
def half():
    return (yield from Values(7))


def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as end:
        print("end", end.args)


PROGRAMS = [
    lambda: list(delegate(Values())),
    lambda: list(delegate(Values(3))),
    lambda: list(delegate(Values(3, 4))),
    lambda: list(delegate([1, 2])),
    lambda: list(delegate(generator())),
    lambda: list(delegate(map(str, [1]))),
    lambda: drive(delegate(Values(None))),
    lambda: drive(wait(Values(5))),
    lambda: drive(wait(Values())),
    lambda: drive(wait(Wrapping())),
    lambda: drive(wait(half())),
    lambda: drive(go_over(stepping())),
]
log = []


def hear(code, offset, exception):
    if type(exception) is StopIteration:
        log.append((code.co_name, exception.args))


def trace(frame, event, arg):
    if event == "exception":
        log.append((frame.f_code.co_name, event, arg[0].__name__, arg[1].args))
    return trace


monitoring.register_callback(TOOL, events.RAISE, hear)
for number, program in enumerate(PROGRAMS):
    print("program", number)
    monitoring.set_events(TOOL, events.RAISE)
    program()
    monitoring.set_events(TOOL, 0)
    print(*log, sep="\n")
    log.clear()
    sys.settrace(trace)
    program()
    sys.settrace(None)
    print(*log, sep="\n")
    log.clear()


# While a tool hears of a branch the frame stands at it, whichever way it goes.
def branching(limit):
    if limit:
        first = 1
    else:
        first = 2
    while limit:
        limit -= 1
        if limit == 1:
            continue
    for item in (
            1, 2):
        pass
    else:
        limit = 3
    return (first
            if limit is None else
            limit)


def say(name):
    def callback(code, source, target):
        frame = sys._getframe(1)
        if code is branching.__code__:
            print(name, source, target, frame.f_lineno - code.co_firstlineno, frame.f_lasti)

    return callback


for name in "JUMP", "BRANCH_LEFT", "BRANCH_RIGHT":
    event = getattr(events, name)
    monitoring.register_callback(TOOL, event, say(name))
    monitoring.set_events(TOOL, event)
    branching(0)
    branching(2)
    monitoring.set_events(TOOL, 0)
    monitoring.register_callback(TOOL, event, None)


def choose(way):
    if way:
        return "yes"
    else:
        return "no"


def skip(code, source, target):
    sys._getframe(1).f_lineno += 1


monitoring.register_callback(TOOL, events.BRANCH_LEFT, skip)
monitoring.set_local_events(TOOL, choose.__code__, events.BRANCH_LEFT)
print(choose(True), choose(False))
monitoring.set_local_events(TOOL, choose.__code__, 0)


# Whoever disables the old event of branches disables both ways.
def both_ways():
    for number in range(4):
        if number % 2:
            pass


heard = []
monitoring.register_callback(TOOL, events.BRANCH, lambda *args: heard.append(args[1:]) or monitoring.DISABLE)
monitoring.set_local_events(TOOL, both_ways.__code__, events.BRANCH)
both_ways()
print(heard)
monitoring.set_local_events(TOOL, both_ways.__code__, 0)
monitoring.free_tool_id(TOOL)


# A trace function lets a frame go on elsewhere: no line begins there, and what was to be yielded is not.
def yielding(output):
    def inner():
        output.append(2)
        x = [1, (yield 3)]
        output.append(4)
    output.append(list(inner()))
    output.append(5)


def plain(output):
    x = 1
    if x:
        output.append(1)
    else:
        output.append(2)
    output.append(3)


def jump(function, event, source, target):
    output, done, start = [], [], function.__code__.co_firstlineno

    def trace(frame, what, arg):
        if frame.f_code.co_name not in ("inner", function.__name__):
            return None
        line = frame.f_lineno - start
        output.append((what, line))
        if what == event and line == source and not done:
            done.append(1)
            frame.f_lineno = start + target
        return trace

    sys.settrace(trace)
    try:
        function(output)
    except ValueError as error:
        output.append(str(error))
    finally:
        sys.settrace(None)
    print(function.__name__, event, source, target, output)


jump(yielding, "return", 3, 2)
jump(yielding, "return", 3, 4)
for source in range(1, 7):
    for target in range(1, 7):
        jump(plain, "line", source, target)
