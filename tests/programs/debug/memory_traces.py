# Where memory was allocated.
import sys
import tracemalloc


def make(size):
    return b"x" * (size - sys.getsizeof(b""))


def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_object_traceback(make))
for frames in 0, -1, 2 ** 30, 2 ** 80, "x":
    attempt(tracemalloc.start, frames)
tracemalloc.start(3)
tracemalloc.start(5)
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())

before = tracemalloc.get_traced_memory()[0]
big = make(1 << 20)
now, peak = tracemalloc.get_traced_memory()
print(now - before >= 1 << 20, now - before < (1 << 20) + 4096, peak >= now)
traceback = tracemalloc.get_object_traceback(big)
print([frame.lineno for frame in traceback], len({frame.filename for frame in traceback}))
del big
print(tracemalloc.get_traced_memory()[0] - before < 4096)
tracemalloc.reset_peak()
print(tracemalloc.get_traced_memory()[1] < peak)

items = [None] * 100_000
print(tracemalloc.get_traced_memory()[0] - before >= 800_000)
table = dict.fromkeys(range(10_000))
print(tracemalloc.get_traced_memory()[0] - before >= 1_000_000)
del items, table
print(tracemalloc.get_traced_memory()[0] - before < 10_000)


class Thing:
    pass


thing = Thing()
print(tracemalloc.get_object_traceback(thing)[0].lineno)
print(tracemalloc.get_object_traceback(5), tracemalloc.get_object_traceback(print))

kept = [make(12345) for _ in range(3)]
snapshot = tracemalloc.take_snapshot()
found = [trace for trace in snapshot.traces if trace.size == 12345]
print(len(found), len({trace.traceback for trace in found}))
print([trace.domain for trace in found], found[0].traceback[-1].lineno)

tracemalloc.clear_traces()
print(tracemalloc.get_object_traceback(kept[0]))
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_traceback_limit())
del kept
