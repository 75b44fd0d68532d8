"""A frame whose line a trace function sets is seen there at once: `f_lineno`, `f_lasti`, and where the function's own
exception is raised. An exception event for a generator's end has a `StopIteration` without a value, if it returns None."""

import sys
import warnings

warnings.simplefilter("ignore")


def several(flag):
    try:
        a = 1
        if flag: b = 2
        c = 3
    finally:
        d = 4
    for i in range(2):
        e = 5
    return 6


def call(
    first=several):
    def inner(value): pass
    inner(
        42
    )


def jumps(function, start, target, fails=False):
    base = function.__code__.co_firstlineno
    seen = []

    def trace(frame, event, arg):
        if frame.f_code is not function.__code__:
            return None
        line = frame.f_lineno - base
        seen.append((event, line))
        if event == "line" and line == start and ("jumped",) not in seen:
            seen.append(("jumped",))
            before = frame.f_lasti
            try:
                frame.f_lineno = base + target
                frame.f_lineno = base + target
            except ValueError as error:
                seen.append(str(error))
            seen.append((frame.f_lineno - base, frame.f_lasti == before))
            if fails:
                raise KeyError("from the trace function")
        return trace

    sys.settrace(trace)
    try:
        function(0)
    except BaseException as error:
        seen.append((type(error).__name__, error.__traceback__.tb_next.tb_lineno - base))
    finally:
        sys.settrace(None)
    print(start, target, seen)


def plain(value):
    def inner(value): pass
    inner(
        42
    )
    return value


for start in range(1, 10):
    for target in range(1, 10):
        jumps(several, start, target)
for start in 1, 2, 3:
    for target in 1, 2, 3, 5:
        jumps(plain, start, target)
        jumps(plain, start, target, fails=True)


class Awaitable:
    def __await__(self):
        if False:
            yield


async def ends(value):
    await Awaitable()
    return value


async def main(value):
    return await ends(value)


def trace(frame, event, arg):
    if event == "exception":
        print(frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, repr(arg[1]))
    return trace


for value in None, 5:
    coroutine = main(value)
    sys.settrace(trace)
    try:
        coroutine.send(None)
    except StopIteration as error:
        sys.settrace(None)
        print(repr(error))
