"""Abstract base classes: abstract methods, registration, hooks, caches."""
from abc import ABC, ABCMeta, abstractmethod, get_cache_token


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


class A(ABC):
    @abstractmethod
    def f(self):
        return "A.f"

    @property
    @abstractmethod
    def p(self): ...

    @classmethod
    @abstractmethod
    def c(cls): ...

    @staticmethod
    @abstractmethod
    def s(): ...


attempt(A)
print(sorted(A.__abstractmethods__), A.f.__isabstractmethod__, A.__dict__["p"].__isabstractmethod__)


class B(A):
    def f(self):
        return super().f() + " B"


attempt(B)


class C(B):
    p = c = s = None


attempt(lambda: C().f())


class One(ABC):
    @abstractmethod
    def only(self): ...


attempt(One)
before = get_cache_token()


@One.register
class Registered:
    pass


print(issubclass(Registered, One), isinstance(Registered(), One), get_cache_token() != before, One in Registered.__mro__)
attempt(One.register, 3)
attempt(Registered.register if hasattr(Registered, "register") else lambda: "no register")


class Sub(One):
    pass


attempt(Sub.register, One)


class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, sub):
        if cls is not Hook:
            return NotImplemented
        return any("quack" in k.__dict__ for k in sub.__mro__) or NotImplemented


class Duck:
    def quack(self): ...


print(issubclass(Duck, Hook), issubclass(int, Hook), isinstance(Duck(), Hook))
Hook.register(int)
print(issubclass(int, Hook), issubclass(bool, Hook))
attempt(issubclass, 3, Hook)
attempt(isinstance, 3, (int, Hook, 4))
attempt(isinstance, "3", (int, (float, 4)))
attempt(isinstance, "3", 4)
attempt(issubclass, int, "x")
attempt(issubclass, int, ())
attempt(isinstance, 3, int | str)
attempt(isinstance, 3, list[int])
attempt(isinstance, 3, int | list[int])


class BadHook(ABC):
    @classmethod
    def __subclasshook__(cls, sub):
        return 3


attempt(issubclass, int, BadHook)
import collections.abc as c

for kind in ("Hashable Iterable Iterator Reversible Sized Container Callable Collection Sequence MutableSequence Set MutableSet Mapping MutableMapping KeysView Buffer Generator Coroutine Awaitable AsyncIterable".split()):
    k = getattr(c, kind)
    print(kind, [type(x).__name__ for x in (1, "", b"", [], (), {}, set(), range(0), {}.keys(), (x for x in ()), len, iter(""), memoryview(b"")) if isinstance(x, k)])


class ByMeta(metaclass=ABCMeta):
    @abstractmethod
    def a(self): ...
    @abstractmethod
    def b(self): ...


attempt(ByMeta)
ByMeta.a = ByMeta.b = None
attempt(ByMeta)
import abc

abc.update_abstractmethods(ByMeta)
attempt(lambda: type(ByMeta()).__name__)


# An object whose class does not say what it is counts as one of its type.
class Nameless:
    def __getattribute__(self, name):
        if name == "__class__":
            raise AttributeError(name)
        return super().__getattribute__(name)


class Registering(metaclass=abc.ABCMeta):
    pass


print(isinstance(Nameless(), Registering))
Registering.register(Nameless)
print(isinstance(Nameless(), Registering))
