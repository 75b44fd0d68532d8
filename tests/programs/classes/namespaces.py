"""Namespaces of classes that are no plain dicts, names of slots that are no plain strings, classes after a foreign MRO."""
import collections


class Text(str):
    pass


ordered = collections.OrderedDict([("a", 1), ("b", 2), ("c", 3)])
ordered.move_to_end("a")
print([name for name in vars(type("C", (), ordered)) if len(name) == 1])


class Backwards(dict):
    def keys(self):
        return reversed(list(super().keys()))

    def __iter__(self):
        return reversed(list(super().__iter__()))


print([name for name in vars(type("C", (), Backwards(a=1, b=2))) if len(name) == 1])


class Slotted:
    __slots__ = (Text("x"), Text("__y"))


thing = Slotted()
thing.x = 1
print(thing.x, sorted(name for name in vars(Slotted) if not name.startswith("__")))
for doc in ("text", "x\0y", b"x", None, "\udcdc"):
    try:
        print(ascii(type("A", (), {"__doc__": doc}).__doc__))
    except UnicodeEncodeError as error:
        print(error)


class Base:
    value = 1


class Meta(type):
    def mro(cls):
        return cls, Base, object


class Foreign(metaclass=Meta):
    pass


def value():
    return Foreign.value, Foreign().value


for number in range(4):
    print([value() for _ in range(3)])
    Base.value = number


class Number(float):
    def __float__(self):
        return 42.0


class Integer(int):
    def __float__(self):
        return 43.0


print(float(Number(1)), float(Integer(2)), [type(it) for it in slice(True, False, True).indices(True)])
