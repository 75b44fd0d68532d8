"""Abstract base classes whose metaclass says that different classes are equal: what is remembered of one holds for the other."""

from abc import ABC, ABCMeta


class Plain(ABC):
    asked = 0

    @classmethod
    def __subclasshook__(cls, subclass):
        cls.asked += 1
        return subclass.__name__.startswith("Yes")


class YesA:
    pass


class No:
    pass


print([isinstance(item, Plain) for item in [YesA(), No(), YesA(), No()]], Plain.asked)


class Same(ABCMeta):
    hashed = 0

    def __eq__(cls, other):
        return cls.__name__[:3] == other.__name__[:3]

    def __hash__(cls):
        Same.hashed += 1
        return hash(cls.__name__[:3])


class Base(metaclass=Same):
    asked = 0

    @classmethod
    def __subclasshook__(cls, subclass):
        cls.asked += 1
        return subclass.__name__ == "YesOne"


YesOne, YesTwo = Same("YesOne", (), {}), Same("YesTwo", (), {})
print(isinstance(YesOne(), Base), isinstance(YesTwo(), Base), Base.asked, Same.hashed > 0)
NoOne, NoTwo = Same("NoOne", (), {}), Same("NoTwo", (), {})
print(isinstance(NoOne(), Base), isinstance(NoTwo(), Base), Base.asked)

# Classes that die leave nothing behind.
for turn in range(3):
    name = f"Yes{turn}"
    made = type(name, (), {})
    print(isinstance(made(), Plain), issubclass(made, Plain), Plain.asked)
    del made
