"""Attributes that native functions compute, read again and again at one place: by several classes, failing, replaced."""
import io
import types


class Holder:
    pass


class Text(io.StringIO):
    pass


class Named(Text):
    closed = "no stream at all"


def read(owner):
    try:
        return owner.closed
    except (AttributeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


streams = [io.StringIO(), io.BytesIO(), Text(), Named(), Holder(), io.StringIO()]
for _ in range(30):
    seen = [read(stream) for stream in streams]
print(seen)
for _ in range(30):
    only = read(streams[0])
streams[0].close()
print(only, read(streams[0]))


# A function of another class's attribute does not apply here, whatever it is called.
Holder.closed = io.StringIO.__dict__["closed"]
for _ in range(30):
    try:
        Holder().closed
    except TypeError as error:
        message = str(error)
print(message)


def dictionary(owner):
    return owner.__dict__


for _ in range(30):
    holder = Holder()
    holder.name = 1
    found = dictionary(holder)
print(found)


def missing(generator):
    return generator.gi_yieldfrom


def numbers():
    yield 1


for _ in range(30):
    result = missing(numbers())
print(result)
for _ in range(30):
    try:
        missing(types.SimpleNamespace(name=1))
    except AttributeError as error:
        failed = (error.name, type(error.obj).__name__, str(error))
print(failed)


def pending(stream):
    return stream.line_buffering


wrapper = io.TextIOWrapper(io.BytesIO(), line_buffering=True)
for _ in range(30):
    flag = pending(wrapper)
print(flag)
wrapper.detach()
try:
    print(wrapper.buffer)
    print(wrapper.name)
except (AttributeError, ValueError) as error:
    print(type(error).__name__, error)


# What the function frees may be the last reference to its owner.
def exception_traceback(make):
    return make().__traceback__


def failing():
    try:
        raise ValueError
    except ValueError as error:
        return error


for _ in range(30):
    traceback = exception_traceback(failing)
print(type(traceback).__name__)


# What is missing is named, also where the function that looks for it says nothing of it.
def abstract_methods(owner):
    return owner.__abstractmethods__


for _ in range(30):
    try:
        abstract_methods(Holder)
    except AttributeError as error:
        failed = (str(error), error.name, error.obj is Holder)
print(failed)
