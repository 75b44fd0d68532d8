"""Attributes and methods of objects of many classes at one place of the code, while the classes change."""


class Descriptor:
    def __get__(self, instance, owner):
        return "got"

    def __set__(self, instance, value):
        instance.__dict__["seen"] = value


class Base:
    limit = 7

    def __init__(self, name):
        self.first = 1
        self.name = name

    def method(self):
        return f"{type(self).__name__}.method"


class Slots:
    __slots__ = ("first", "name")
    limit = 8

    def __init__(self, name):
        self.first = 2
        self.name = name

    def method(self):
        return "Slots.method"


class Hooked(Base):
    def __getattribute__(self, name):
        if name == "name":
            return "hooked"
        return super().__getattribute__(name)

    def __setattr__(self, name, value):
        super().__setattr__(name, value)
        if name == "name":
            super().__setattr__("stores", getattr(self, "stores", 0) + 1)


class Fallback(Base):
    def __getattr__(self, name):
        return f"no {name}"


class InDictionary(Base):
    def __init__(self, name):
        super().__init__(name)
        self.__dict__["method"] = lambda: "own method"


children = [type(f"Child{index}", (Base,), {}) for index in range(6)]
others = [type(f"Other{index}", (Base,), {"__init__": lambda self, name: (setattr(self, "zero", 0), Base.__init__(self, name))[1]})
          for index in range(3)]
classes = [*children, *others, Slots, Hooked, Fallback, InDictionary]


def look(this):
    return this.name, this.first, this.limit, this.method()


def store(this, value):
    this.name = value


unnamed = None
objects = [cls(f"n{index}") for index, cls in enumerate(classes)]


def turn(times):
    for _ in range(times):
        for this in objects:
            if this is not unnamed:
                look(this)
                store(this, this.name)


def show(title):
    print(title)
    for this in objects:
        try:
            print("   ", type(this).__name__, *look(this))
        except AttributeError as error:
            print("   ", type(this).__name__, error)


turn(200)
show("at first")
print(objects[10].stores)

unnamed = objects[0]
del unnamed.name
objects[1].method = lambda: "hidden in the object"
objects[2].__dict__
children[3].name = Descriptor()
children[4].limit = "seven"
Base.first = property(lambda self: "first of the class")
show("changed")
store(objects[3], "to the descriptor")
print(objects[3].__dict__)
turn(200)
show("the same again")

del Base.first
children[3].name = "plain"
Descriptor.__set__ = None
objects[5].__class__ = others[0]
unnamed.name = "back"
unnamed = None
others[1].method = lambda self: 1
turn(200)
show("changed back")

Base.method = 5
try:
    show("no method")
except TypeError as error:
    print(error)


class Kind:
    """Class attributes that are numbers and the like."""
    NUMBER = 1
    FLOAT = 0.5
    NOTHING = None


def constants(this):
    return this.NUMBER, this.FLOAT, this.NOTHING


for owner in Kind, Kind():
    for _ in range(100):
        constants(owner)
    print(constants(owner))
    Kind.NUMBER += 1
    Kind.FLOAT = "float"
    print(constants(owner))
instance = Kind()
instance.NUMBER = "own"
print([constants(this) for this in (Kind, Kind(), instance)])
