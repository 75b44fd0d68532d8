# Which functions ask an iterable, or its iterator, how many items there will be.
import array
import collections
import functools
import itertools
import math
import select
import struct
import time

log = []


class Items:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        log.append("iter")
        return Iterator(self.items)

    def __len__(self):
        log.append("len")
        return len(self.items)


class Iterator:
    def __init__(self, items):
        self.items = iter(items)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.items)

    def __length_hint__(self):
        log.append("hint")
        return 1


class Tuple(tuple):
    pass


class List(list):
    pass


Pair = collections.namedtuple("Pair", "first second")


def take(*args):
    pass


def unpack(items):
    first, *rest = items


def assign(items):
    target = [1, 2]
    target[:] = items


def add(items):
    target = []
    target += items


FUNCTIONS = {
    "tuple": tuple,
    "subclass of tuple": Tuple,
    "list": list,
    "subclass of list": List,
    "set": set,
    "frozenset": frozenset,
    "fromkeys": dict.fromkeys,
    "f(*x)": lambda it: take(*it),
    "f(1, *x)": lambda it: take(1, *it),
    "(*x,)": lambda it: (*it,),
    "[*x]": lambda it: [*it],
    "{*x}": lambda it: {*it},
    "join": lambda it: "".join(map(str, it)),
    "join itself": "".join,
    "bytes.join": b"".join,
    "sorted": sorted,
    "first, *rest": unpack,
    "[:]": assign,
    "+=": add,
    "extend": [].extend,
    "sum": sum,
    "zip": lambda it: list(zip(it, it)),
    "product": lambda it: itertools.product(it, it),
    "permutations": itertools.permutations,
    "combinations": lambda it: itertools.combinations(it, 1),
    "deque": collections.deque,
    "array": lambda it: array.array("i", it),
    "bytes": bytes,
    "bytearray": bytearray,
    "bytearray.extend": lambda it: bytearray().extend(it),
    "namedtuple": Pair._make,
    "struct_time": time.struct_time,
    "dist": lambda it: math.dist(it, it),
    "hypot": lambda it: math.hypot(*it),
    "partial": lambda it: functools.partial(take, *it),
    "update": set().update,
    "select": lambda it: select.select(it, [], [], 0),
    "pack": lambda it: struct.pack("2i", *it),
    "exception": lambda it: Exception(*it),
}
for name, function in FUNCTIONS.items():
    log.clear()
    try:
        function(Items(1, 2))
        result = ""
    except (TypeError, OSError, ValueError) as error:
        result = type(error).__name__
    asked = list(log)
    log.clear()
    try:
        function(Iterator((1, 2)))
    except (TypeError, OSError, ValueError):
        pass
    print(name, asked, log, result)
