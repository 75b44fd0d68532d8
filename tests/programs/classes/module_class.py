"""Modules whose class changes, and attribute errors that learn what they are about."""
import types


class Lazy(types.ModuleType):
    def __getattribute__(self, name):
        if name == "lazy":
            return "made when it is asked for"
        return super().__getattribute__(name)


module = types.ModuleType("m")
module.x = 1
module.__class__ = Lazy
print(module.x, module.lazy, type(module).__name__, sorted(vars(module)))
module.y = 2
module.__class__ = types.ModuleType
print(module.x, module.y, hasattr(module, "lazy"))
other = Lazy("other")
other.z = 3
print(other.__dict__["z"], other.z, Lazy.__dictoffset__ == types.ModuleType.__dictoffset__)


class Plain:
    pass


for new in (Plain, int, None):
    try:
        module.__class__ = new
    except TypeError as error:
        print(error)

try:
    module()
except TypeError as error:
    print(error)
module.m = print
try:
    module()
except TypeError as error:
    print(error)


class Asked:
    @property
    def broken(self):
        raise AttributeError("from inside")

    def __getattr__(self, name):
        raise AttributeError("no " + name)


for name in ("missing", "other"):
    try:
        getattr(Asked(), name)
    except AttributeError as error:
        print(error, error.name, type(error.obj).__name__)

try:
    print(unbound)
    unbound = 1
except NameError as error:
    print(error.name)


def local():
    try:
        print(unbound)
        unbound = 1
    except UnboundLocalError as error:
        print(error, error.name)


local()
for call in (lambda: "a".split(maxsplt=1), lambda: ImportError(nam=1), lambda: (lambda aaa=1: 0)(aa=1)):
    try:
        call()
    except TypeError as error:
        print(error)
for code in ("x + y", "x - y"):
    one, two = compile(code, "f", "eval"), compile(code, "f", "eval")
    print(one == two, hash(one) == hash(two))
print(hash(compile("x + y", "f", "eval")) == hash(compile("x - y", "f", "eval")))
