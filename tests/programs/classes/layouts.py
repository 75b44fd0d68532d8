# Which classes can take each other's place as the class of an object, whose `__dict__` counts where a builtin type has one of
# its own, and what a class is before it has an MRO.
import types


def shown(function):
    try:
        result = function()
    except Exception as error:
        print(type(error).__name__, error)
    else:
        print(type(result).__name__ if isinstance(result, (dict, types.MappingProxyType)) else result)


class Plain: pass
class AB: __slots__ = ["a", "b"]
class BA: __slots__ = ["b", "a"]
class AlsoAB: __slots__ = ["a", "b"]
class MoreBA(BA): __slots__ = ["e"]
class MoreAB(AlsoAB): __slots__ = ["e"]
class More1(AB): __slots__ = ["e"]
class More2(AB): __slots__ = ["e"]
class Open1(AB): pass
class Open2(AlsoAB): pass
class Open3(AB): pass
class Same1(AB): __slots__ = ()
class Same2(AlsoAB): __slots__ = ()
class Above1(Same1): __slots__ = ["x"]
class Above2(Same2): __slots__ = ["x"]
class Above3(Same1): __slots__ = ["x"]
class Weak(AB): __slots__ = ["__weakref__"]
class Dict(AB): __slots__ = ["__dict__"]
class Both(AB): __slots__ = ["__dict__", "__weakref__"]
class WeakDict(Weak): __slots__ = ["__dict__"]


CLASSES = [Plain, AB, BA, AlsoAB, MoreBA, MoreAB, More1, More2, Open1, Open2, Open3, Same1, Same2]
CLASSES += [Above1, Above2, Above3, Weak, Dict, Both, WeakDict]

print("# assigning __class__")
for old in CLASSES:
    fits = []
    for new in CLASSES:
        thing = old()
        try:
            thing.__class__ = new
        except TypeError as error:
            assert "object layout differs" in str(error), error
        else:
            fits.append(new.__name__)
    print(old.__name__, *fits)

print("# whose __dict__")
own = Plain.__dict__["__dict__"]
class Meta(Plain, type): pass
class Made(metaclass=Meta): pass
class Module(Plain, types.ModuleType): pass
class Failure(Plain, Exception): pass
for thing in Made, Module("m"), Failure():
    shown(lambda: thing.__dict__)
    shown(lambda: own.__get__(thing))
    shown(lambda: own.__set__(thing, 5))
    shown(lambda: own.__set__(thing, {"a": 1}))
    shown(lambda: own.__delete__(thing))
shown(lambda: own.__get__(Exception()))

print("# __get__ is not bound")
class Static: __get__ = staticmethod(lambda *args: len(args))
class Native: __get__ = max
class Through:
    @classmethod
    def __get__(*args): pass
class User: static, native, through = Static(), Native(), Through()
shown(lambda: (User.static, User().static))
shown(lambda: User.through)
shown(lambda: User.native)

print("# before there is an MRO")
class Early(type):
    def mro(cls):
        if cls.__mro__ is None and cls.__name__ != "X":
            shown(lambda: type("X", (cls,), {}))
            shown(lambda: super(cls, cls).missing)
            shown(lambda: super(type, cls).missing)
            shown(lambda: [issubclass(cls, it) for it in (object, cls, Plain, int)])
        return type.mro(cls)
class First(metaclass=Early): pass
class Second(Plain, First): pass
