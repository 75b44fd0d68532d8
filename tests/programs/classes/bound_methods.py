"""Methods that are taken from objects without being called: what hides them, and what a changed class makes of them."""

import functools


class Base:
    def who(self):
        return "base", type(self).__name__

    @functools.lru_cache
    def cached(self):
        return "cached"

    @classmethod
    def of_class(cls):
        return "of class", cls.__name__

    @staticmethod
    def static():
        return "static"


class Derived(Base):
    def __init__(self):
        self.number = 1


class Slotted(Base):
    __slots__ = ("number",)


class Number(int):
    def who(self):
        return "number", int(self)


class Items(list):
    def who(self):
        return "items", len(self)


def take(thing):
    method = thing.who
    return method


def show(things):
    for thing in things:
        for _ in range(3):
            taken = take(thing)
        print(taken() if callable(taken) else taken, end="; ")
    print()


first, second = Derived(), Derived()
show([first, second, Base(), Slotted(), Number(7), Items("ab"), first])
print(take(first) is take(first), take(first) == take(first), take(first).__self__ is first, take(first) == take(second))

# An object's own attribute hides the method: set inline, in the dictionary, or in a dictionary of its own.
second.who = lambda: "own"
show([first, second, first])
del second.who
show([second])
vars(first)
show([first])
first.__dict__["who"] = lambda: "in the dictionary"
show([first, second])
first.__dict__ = {"who": "another dictionary"}
show([first])
first.__dict__ = {}
show([first])

# The class changes.
Base.who = lambda self: ("changed", type(self).__name__)
show([first, second, Base()])
Derived.who = property(lambda self: "property")
show([first, second, Base()])
Derived.who = 5
show([first, second])
Derived.who = Base.__dict__["of_class"]
show([first])
Derived.who = Base.__dict__["static"]
show([first])
del Derived.who
del Base.who
for _ in range(2):
    try:
        take(first)
    except AttributeError as error:
        print(error)

# What is bound to objects of builtin types, by each sort of method.
def append_of(items):
    return items.append


for items in [[1], Items("c"), [2]]:
    append_of(items)(3)
    print(items, append_of(items).__self__ is items)
for _ in range(3):
    kept = second.cached, second.of_class, second.static
print(kept[0]() if callable(kept[0]) else kept[0], kept[1](), kept[2]())


class Hooked(Base):
    def __getattr__(self, name):
        return "hook for " + name


class Asked(Base):
    def __getattribute__(self, name):
        return "asked for " + name


Base.who = lambda self: ("again", type(self).__name__)
show([Hooked(), Asked(), Hooked(), Base()])
del Base.who
show([Hooked(), Asked()])


# The object dies with the last method that is bound to it.
class Dying(Base):
    def who(self):
        return "alive"

    def __del__(self):
        print("dies")


for _ in range(3):
    method = Dying().who
print(method())
del method
