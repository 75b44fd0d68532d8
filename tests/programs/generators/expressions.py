"""Generator expressions: scopes, evaluation of the first iterable, nesting, errors."""
x = "global"


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


g = (x for x in [1, 2, 3])
print(next(g), x, list(g))
attempt(lambda: (i for i in 3))
attempt(lambda: (i for i in undefined))
g = (undefined for i in [1])
attempt(lambda: next(g))
attempt(lambda: next(g))
print(list((i, j) for i in range(3) for j in range(i)))
print(list(i for i in range(10) if i % 2 if i > 3))


class C:
    y = [1, 2]
    z = 10
    ok = list(i for i in y)
    try:
        bad = list(i * z for i in y)
    except NameError as error:
        print(error)
    listed = [[j for j in range(i)] for i in y]


print(C.ok, C.listed)
functions = [lambda: i for i in range(3)]
print([f() for f in functions])
functions = [lambda i=i: i for i in range(3)]
print([f() for f in functions])
print([y := 5, y ** 2, (z := y + 1)], y, z)
print([last := i for i in range(4)], last)
print({k: v for k, v in zip("abc", range(3))}, {i % 2 for i in range(5)})
print([[(i, j) for j in range(2)] for i in range(2)])
print([i for i in range(3) for i in range(i)])
print(sum(i for i in range(5)), max((i for i in [3, 1]), default=0))
g = (i for i in iter([1, 2]))
print(g.gi_frame.f_locals.keys(), g.gi_code.co_varnames, g.gi_code.co_name)


def closure():
    a = 1
    g = (a + i for i in range(2))
    a = 10
    return list(g)


print(closure())


def walrus():
    total = 0
    return [total := total + i for i in range(5)], total


print(walrus())
print([*(i for i in range(2)), *[j for j in "ab"]])
print(list(locals().keys())[:0], [k for k in list(locals()) if k == "i"])


def with_locals():
    return [sorted(locals()) for q in [1]][0], locals()


print(with_locals())


async def asynchronous():
    return [i async for i in numbers()], [i + await later(1) for i in range(2)], {i: i async for i in numbers() if i}


async def numbers():
    for i in range(3):
        yield i


async def later(value):
    return value


try:
    asynchronous().send(None)
except StopIteration as stop:
    print(stop.value)
