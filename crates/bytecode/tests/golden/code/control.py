# Loops, exceptions, with, match, async, generators, comprehensions.
def loops(n):
    total = 0
    for i in range(n):
        if i % 2:
            continue
        elif i > 100 or i in {1, 2, "three"}:
            break
        total += i
    else:
        total = None
    while total is not None and total < 10 <= n != 3:
        total -= 1
    return [x * y for x in range(3) if x for y in (1, 2)], {k: v for k, v in n}, {z for z in n}, (w for w in n)


def exceptions(f):
    try:
        f()
    except (ValueError, TypeError) as error:
        raise KeyError(1) from error
    except OSError:
        pass
    else:
        f(1)
    finally:
        f(2)
    try:
        f()
    except* ValueError as group:
        raise
    with f() as a, f(3) as (b, c):
        assert a, b
        return c


def matching(subject):
    match subject:
        case 0 | -1.5 | 2 + 3j | "text" | b"bytes" | None | True:
            return 1
        case [1, x, *rest] if rest:
            return x
        case {"key": value, **others}:
            return value, others
        case Point(x=0, y=int() as y):
            return y
        case _:
            return ...


async def asynchronous(source):
    async with source as s:
        async for item in s:
            yield item
            await item
    result = [x async for x in source if await x]
    yield result


def generator(items):
    received = yield
    value = yield from items
    return received, value


import math; from math import *
