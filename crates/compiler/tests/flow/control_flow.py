"""Control flow of every kind."""
import os, sys as system
from os import path as p, sep

LIST = [1, 2, 3, 'a']
SET = {1, 2.0, 1.0, True}
TUPLE = (1, (2, 'x' * 3), -1, 2 ** 70, 1 << 3, 'abc'[1], (1, 2, 3)[::-1], b'ab' + b'c', not 0, ~5)
LONG = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32)
a, b = b, a = 1, 2
a, b, c = c, a, b
squares = [x * x for x in LIST if x in (1, 2) if x not in {3, 4}]
print(*[y for y in range(300)], end='' if a is None else 'b' if not a is not None else "c")
while a < b < c:
    if not a or b and c:
        break
    elif a in [1, b]:
        continue
else:
    del a
assert a, 'message'


def conditions(a, b, *args, c=None, **kwargs):
    if a and (b or c) and not (a is None or b is not None):
        return a
    x = a if b else c
    for i in args:
        if i:
            x = i
        else:
            continue
        y = x
    print(x, y, -x, +x)
    del x
    return x


def handlers(f):
    try:
        with f as g, open(g) as h:
            return h
    except (OSError, ValueError) as error:
        raise KeyError from error
    finally:
        print(lambda: f)
        del f


def handlers_2(f):
    for item in f:
        try:
            yield item
        except ValueError:
            break
        else:
            continue
        finally:
            if item:
                return 1
    while True:
        try:
            yield from f
        finally:
            f = None


async def asynchronous(a):
    async with a as b:
        async for c in b:
            await c
            if c:
                return [d async for d in c]
    return (e for e in a)


def patterns(value):
    match value:
        case [x, y, *_] if x:
            return x + y
        case {'a': b, 'c': d, **rest}:
            return b, d, rest
        case str(s) | bytes(s):
            return s
        case os.Thing(a=1, b=[x, y, z]):
            return x, y, z
        case _:
            pass


def closures(a, b):
    def inner():
        nonlocal b
        b = a
        return lambda c=b: [a + c + d for d in range(b)]

    class Class:
        attribute = a
        __slots__ = ()

        def method(self):
            self.x = super().x
            return __class__
    return inner, Class, f'{a}{b!r:>{a}}' 'c'


def many():
    (v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16, v17, v18, v19, v20, v21, v22, v23, v24, v25,
     v26, v27, v28, v29, v30, v31, v32, v33, v34, v35, v36, v37, v38, v39, v40, v41, v42, v43, v44, v45, v46, v47, v48,
     v49, v50, v51, v52, v53, v54, v55, v56, v57, v58, v59, v60, v61, v62, v63, v64, v65, v66) = range(67)
    if v0:
        del v65, v1
    for v66 in v64:
        print(v65, v66, v1)
    return v65, v66, v1
