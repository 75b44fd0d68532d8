"""`__getattr__` is asked after every AttributeError, whether nothing was found or a descriptor raised it."""


class Fallback:
    __slots__ = ()

    def __getattr__(self, name):
        return f"fallback {name}"


class Slots(Fallback):
    __slots__ = ("empty", "full")

    def __init__(self):
        self.full = 1


class Derived(Slots):
    pass


class Property(Fallback):
    @property
    def broken(self):
        raise AttributeError("inner")

    @property
    def wrong(self):
        raise ValueError("not caught")


class NonData(Fallback):
    class Descriptor:
        def __get__(self, instance, owner):
            raise AttributeError("inner")

    attribute = Descriptor()


class Plain:
    @property
    def broken(self):
        raise AttributeError("inner")


for cls in Slots, Derived:
    for turn in range(3):
        item = cls()
        print(item.empty, item.full, getattr(item, "empty"), hasattr(item, "empty"), getattr(item, "full", None))
for turn in range(3):
    print(Property().broken, Property().other, NonData().attribute, NonData().other)
    for action in lambda: Property().wrong, lambda: Plain().broken, lambda: Property().broken():
        try:
            action()
        except Exception as error:
            print(type(error).__name__, error)
