"""Functions with `*args` and nothing else that is special."""

import sys


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies", self.name)


def rest(*args):
    return args


def one(a, *args):
    b = a
    return a, b, args


def two(a, b=2, *args):
    c = d = None
    return a, b, args, c, d


def captured(a, *args):
    def inner():
        return a, args

    return inner


def generating(a, *args):
    yield a
    yield from args


def dying(first, *args):
    print("runs", first.name, len(args))


def deep(*args):
    return deep(*args, 1)


class Method:
    def all(self, *args):
        return args

    def more(self, a, *args):
        return a, args

    def __call__(self, *args):
        return args

    def __init__(self, *args):
        self.args = args

    @classmethod
    def of_class(cls, *args):
        return cls.__name__, args

    @staticmethod
    def static(*args):
        return args


def show(call):
    try:
        print(call())
    except TypeError as error:
        print(error)


for _ in range(4):
    show(lambda: rest())
    show(lambda: rest(1))
    show(lambda: rest(1, 2.5, "3"))
    show(lambda: rest(*range(20)))
    show(lambda: one())
    show(lambda: one(1))
    show(lambda: one(1, 2, 3))
    show(lambda: two())
    show(lambda: two(1))
    show(lambda: two(1, 3))
    show(lambda: two(1, 3, 4))
    show(lambda: two(b=1, a=2))
    show(lambda: rest(a=1))
    show(lambda: captured(1, 2, 3)())
    show(lambda: list(generating(1, 2, 3)))
    show(lambda: list(generating(*"abc")))
    it = Method(1, 2)
    show(lambda: it.args)
    show(lambda: it.all())
    show(lambda: it.all(1, 2))
    show(lambda: it.more(1, 2))
    show(lambda: it(1, 2))
    show(lambda: Method.of_class(1, 2))
    show(lambda: Method.static(1, 2))
    show(lambda: Method.all())
    show(lambda: Method.all(it, 1))
    show(lambda: (lambda *a: a)(1, 2))
    show(lambda: rest(*(x for x in rest(1, 2))))

dying(Loud("a"), Loud("b"), Loud("c"))
print(len(rest(Loud("d"), Loud("e"))))


def in_a_generator():
    x = 1
    for y in range(3):
        yield rest(x, y), one(x, y, x), two(y)


print(list(in_a_generator()))
try:
    deep()
except RecursionError as error:
    print(error)
events = []


def trace(frame, event, argument):
    if frame.f_code in (rest.__code__, one.__code__):
        events.append((event, dict(frame.f_locals)))
        return trace


sys.settrace(trace)
rest(1, 2)
one(1, 2)
sys.settrace(None)
print(events)
