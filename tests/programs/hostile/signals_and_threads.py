"""Signals while things are being done, and exceptions injected into threads."""
import signal
import threading
import time


class Alarm(Exception):
    pass


def handler(number, frame):
    raise Alarm


signal.signal(signal.SIGALRM, handler)


def interrupted(what, function):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        function()
    except (Alarm, RecursionError):
        print(what, "interrupted")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def loop():
    while True:
        pass


def comprehension():
    return [x for x in iter(int, 1)]


def generator():
    return sum(x for x in iter(int, 1))


interrupted("loop", loop)
interrupted("sleep", lambda: time.sleep(10))
interrupted("lock", lambda: threading.Lock().acquire() and (l := threading.Lock()).acquire() and l.acquire())
interrupted("event", lambda: threading.Event().wait(10))
interrupted("generator", generator)
interrupted("nested calls", lambda: (f := lambda n: f(n - 1) + f(n - 2) if n > 1 else n)(60))
import re

interrupted("regular expression", lambda: re.match(r"(a+)+$", "a" * 40 + "b"))
import select, os

r, w = os.pipe()
interrupted("read", lambda: os.read(r, 1))
interrupted("select", lambda: select.select([r], [], [], 10))
results = []


def work(n):
    total = 0
    for i in range(200_000):
        total += i % n
    results.append(total)


start = time.monotonic()
threads = [threading.Thread(target=work, args=(7,)) for _ in range(2)]
waiter = threading.Event()
ticks = []


def tick():
    while not waiter.wait(0.01):
        ticks.append(1)


t = threading.Thread(target=tick)
t.start()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
waiter.set()
t.join()
print(results[0] == results[1], len(results), len(ticks) >= 0)
lock = threading.Lock()
count = 0


def locked():
    global count
    for _ in range(2000):
        with lock:
            count += 1


threads = [threading.Thread(target=locked) for _ in range(4)]
[x.start() for x in threads], [x.join() for x in threads]
print(count, threading.active_count())
local = threading.local()
local.x = 1
seen = []
x = threading.Thread(target=lambda: seen.append(hasattr(local, "x")))
x.start(), x.join()
print(seen, local.x)
threading.excepthook = lambda args: print("hook", args.exc_type.__name__, args.exc_value)
x = threading.Thread(target=lambda: 1 / 0)
x.start(), x.join()
