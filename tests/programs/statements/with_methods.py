"""Where `with` finds its methods."""

import sys


class Manager:
    def __enter__(self):
        return "entered"

    def __exit__(self, *args):
        return bool(args[0]) and args[0] is ValueError


class Derived(Manager):
    pass


class Static:
    @staticmethod
    def __enter__():
        return "static"

    @staticmethod
    def __exit__(*args):
        return len(args)


class Native:
    __enter__ = str
    __exit__ = isinstance


class OnInstance:
    def __init__(self):
        self.__enter__ = lambda: "instance"
        self.__exit__ = lambda *args: True


class OnlyEnter:
    def __enter__(self):
        return self


class Described:
    class Descriptor:
        def __get__(self, instance, owner):
            return lambda *args: (type(instance).__name__, owner.__name__, len(args))

    __enter__ = __exit__ = Descriptor()


def use(manager, error=None):
    try:
        with manager as value:
            print("in", value if isinstance(value, (str, tuple)) else type(value).__name__)
            if error:
                raise error
    except Exception as error:
        print(type(error).__name__, error)
    else:
        print("ended")


for _ in range(3):
    for manager in (Manager(), Derived(), Static(), Native(), OnInstance(), OnlyEnter(), Described(), 1, None, sys.stdout and open(__file__)):
        if not hasattr(manager, "read"):
            use(manager)
            use(manager, ValueError("v"))
            use(manager, KeyError("k"))
        else:
            with manager as file:
                print(file.closed)
            print(file.closed)

for step in range(6):
    use(Derived())
    if step == 1:
        Derived.__enter__ = lambda self: "replaced"
    if step == 2:
        Manager.__exit__ = lambda self, *args: print("exit", args[0])
    if step == 3:
        del Derived.__enter__
    if step == 4:
        del Manager.__enter__


class Changing:
    def __enter__(self):
        self.__class__ = Other
        return "changing"

    def __exit__(self, *args):
        print("exit of the first")


class Other:
    def __enter__(self):
        return "other"

    def __exit__(self, *args):
        print("exit of the other")


it = Changing()
use(it)
use(it)


class Loud:
    def __enter__(self):
        print("enters")

    def __exit__(self, *args):
        print("exits")

    def __del__(self):
        print("dies")


with Loud():
    print("inside")
print("behind")
for _ in range(2):
    with Loud() as nothing, Loud():
        pass
