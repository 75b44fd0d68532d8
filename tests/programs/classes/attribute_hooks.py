"""`__getattr__`: when it is asked, what it gives, and what becomes of what it raises."""

import sys


class Hook:
    kind = "class"

    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError
        if name.startswith("message"):
            raise AttributeError("own message")
        if name.startswith("value"):
            raise ValueError(name)
        if name.startswith("call"):
            return lambda *args: (name, args)
        return name

    @property
    def failing(self):
        raise AttributeError("from a property")

    @property
    def wrong(self):
        raise ValueError("from a property")


class Derived(Hook):
    pass


class Defaults:
    def __getattr__(self, name, more="more"):
        return name, more


class Gathering:
    def __getattr__(self, *args, **kwargs):
        return args, kwargs


class Generating:
    def __getattr__(self, name):
        yield name


class Wrong:
    def __getattr__(self):
        return 1


class Slotted:
    __slots__ = ("a",)

    def __getattr__(self, name):
        return "hook", name


class Both:
    def __getattribute__(self, name):
        if name == "own":
            return "own"
        return super().__getattribute__(name)

    def __getattr__(self, name):
        return "hook", name


class Static:
    @staticmethod
    def __getattr__(name):
        return "static", name


class Native:
    __getattr__ = len


class Meta(type):
    def __getattr__(cls, name):
        return cls.__name__, name


class WithMeta(metaclass=Meta):
    pass


class Number(int):
    def __getattr__(self, name):
        return self + 1, name


class Loud:
    def __getattr__(self, name):
        return "loud", name

    def __del__(self):
        print("dies")


def show(read):
    try:
        print(read())
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "name", "-"), type(getattr(error, "obj", None)).__name__,
              error.__traceback__.tb_next.tb_next is not None and error.__traceback__.tb_next.tb_next.tb_frame.f_code.co_name)


for _ in range(4):
    for made in (Hook, Derived):
        it = made(own=1)
        show(lambda: it.own)
        show(lambda: it.kind)
        show(lambda: it.other)
        show(lambda: it.nothing)
        show(lambda: it.nothing())
        show(lambda: it.message)
        show(lambda: it.value)
        show(lambda: it.called(1, 2))
        show(lambda: it.called.__name__)
        show(lambda: it.failing)
        show(lambda: it.wrong)
        show(lambda: it.other.upper())
    show(lambda: Defaults().x)
    show(lambda: Gathering().x[1])
    show(lambda: list(Generating().x))
    show(lambda: Wrong().x)
    show(lambda: Slotted().a)
    show(lambda: Slotted().b)
    show(lambda: Both().own)
    show(lambda: Both().other)
    show(lambda: Static().x)
    show(lambda: Native().x)
    show(lambda: WithMeta.x)
    show(lambda: Number(2).x)
    show(lambda: Loud().x)


def later():
    it = Hook()
    seen = []
    for step in range(6):
        seen.append(it.changing)
        if step == 1:
            it.changing = "instance"
        if step == 2:
            del it.changing
        if step == 3:
            Hook.changing = "class"
        if step == 4:
            del Hook.changing
    return seen


print(later(), later())


def replaced():
    class Own:
        def __getattr__(self, name):
            return "first"

    it, seen = Own(), []
    for step in range(4):
        seen.append(it.x)
        if step == 1:
            Own.__getattr__ = lambda self, name: "second"
        if step == 2:
            del Own.__getattr__
            try:
                it.x
            except AttributeError as error:
                seen.append(str(error))
            Own.__getattr__ = lambda self, name: "third"
    return seen


print(replaced())


def in_a_generator():
    it = Hook()
    for _ in range(3):
        yield it.first, it.called(1), (it.second, it.third)


print(list(in_a_generator()))


class Endless:
    def __getattr__(self, name):
        return self.again


try:
    Endless().x
except RecursionError as error:
    print(error)


class Stack:
    def __getattr__(self, name):
        frame = sys._getframe()
        return frame.f_code.co_name, frame.f_back.f_code.co_name, frame.f_back.f_lineno - frame.f_back.f_code.co_firstlineno


def reader():
    it = Stack()
    return (
        it.x,
        it.y,
    )


print(reader(), reader())

events = []


def trace(frame, event, argument):
    if frame.f_code.co_name in ("traced", "__getattr__"):
        events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
        return trace


def traced():
    it = Hook()
    a = it.x
    b = it.called(1)
    return a, b


traced()
sys.settrace(trace)
print(traced())
sys.settrace(None)
print(events)
