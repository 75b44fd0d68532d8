"""Classes, namespaces and code that change while instructions remember what they found there."""
import gc
import sys
import types


def check(name, function):
    try:
        print(name, function())
    except Exception as error:
        print(name, "!", type(error).__name__, error)


# Attributes whose descriptors change the class in the middle.
def property_that_goes():
    class P:
        @property
        def x(self):
            del P.x
            P.x = 5
            return 4

    def read(o):
        return o.x

    first = P()
    out = []
    for _ in range(5):
        out.append(read(first))
    P.x = property(lambda self: "new")
    out.append(read(first))
    return out


check("property that goes", property_that_goes)


def class_changes():
    class A:
        def __init__(self):
            self.a = 1
            self.b = 2

        def m(self):
            return "A.m"

    class B:
        def __init__(self):
            self.b = 3
            self.c = 4

        def m(self):
            self.__class__ = A
            return "B.m"

    def read(o):
        return o.b, o.m(), o.b, o.m(), sorted(o.__dict__)

    out = []
    for _ in range(40):
        out.append(read(A()))
        out.append(read(B()))
    return out[-2:], len(set(map(str, out)))


check("class changes", class_changes)


def slots_move():
    class A:
        __slots__ = ("a", "b")

    class B:
        __slots__ = ("a", "b")

        def __getattr__(self, name):
            self.__class__ = A
            return name

    def read(o):
        return o.a

    out = []
    for _ in range(30):
        b = B()
        out.append(read(b))
        out.append(type(b).__name__)
        b.a = 1
        out.append(read(b))
    return sorted(set(map(str, out)))


check("slots move", slots_move)


# An attribute word that becomes a dictionary, and back, in the middle of storing.
def dict_in_between():
    class A:
        pass

    class Watch:
        def __init__(self, owner):
            self.owner = owner

        def __del__(self):
            self.owner.__dict__ = {"z": 1}

    def store(o, v):
        o.x = v

    out = []
    for i in range(60):
        a = A()
        a.x = Watch(a)
        store(a, i)
        out.append(sorted(a.__dict__))
        a.__dict__ = {"x": Watch(a)}
        store(a, i)
        out.append(sorted(a.__dict__))
        a.__dict__.clear()
        store(a, i)
        del a.x
        out.append(sorted(vars(a)))
    return out[-3:]


check("dict in between", dict_in_between)


def dict_replaced_by_value():
    class A:
        pass

    out = []
    for i in range(40):
        a = A()
        a.x, a.y = 1, 2
        d = a.__dict__
        a.x = d
        a.__dict__ = {}
        d["self"] = d
        out.append((sorted(d), a.__dict__))
    return out[-1]


check("dict replaced", dict_replaced_by_value)


# Globals that change while they are read.
def globals_move():
    space = {"__builtins__": {"len": len, "range": range}}
    exec(
        """
def read():
    return g
def call():
    return len("abc")
g = 1
""",
        space,
    )
    read, call = space["read"], space["call"]
    out = []
    for i in range(50):
        out.append((read(), call()))
    space["len"] = lambda text: "own"
    out.append((read(), call()))
    del space["len"]
    space["__builtins__"]["len"] = lambda text: "builtin"
    out.append((read(), call()))
    del space["g"]
    for name in "abcdefghij":
        space[name] = name
    try:
        read()
    except NameError as error:
        out.append(str(error))
    space.clear()
    try:
        call()
    except NameError as error:
        out.append(str(error))
    space["g"] = "back"
    out.append(read())
    return out[49:]


check("globals move", globals_move)


def globals_during_lookup():
    class Key(str):
        def __eq__(self, other):
            space.clear()
            space["wanted"] = "cleared"
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    out = []
    for _ in range(5):
        space = {}
        exec("def read(): return wanted", space)
        read = space["read"]
        space[Key("wanted")] = "by key"
        for _ in range(3):
            try:
                out.append(read())
            except NameError as error:
                out.append(str(error))
    return out


check("globals during lookup", globals_during_lookup)


def code_changes():
    def one():
        global replace
        out = ["one"]
        replace()
        gc.collect()
        [[i] for i in range(500)]
        out.append(f"still {len(out)}")
        return out

    def two():
        return ["two"]

    def swap():
        one.__code__ = two.__code__

    globals()["replace"] = swap
    codes = one.__code__
    one.__code__ = codes.replace(co_name="copy")
    del codes
    out = [one(), one()]
    return out


check("code changes", code_changes)


def code_of_generator():
    def gen():
        yield 1
        yield [2]
        try:
            yield 3
        finally:
            out.append("finally")

    out = []
    gen.__code__ = gen.__code__.replace(co_name="fresh")
    g = gen()
    out.append(next(g))

    def other():
        yield "other"

    gen.__code__ = gen.__code__.replace(co_consts=gen.__code__.co_consts, co_name="third")
    for _ in range(5):
        gen.__code__ = gen.__code__.replace(co_name="again")
    gc.collect()
    junk = [(i, str(i)) for i in range(2000)]
    out.append(next(g))
    out.append(next(g))
    g.close()
    return out, len(junk)


