"""Instances that become instances of a class whose own are larger, and die, are collected, are written to as such."""
import gc


def check(name, function):
    print(name, function())


def method_that_moves():
    class A:
        def move(self):
            self.__class__ = B

    class B:
        pass

    for _ in range(2000):
        a = A()
        a.move()
        a.first, a.second = [1], [2]
        a.__dict__ = {}
        a.third = [3]
    return sorted(a.__dict__)


check("method that moves", method_that_moves)


def sizes():
    """All ways between classes of different sizes, with and without attributes."""
    classes = []
    for count in (0, 1, 3, 8, 14, 20):
        body = "".join(f"        self.a{i} = {i}\n" for i in range(count)) or "        pass\n"
        space = {}
        exec(f"class C{count}:\n    def __init__(self):\n{body}", space)
        classes.append(space[f"C{count}"])
    classes.append(type("Made", (), {}))
    out = set()
    kept = []
    for old in classes:
        for new in classes:
            for fill in (False, True):
                o = old.__new__(old)
                if fill:
                    o.__init__()
                o.__class__ = new
                o.x = [old]
                new.__init__(o)
                out.add(len(o.__dict__))
                del o.x
                o.__class__ = old
                o.y = o
                kept.append(o)
                fresh = new()
                fresh.z = [fresh]
                kept.append(fresh)
    gc.collect()
    for o in kept:
        o.last = [o]
    kept.clear()
    del o, fresh
    gc.collect()
    return sorted(out)


check("sizes", sizes)


def hidden_methods():
    class C:
        v = "class value"

        def m(self):
            return "class"

    class A:
        def move(self):
            self.__class__ = C

    class D(C):
        pass

    c = C()
    c.m = lambda: "own"
    c.v = "own value"

    def call(o):
        return o.m(), o.v

    a = A()
    a.move()
    out = [call(a)]
    for _ in range(30):
        out.append(call(c))
    out.append(call(a))
    for _ in range(30):
        out.append(call(c))
        out.append(call(D()))
    a.__dict__["m"] = lambda: "dict"
    out.append(call(a))
    return sorted(set(out))


check("hidden methods", hidden_methods)


def with_slots():
    class A:
        __slots__ = ("s", "__dict__", "__weakref__")

        def __init__(self):
            self.s, self.x = 1, 2

    class B:
        __slots__ = ("s", "__dict__", "__weakref__")

    out = []
    for _ in range(500):
        a = A()
        a.__class__ = B
        a.y, a.s = [1], [2]
        del a.__dict__
        a.z = [3]
        a.__class__ = A
        out.append(sorted(a.__dict__))
    return out[-1], a.s


check("with slots", with_slots)
