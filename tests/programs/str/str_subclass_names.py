"""Names of attributes may be strings of a subclass: the text counts, and `__getattr__` sees the object itself."""
import enum
import types


class Name(str):
    pass


class Token(str):
    __slots__ = ("kind",)

    def __new__(cls, kind, text):
        self = super().__new__(cls, text)
        self.kind = kind
        return self

    def __eq__(self, other):
        return not (isinstance(other, Token) and other.kind != self.kind) and str.__eq__(self, other)

    __hash__ = str.__hash__


class Choice(enum.StrEnum):
    attribute = "attribute"
    other = "other"


class Target:
    attribute = 1

    def method(self):
        return "method"


class Fallback:
    def __getattr__(self, name):
        return type(name).__name__, name


module = types.ModuleType("module")
module.attribute = 2
for make in Name, lambda text: Token("kind", text), lambda text: Choice(text) if text in Choice else Name(text):
    target = Target()
    print(getattr(target, make("attribute")), getattr(target, make("method"))(), hasattr(target, make("nothing")))
    print(getattr(Target, make("attribute")), getattr(module, make("attribute")), hasattr(Target, make("nothing")))
    setattr(target, make("other"), 3)
    setattr(Target, make("third"), 4)
    setattr(module, make("fourth"), 5)
    print(target.other, target.third, module.fourth, list(target.__dict__.values()), sorted(name for name in vars(Target) if "_" not in name))
    delattr(target, make("other"))
    print(hasattr(target, "other"), getattr(Fallback(), make("attribute")), getattr(target, make("nothing"), None))
    print(getattr(super(Target, target), make("__class__")), getattr([].append, make("__name__")), getattr(1, make("real")))
    try:
        getattr(target, make("nothing"))
    except AttributeError as error:
        print(error, type(error.name).__name__)
