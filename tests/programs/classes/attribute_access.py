"""`__getattribute__`, `__getattr__`, `__setattr__`, `__delattr__`, `__dir__`, and their order."""


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Log:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __getattribute__(self, name):
        if name != "log":
            object.__getattribute__(self, "log").append(("get", name))
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        self.log.append(("missing", name))
        if name.startswith("x"):
            return name.upper()
        raise AttributeError(f"no {name}")

    def __setattr__(self, name, value):
        self.log.append(("set", name, value))
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        self.log.append(("del", name))
        object.__delattr__(self, name)

    def __dir__(self):
        return ["z", "a"]


o = Log()
o.a = 1
attempt(lambda: o.a)
attempt(lambda: o.xyz)
attempt(lambda: o.nope)
del o.a
attempt(lambda: hasattr(o, "a"))
attempt(lambda: getattr(o, "b", "default"))
attempt(lambda: delattr(o, "b"))
print(dir(o), o.log)


class Data:
    def __get__(self, instance, owner):
        return "data"

    def __set__(self, instance, value):
        print("set", value)

    def __delete__(self, instance):
        print("delete")


class NonData:
    def __get__(self, instance, owner):
        return ("non data", instance is None, owner.__name__)


class C:
    data = Data()
    non = NonData()
    plain = 3


c = C()
c.__dict__.update(data="dict", non="dict", plain="dict")
attempt(lambda: (c.data, c.non, c.plain, C.non, C.data))
c.data = 5
del c.data
del c.non
attempt(lambda: c.non)
attempt(lambda: setattr(C, "data", 7) or c.data)
attempt(lambda: object.__getattribute__(c, 3))
attempt(lambda: getattr(c, 3))
attempt(lambda: getattr(c))
attempt(lambda: setattr(c, 3, 4))
attempt(lambda: hasattr(c, 3))
attempt(lambda: c.missing)
attempt(lambda: C.missing)
attempt(lambda: (5).missing)
attempt(lambda: setattr(5, "x", 1))
attempt(lambda: delattr(5, "real"))
attempt(lambda: setattr(int, "x", 1))
attempt(lambda: delattr(int, "real"))
attempt(lambda: setattr(c, "__dict__", 3))
attempt(lambda: setattr(c, "__dict__", {"q": 1}) or c.q)
attempt(lambda: delattr(c, "__dict__") or c.__dict__)
attempt(lambda: setattr(c, "__class__", Log) or type(c).__name__)
attempt(lambda: object().__dict__)
attempt(lambda: setattr(object(), "x", 1))
attempt(lambda: vars(3))
attempt(lambda: vars(C())) 


class Raises:
    @property
    def p(self):
        raise AttributeError("inside")

    def __getattr__(self, name):
        return f"fallback {name}"


attempt(lambda: Raises().p)


class Bad:
    def __getattr__(self, name):
        raise ValueError(name)


attempt(lambda: hasattr(Bad(), "x"))
attempt(lambda: getattr(Bad(), "x", 1))
attempt(lambda: Bad().__len__)
attempt(lambda: len(Bad()))


class BadDir:
    def __dir__(self):
        return 3


attempt(lambda: dir(BadDir()))
