# Special methods that a class takes from builtin types it does not derive from: they are called, and refuse.
class Number(int):
    __add__ = str.__add__
    __mul__ = str.__mul__
    __rmul__ = list.__rmul__
    __len__ = str.__len__
    __eq__ = str.__eq__
class List(list):
    __add__ = str.__add__
    __mul__ = str.__mul__
    __iadd__ = bytearray.__iadd__
class Own(list):
    __add__ = list.__add__
    __mul__ = list.__mul__
class Mended(List):
    __add__ = list.__add__
class Dict(dict):
    __getitem__ = list.__getitem__
    __len__ = str.__len__
    __delitem__ = list.__delitem__
class Plain:
    __mul__ = list.__mul__
    __add__ = str.__add__
    __getitem__ = list.__getitem__
    __len__ = list.__len__


def shown(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


def add_in_place(thing):
    thing += thing
    return thing


for thing in Number(3), List([1]), Own([2]), Mended([3]), Dict({1: 2}), Plain():
    print("#", type(thing).__name__)
    shown(lambda: thing + thing)
    shown(lambda: thing * 2)
    shown(lambda: 2 * thing)
    shown(lambda: thing * thing)
    shown(lambda: thing + [1])
    shown(lambda: [1] + thing)
    shown(lambda: thing[0])
    shown(lambda: len(thing))
    shown(lambda: thing.__delitem__(5))
    shown(lambda: add_in_place(thing))

for thing in [1], Own([2]):
    thing.extend(thing)
    thing += thing
    print(thing)
