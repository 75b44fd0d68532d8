"""What a tracing function hears when a loop comes to the end of a generator, and classes thrown into generators."""
import sys


def numbers(result):
    yield 1
    return result


def loop(generator):
    total = 0
    for number in generator:
        total += number
    return total


def delegate(result):
    value = yield from numbers(result)
    return value


def trace(frame, event, arg):
    if event == "exception":
        arg = arg[0].__name__, arg[1].value, arg[2]
    elif event != "return":
        arg = None
    print(frame.f_code.co_name, frame.f_lineno, event, arg)
    return trace


for generator in [numbers(None), numbers(123), delegate(5), delegate(None)]:
    sys.settrace(trace)
    loop(generator)
    sys.settrace(None)


class Odd(Exception):
    def __new__(cls, *args):
        return cls


class Failing(Exception):
    def __init__(self):
        raise KeyError("made badly")


def boring():
    yield


def careful():
    try:
        yield 1
    except Exception as error:
        yield type(error).__name__, str(error)


for wrong in (Odd, Failing):
    for make in (boring, careful):
        for started in (False, True):
            generator = make()
            if started:
                next(generator)
            try:
                print(generator.throw(wrong))
            except Exception as error:
                print(type(error).__name__, error)
            print(next(generator, "ended"))
