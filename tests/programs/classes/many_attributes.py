"""Objects with more attributes than a word can order, and attributes that native functions compute."""

import copy
import pickle
import types


class Many:
    def __init__(self, names):
        for name in names:
            setattr(self, name, name * 2)
        self.a00, self.a01, self.a02, self.a03, self.a04 = 0, 1, 2, 3, 4

    def declare(self):
        self.a05 = self.a06 = self.a07 = self.a08 = self.a09 = self.a10 = self.a11 = self.a12 = None
        self.a13 = self.a14 = self.a15 = self.a16 = self.a17 = self.a18 = self.a19 = self.a20 = None
        self.a21 = self.a22 = self.a23 = self.a24 = self.a25 = self.a26 = self.a27 = self.a28 = None
        self.a29 = self.a30 = self.a31 = self.a32 = None


NAMES = [f"a{number:02}" for number in range(33)]


def forwards(count):
    return Many(NAMES[:count])


def show(thing):
    print(len(vars(thing)), *vars(thing))


for count in 5, 14, 15, 16, 17, 29, 30, 31, 33:
    thing = forwards(count)
    print([getattr(thing, name, None) for name in NAMES[count - 2:count + 1]])
    show(thing)

for names in NAMES[::-1], NAMES[3:20], NAMES[:10] + NAMES[14:20], NAMES[:16] + NAMES[20:], NAMES[15:16]:
    thing = Many(names)
    print(thing.a00, thing.a04, getattr(thing, "a15", "none"))
    show(thing)

# What is deleted comes last when it is set again.
for gone in "a00", "a07", "a19":
    for count in 15, 16, 20:
        thing = forwards(count)
        if hasattr(thing, gone):
            delattr(thing, gone)
        print(hasattr(thing, gone), gone in dir(thing))
        setattr(thing, gone, "again")
        thing.later = 1
        show(thing)

thing = forwards(20)
while True:
    names = [name for name in NAMES if hasattr(thing, name)]
    if not names:
        break
    delattr(thing, names[-1])
show(thing)
thing.a01 = thing.a00 = 1
show(thing)

for thing in forwards(20), forwards(30), Many(NAMES[:16][::-1]):
    for again in copy.copy(thing), pickle.loads(pickle.dumps(thing)), copy.deepcopy(thing):
        print(vars(again) == vars(thing), list(vars(again)) == list(vars(thing)))
    thing.__dict__ = {"only": 1}
    show(thing)


def stores(things):
    for thing in things:
        thing.a00 = 7
        thing.a19 = "nineteen"
        thing.a16 = "sixteen"
    return [(thing.a16, thing.a19, list(vars(thing))[-3:]) for thing in things]


print(stores([forwards(count) for count in (16, 5, 20, 19, 30, 15, 17)]))


class Borrower:
    code = types.FunctionType.__code__
    name = types.CodeType.co_name


def read(things):
    for thing in things:
        try:
            yield thing.__name__, thing.__qualname__
            yield thing.__code__.co_name, thing.__code__.co_firstlineno > 0
        except AttributeError as error:
            yield str(error)


def borrowed(thing):
    try:
        return thing.code
    except TypeError as error:
        return str(error)


print(list(read([read, Many, Borrower, type, len, read, Many, 1, read, Many.declare])))
print([borrowed(Borrower()) for _ in range(3)])


class Named(type):
    @property
    def __name__(cls):
        return "hidden"


class Hidden(metaclass=Named):
    pass


def name_of(thing):
    return thing.__name__


print([name_of(thing) for thing in (Many, Many, Hidden, Many, Hidden, Hidden, read, Hidden)])
Many.__name__ = "Renamed"
print(name_of(Many))
