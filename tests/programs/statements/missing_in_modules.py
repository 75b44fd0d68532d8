"""What is not there in a module, for those who can do without: getattr with a default, hasattr, imports from it."""
import sys
import types


def ask(module):
    return hasattr(module, "missing"), getattr(module, "missing", "default")


plain = types.ModuleType("plain")
print(ask(plain))
plain.missing = 1
print(ask(plain))

asked = []


def answer(name):
    asked.append(name)
    if name == "missing":
        return "answered"
    raise AttributeError(f"no {name} here")


answering = types.ModuleType("answering")
answering.__getattr__ = answer
print(ask(answering), hasattr(answering, "other"), asked)

refusing = types.ModuleType("refusing")
refusing.__getattr__ = lambda name: {}[name]
try:
    ask(refusing)
except KeyError as error:
    print("KeyError", error)


class Subclass(types.ModuleType):
    @property
    def missing(self):
        raise AttributeError("not now")


class Hooked(types.ModuleType):
    def __getattr__(self, name):
        return f"hooked {name}"


class Looking(types.ModuleType):
    def __getattribute__(self, name):
        if name == "missing":
            return "looked"
        return super().__getattribute__(name)


for class_ in (Subclass, Hooked, Looking):
    print(class_.__name__, ask(class_("instance")))


class Name(str):
    pass


print(getattr(plain, Name("missing")), getattr(plain, Name("absent"), None))

sys.modules["answering"] = answering
from answering import missing
print(missing)
try:
    from answering import other
except ImportError as error:
    print(error)
answering.__path__ = []
del asked[:]
from answering import missing
print(missing, asked)
