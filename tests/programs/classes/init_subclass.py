"""`__init_subclass__`, `__set_name__` and `__class_getitem__`."""


class Base:
    registry = []

    def __init_subclass__(cls, /, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry.append((cls.__name__, tag))


class One(Base, tag=1):
    pass


class Two(One):
    pass


print(Base.registry)
try:
    class Three(Base, unknown=3):
        pass
except TypeError as error:
    print(error)
try:
    class Plain(x=1):
        pass
except TypeError as error:
    print(error)


class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, instance, owner):
        return self.name


class Owner:
    a = Named()
    b = c = Named()


print(Owner.a, Owner.b, Owner.c)
Owner.d = Named()
try:
    Owner.d
except AttributeError as error:
    print(error)


class Broken:
    def __set_name__(self, owner, name):
        raise ValueError("in set_name")


try:
    class Fails:
        x = Broken()
except ValueError as error:
    print(error, error.__notes__)


class Generic:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item!r}]"


class Sub(Generic):
    pass


print(Generic[int], Sub[1, 2], Generic["x":2])
try:
    Generic()[0]
except TypeError as error:
    print(error)
try:
    One[0]
except TypeError as error:
    print(error)
try:
    int[0]
except TypeError as error:
    print(error)
print(list[int], dict[str, int], type[int])


class Explicit:
    @classmethod
    def __init_subclass__(cls, **kwargs):
        print("explicit", cls.__name__, kwargs)


class E(Explicit, k=1):
    pass


class NotCallable:
    __init_subclass__ = None


try:
    class F(NotCallable):
        pass
except TypeError as error:
    print(error)
