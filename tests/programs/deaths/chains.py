"""Chains of objects, each of which holds the next: they are freed from the first to the last without recursion.

usage: chains.py [COUNT]    the number of links, ten million for the real thing

Where all goes slowly (`-X small`), the chains are short.
"""
import collections
import functools
import itertools
import sys
import types
import weakref

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 300 if "small" in sys._xoptions else 30_000


class Plain:
    def __init__(self, next):
        self.next = next


class Slots:
    __slots__ = ("next",)

    def __init__(self, next):
        self.next = next


class Finalised:
    count = 0

    def __init__(self, next):
        self.next = next

    def __del__(self):
        Finalised.count += 1


class Error(Exception):
    pass


class List(list):
    pass


def generator(next):
    yield
    del next


def started(next):
    made = generator(next)
    made.send(None)
    return made


async def coroutine(next):
    await next


def waiting(next):
    made = generator(next)
    return made


def chained(next):
    error = Error()
    error.__context__ = next
    return error


def caused(next):
    error = Error()
    error.__cause__ = next
    return error


def traced(next):
    try:
        raise Error(next)
    except Error as error:
        return error.with_traceback(None)


def closure(next):
    return lambda: next


def defaults(next):
    def inner(next=next):
        pass

    return inner


KINDS = {
    "list": lambda next: [next],
    "list subclass": lambda next: List([next]),
    "tuple": lambda next: (next,),
    "long tuple": lambda next: (1, next, "a"),
    "dict": lambda next: {"next": next},
    "dict of objects": lambda next: {1: 2, "next": next},
    "set": lambda next: {id(next) and Slots(next)},
    "frozenset": lambda next: frozenset((next,)),
    "object": Plain,
    "object with slots": Slots,
    "finalised object": Finalised,
    "deque": lambda next: collections.deque((next,)),
    "OrderedDict": lambda next: collections.OrderedDict(next=next),
    "defaultdict": lambda next: collections.defaultdict(list, next=next),
    "generator": started,
    "generator not begun": waiting,
    "exception": Error,
    "context": chained,
    "cause": caused,
    "raised exception": traced,
    "closure": closure,
    "default": defaults,
    "cell": types.CellType,
    "partial": lambda next: functools.partial(print, next),
    "method": lambda next: types.MethodType(print, next),
    "iterator": lambda next: iter([next]),
    "chain": lambda next: itertools.chain((next,)),
    "map": lambda next: map(None, (next,)),
    "zip": lambda next: zip((next,)),
    "slice": lambda next: slice(None, next),
    "property": property,
    "staticmethod": staticmethod,
    "namespace": lambda next: types.SimpleNamespace(next=next),
    "proxy": lambda next: types.MappingProxyType({"next": next}),
    "alias": lambda next: types.GenericAlias(list, (next,)),
    "simple queue": lambda next: collections.UserList([next]),
}



for kind, make in KINDS.items():
    link = Error() if kind in ("context", "cause", "method") else None
    for number in range(COUNT):
        link = make(link)
        if number == 0:
            try:
                first = weakref.ref(link)
            except TypeError:
                first = None
    link = None
    print(kind, "is gone" if first is None or first() is None else "is left")
print(Finalised.count == COUNT)
