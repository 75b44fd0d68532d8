"""Objects that come back in their finaliser, and finalisers that raise."""
import sys


class Back:
    count = 0

    def __del__(self):
        Back.count += 1
        kept.append(self)


kept = []
b = Back()
b = None
print(len(kept), Back.count)
kept.clear()
print(len(kept), Back.count)


class Sub(Back):
    __slots__ = ("x",)


s = Sub()
s.x = [1, 2]
s = None
print(kept[0].x)
kept.clear()
print(Back.count)


class Raises:
    def __del__(self):
        raise ValueError("no end")


def hook(info):
    print("unraisable:", info.exc_type.__name__, info.exc_value, info.err_msg.split(" at 0x")[0], info.object.__qualname__ if info.object else None)


sys.unraisablehook = hook
Raises()
r = [Raises(), Raises()]
r = None
print("still here")


class Nested:
    def __init__(self, inner):
        self.inner = inner

    def __del__(self):
        print("del", type(self.inner).__name__)
        self.inner = None
        print("done")


Nested(Nested(Nested(None)))


class Maker:
    def __del__(self):
        if self.depth:
            m = Maker()
            m.depth = self.depth - 1
        print("maker", self.depth)


m = Maker()
m.depth = 3
m = None


class NotCallable:
    __del__ = 3


NotCallable()
print("end")


class OnInstance:
    pass


o = OnInstance()
o.__del__ = lambda: print("never")
o = None


class Late:
    pass


l = Late()
Late.__del__ = lambda self: print("late")
l = None
del Late.__del__
Late()
