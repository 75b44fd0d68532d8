# What a profiler counts, with a timer that goes one step each time it is asked.
import _lsprof


class Counter:
    def __init__(self):
        self.now = 0

    def __call__(self):
        self.now += 1
        return self.now


class Box:
    def size(self):
        return len("abc")


def recursive(depth):
    [].append(depth)
    "a".upper()
    Box().size()
    return recursive(depth - 1) if depth else 0


def items():
    yield 1
    yield 2


def fails():
    raise ValueError


def work():
    for _ in items():
        pass
    max([1, 2], key=lambda x: -x)
    str.upper("x")
    bytes.fromhex("00")
    try:
        fails()
    except ValueError:
        pass


def name(entry):
    return entry.code if isinstance(entry.code, str) else entry.code.co_name


def show(profiler):
    for entry in sorted(profiler.getstats(), key=name):
        print(name(entry), *entry[1:5])
        for called in sorted(entry.calls or (), key=name):
            print("   ", name(called), *called[1:])


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


profiler = _lsprof.Profiler(Counter(), 0.5)
profiler.enable()
recursive(2)
work()
profiler.disable()
show(profiler)

profiler.clear()
print(profiler.getstats())
profiler.enable(subcalls=False, builtins=False)
recursive(1)
profiler.disable()
show(profiler)

attempt(_lsprof.Profiler, 1, 2, 3, 4, 5)
attempt(_lsprof.Profiler, bad=1)
attempt(_lsprof.Profiler, None, "x")
attempt(profiler.enable, 1, 2, 3)
profiler.enable()
attempt(_lsprof.Profiler().enable)
profiler.disable()
attempt(profiler.disable)
attempt(profiler._pystart_callback)


class Meddler:
    def __call__(self):
        for function in profiler.disable, profiler.clear:
            attempt(function)
        return 1


profiler = _lsprof.Profiler(Meddler())
profiler._pystart_callback(work.__code__, 0)
profiler._pyreturn_callback(work.__code__, 0, None)
print(_lsprof.profiler_entry.__match_args__, _lsprof.profiler_subentry.n_fields)
