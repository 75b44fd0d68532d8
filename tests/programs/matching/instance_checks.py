"""Class patterns ask isinstance()."""
import abc
import collections
import typing


class Meta(type):
    def __instancecheck__(cls, instance):
        print("asked about", type(instance).__name__)
        return isinstance(instance, int)


class Number(metaclass=Meta):
    pass


def kind(value):
    match value:
        case Number():
            return "number"
        case _:
            return "other"


print(kind(3), kind("x"), kind(Number()))


class Shape(abc.ABC):
    __match_args__ = ("area",)


@Shape.register
class Square:
    area = 4


match Square():
    case Shape(area):
        print("area", area)


@typing.runtime_checkable
class Sized(typing.Protocol):
    size: int


class Box:
    def __init__(self, size):
        self.size = size


match Box(3):
    case Sized(size=3):
        print("a box of 3")


class First(collections.UserDict, list):
    pass


class Second(collections.UserList, dict):
    pass


for value in First(), Second():
    match value:
        case [*_]:
            print("sequence")
        case {}:
            print("mapping")
