"""Functions, closures, defaults, decorators, annotations, generics."""

import os.path as path, sys
from collections import (namedtuple as tuple_type, deque)


def plain(a, b=1, /, c: int = 2, *args: str, d, e=None, **kwargs) -> float:
    """Has a docstring."""
    print(a, b, *args, key=c, **kwargs)
    return a.method(b).attribute + c[d] - e[1:2] * -a // ~b


@plain
def decorated(x=()):
    def inner():
        nonlocal x
        x += 1
        return lambda y, *, z=3: (x, y, z, __debug__)

    return inner


def generic[T: (int, str), *Ts, **P](value: T, *rest: *Ts) -> T:
    global counter
    counter = value if value and rest or not value else None
    return value


type Alias[K] = dict[K, int]


class Base[T](object, metaclass=type):
    __slots__ = ("a", "b")
    field: int = 3

    def method(self):
        self.a, (self.b, *rest) = __class__, [1, 2, 3]
        del self.a
        return super().method(rest)

    @property
    def name(self):
        return f"{self.a!r:>{self.b}} and {self.field=}" + t"{self.a!s:x}{rest}"