check("code of generator", code_of_generator)


def defaults_change():
    def f(a, b=1, *, c=2):
        return a, b, c

    def change():
        f.__defaults__ = (("new",),)
        f.__kwdefaults__ = {"c": ["new"]}
        return "a"

    out = [f(0) for _ in range(30)][-1:]
    out.append(f(change()))
    f.__defaults__ = None
    try:
        f(1)
    except TypeError as error:
        out.append(str(error))
    f.__kwdefaults__ = None
    try:
        f(1, 2)
    except TypeError as error:
        out.append(str(error))
    return out


check("defaults change", defaults_change)


def init_changes():
    class A:
        def __init__(self, x):
            self.x = x

    def make():
        return A(1).x

    out = [make() for _ in range(50)][-1:]
    A.__init__ = lambda self, x: setattr(self, "x", [x])
    out.append(make())
    A.__init__ = lambda self, x: 5
    try:
        make()
    except TypeError as error:
        out.append(str(error))
    A.__new__ = lambda cls, x: object.__new__(B)

    class B:
        x = "B"

    out.append(make())
    return out


check("init changes", init_changes)


def init_rebinds_class():
    class A:
        def __init__(self):
            global Made
            Made = B
            self.__class__ = B
            del A.__init__
            gc.collect()

    class B:
        pass

    globals()["Made"] = A

    def make():
        return type(Made()).__name__

    return [make() for _ in range(5)]


check("init rebinds", init_rebinds_class)


def iterators_set():
    out = []
    for state in (-5, 0, 2, 3, 10**6, sys.maxsize):
        it = iter([1, 2, 3])
        it.__setstate__(state)

        def rest(it):
            found = []
            for x in it:
                found.append(x)
            return found

        out.append(rest(it))
    it = iter(range(10))
    for state in (-1, 5, 10**30):
        try:
            it.__setstate__(state)
            out.append(list(it))
        except Exception as error:
            out.append(type(error).__name__)
    return out


check("iterators set", iterators_set)


def list_shrinks():
    def walk(items):
        out = []
        for x in items:
            out.append(x)
            if x == 3:
                items.clear()
            elif x == 1:
                items[:] = [0, 2, 3, 4] * 20
        return out

    return [walk([1, 2, 3, 4]) for _ in range(30)][-1]


check("list shrinks", list_shrinks)


def subscripts():
    class I(int):
        pass

    class L(list):
        def __getitem__(self, i):
            return ("L", i)

    def get(o, i):
        return o[i]

    items = [10, 20, 30]
    out = [get(items, 1) for _ in range(50)][-1:]
    for o, i in ((items, I(2)), (items, True), (items, -3), (L(items), 0), ("abc", 1), ("abc", -1), ((1, 2), 1)):
        out.append(get(o, i))
    for o, i in ((items, 3), (items, -4), (items, 2**70), ("abc", 3), ("abc", "x"), (items, 1.0), (items, None)):
        try:
            get(o, i)
        except Exception as error:
            out.append(f"{type(error).__name__} {error}")
    return out


check("subscripts", subscripts)


def versions():
    class A:
        x = 0

    def read(o):
        return o.x

    a = A()
    for i in range(3000):
        A.x = i
        if read(a) != i:
            return i
    return "kept up"


check("versions", versions)


def bases_change():
    class Base1:
        def m(self):
            return 1

    class Base2:
        def m(self):
            return 2

    class A(Base1):
        pass

    def call(o):
        return o.m(), super(A, o).m()

    a = A()
    out = [call(a) for _ in range(30)][-1:]
    A.__bases__ = (Base2,)
    out.append(call(a))
    del Base2.m
    try:
        call(a)
    except AttributeError as error:
        out.append(str(error))
    return out


check("bases change", bases_change)


def metaclass_in_the_way():
    class Meta(type):
        pass

    class A(metaclass=Meta):
        x = 1

        @classmethod
        def c(cls):
            return cls.__name__

        @staticmethod
        def s():
            return "static"

    def read():
        return A.x, A.c(), A.s()

    out = [read() for _ in range(40)][-1:]
    Meta.x = property(lambda cls: "meta")
    Meta.c = property(lambda cls: lambda: "meta c")
    out.append(read())
    del Meta.x, Meta.c
    A.c = A.s = staticmethod(lambda: "replaced")
    out.append(read())
    A.__class__ = type("Other", (Meta,), {"__getattribute__": lambda cls, name: lambda: name})
    A2 = A

    def read2():
        return A2.c(), A2.s()

    out.append([read2() for _ in range(20)][-1])
    return out


check("metaclass in the way", metaclass_in_the_way)


def class_method_of_cell():
    class A:
        c = classmethod(lambda cls: "first")

    def call():
        return A.c()

    out = [call() for _ in range(30)][-1:]
    A.__dict__["c"].__init__(lambda cls: "second")
    gc.collect()
    [[i] for i in range(100)]
    out.append(call())
    return out


check("class method initialised again", class_method_of_cell)
