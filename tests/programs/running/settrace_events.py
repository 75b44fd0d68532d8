"""sys.settrace and sys.setprofile: the events of every kind of code."""
import sys

log = []


def tracer(frame, event, arg):
    if frame.f_code.co_filename != __file__:
        return None
    log.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, type(arg).__name__ if event == "exception" else arg if isinstance(arg, (int, str, type(None))) else "..."))
    return tracer


def traced(function, *args):
    log.clear()
    sys.settrace(tracer)
    try:
        function(*args)
    except Exception as error:
        pass
    finally:
        sys.settrace(None)
    print(function.__name__)
    for entry in log:
        print("   ", *entry)


def simple(x):
    y = x + 1
    return y


def loop():
    for i in range(2):
        if i:
            continue
        i += 1
    while i < 3:
        i += 1


def raising():
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    finally:
        x = 1


def propagate():
    inner()


def inner():
    raise ValueError


def generator():
    yield 1
    yield 2


def use_generator():
    for x in generator():
        pass


def comprehension():
    return [x for x in (1, 2)]


def lambdas():
    return (lambda: 5)()


def classes():
    class C:
        x = 1

        def m(self):
            return 2
    return C().m()


def with_statement():
    with Manager():
        pass


class Manager:
    def __enter__(self):
        pass

    def __exit__(self, *args):
        pass


def matching(x=3):
    match x:
        case 1:
            pass
        case 3:
            y = 1


def opcodes():
    frame = sys._getframe()
    frame.f_trace_opcodes = False
    return 1


for f in (simple,):
    traced(f, 5)
for f in (loop, raising, propagate, use_generator, comprehension, lambdas, classes, with_statement, matching, opcodes):
    traced(f)


def profiler(frame, event, arg):
    if event.startswith("c_"):
        log.append((event, arg.__name__))
    elif frame.f_code.co_filename == __file__:
        log.append((event, frame.f_code.co_name))


log.clear()
sys.setprofile(profiler)
len([sorted([2, 1]), simple(1), list(generator())])
try:
    int("x")
except ValueError:
    pass
try:
    inner()
except ValueError:
    pass
sys.setprofile(None)
print(*log, sep="\n")


def jumper(frame, event, arg):
    if event == "line" and frame.f_lineno == frame.f_code.co_firstlineno + 2:
        frame.f_lineno += 1
    return jumper


def jumps():
    result = []
    result.append("skipped")
    result.append("kept")
    return result


sys.settrace(jumper)
r = jumps()
sys.settrace(None)
print(r, sys.gettrace(), sys.getprofile())


def bad_tracer(frame, event, arg):
    raise RuntimeError("in tracer")


sys.settrace(bad_tracer)
try:
    simple(1)
except RuntimeError as error:
    print(error, sys.gettrace())
finally:
    sys.settrace(None)
