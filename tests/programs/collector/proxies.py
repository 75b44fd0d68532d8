"""Proxies do what their objects do."""
import _weakref as weakref


def show(function):
    try:
        print(repr(function()))
    except BaseException as error:
        print(type(error).__name__, error)


class Number:
    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return f"Number({self.value!r})"

    def __str__(self):
        return "text"

    def __bytes__(self):
        return b"bytes"

    def __eq__(self, other):
        return ("eq", self.value, other)

    def __lt__(self, other):
        return ("lt", self.value, other)

    def __hash__(self):
        return 5

    def __len__(self):
        return 3

    def __bool__(self):
        return False

    def __contains__(self, item):
        return item == 1

    def __getitem__(self, key):
        return ("get", key)

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("delete", key)

    def __iter__(self):
        return iter([1, 2])

    def __reversed__(self):
        return "reversed"

    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __index__(self):
        return 8

    def method(self, *args, **kwargs):
        return args, kwargs


def operator(name):
    def method(self, *others):
        return (name, *[other if isinstance(other, int) else "?" for other in others])
    return method


for name in ["add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "xor", "or"]:
    setattr(Number, f"__{name}__", operator(name))
    setattr(Number, f"__r{name}__", operator("r" + name))
    if name != "divmod":
        setattr(Number, f"__i{name}__", operator("i" + name))
for name in ["neg", "pos", "abs", "invert"]:
    setattr(Number, f"__{name}__", operator(name))

n = Number(1)
p = weakref.proxy(n)
print(type(p), p.value, str(p), bytes(p), len(p), bool(p), 1 in p, 2 in p, p[4], list(p))
p[1] = 2
del p[1]
p.value = 2
print(n.value, p.method(1, x=2))
del p.value
show(lambda: n.value)
n.value = 3
print(p == 1, p < 1, p != 1)
show(lambda: p > 1)
show(lambda: hash(p))
print(int(p), float(p), [0] * 10 == [0] * 10, list(range(10))[p])
print(p.__reversed__(), p.__bytes__(), p.__class__)
print(+p, -p, abs(p), ~p)
print(p + 1, p - 1, p * 1, p @ 1, p / 1, p // 1, p % 1, divmod(p, 1), p ** 1, pow(p, 1, 2), p << 1, p >> 1, p & 1, p ^ 1, p | 1)
print(1 + p, 1 - p, 1 * p, 1 @ p, 1 / p, 1 // p, 1 % p, divmod(1, p), 1 ** p, 1 << p, 1 >> p, 1 & p, 1 ^ p, 1 | p)
print(p + p, isinstance(p, Number), type(p) is Number)
for symbol in ["+", "-", "*", "@", "/", "//", "%", "**", "<<", ">>", "&", "^", "|"]:
    names = {"p": p}
    exec(f"p {symbol}= 5", names)
    print(symbol, names["p"])
show(lambda: p())
show(lambda: next(p))


class Plain:
    pass


q = Plain()
qp = weakref.proxy(q)
for action in [lambda: len(qp), lambda: qp[1], lambda: 1 in qp, lambda: iter(qp), lambda: next(qp), lambda: bytes(qp),
               lambda: qp.__reversed__(), lambda: int(qp), lambda: float(qp), lambda: -qp, lambda: qp + 1, lambda: 1 + qp,
               lambda: qp.x, lambda: bool(qp), lambda: list(range(3))[qp], lambda: qp == qp, lambda: qp == q, lambda: qp < 1]:
    show(action)


def function(a, b=2):
    return a, b


f = weakref.proxy(function)
print(type(f), f(1), f(1, b=3), f.__name__, repr(f).split(" at ")[1].split("; ")[1])
show(lambda: f())
print([name for name in dir(type(f)) if name not in dir(type(p))], [name for name in dir(type(p)) if name not in dir(type(f))])


def counting():
    yield 1
    yield 2


g = counting()
gp = weakref.proxy(g)
print(next(gp), list(gp))

del n, q, g
for action in [lambda: p + 1, lambda: 1 + p, lambda: str(p), lambda: len(p), lambda: bool(p), lambda: p == 1, lambda: p[1],
               lambda: p.x, lambda: setattr(p, "x", 1), lambda: 1 in p, lambda: iter(p), lambda: next(gp), lambda: bytes(p),
               lambda: pow(2, 3, p), lambda: repr(p).split("; ")[1], lambda: int(p)]:
    show(action)
del function
show(lambda: f(1))
