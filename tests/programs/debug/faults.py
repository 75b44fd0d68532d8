# Reports of where a program is.
import faulthandler
import os
import re
import signal
import tempfile
import threading
import time


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


def read(file):
    file.seek(0)
    text = file.read().decode()
    file.seek(0)
    file.truncate()
    text = re.sub(r"0x[0-9a-f]+ \[.*?\]", "ID", text)
    return re.sub(r'"[^"\n]*/', '"', text)


class File:
    def __init__(self, number):
        self.number = number

    def fileno(self):
        return self.number

    def flush(self):
        1 / 0


def deep(depth, function):
    return deep(depth - 1, function) if depth else function()


def é𐍈(function):
    return function()


print(faulthandler.disable(), faulthandler.is_enabled())
with tempfile.TemporaryFile() as file:
    é𐍈(lambda: faulthandler.dump_traceback(file, all_threads=False))
    print(read(file))
    faulthandler.dump_traceback(file.fileno())
    print(read(file))
    deep(120, lambda: faulthandler.dump_traceback(file))
    print(read(file).count("\n"))

    ready, done = threading.Event(), threading.Event()

    def wait():
        ready.set()
        while not done.is_set():
            time.sleep(0.01)

    thread = threading.Thread(target=wait)
    thread.start()
    ready.wait()
    faulthandler.dump_traceback(file)
    text = read(file)
    print(text.count("most recent call first"), text.count("Current thread"), text.count("in wait\n"))
    done.set()
    thread.join()

    faulthandler.enable(file)
    print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.is_enabled())

    faulthandler.dump_traceback_later(0.05, file=file)
    time.sleep(0.3)
    print(read(file))
    faulthandler.dump_traceback_later(100, file=file)
    faulthandler.cancel_dump_traceback_later()
    faulthandler.cancel_dump_traceback_later()
    print(repr(read(file)))

    faulthandler.register(signal.SIGUSR1, file, all_threads=False)
    os.kill(os.getpid(), signal.SIGUSR1)
    print(read(file))
    signal.signal(signal.SIGUSR2, lambda number, frame: print("handled", number == signal.SIGUSR2))
    faulthandler.register(signal.SIGUSR2, file, chain=True)
    os.kill(os.getpid(), signal.SIGUSR2)
    print(read(file))
    print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))
    print(faulthandler.unregister(signal.SIGUSR2))
    os.kill(os.getpid(), signal.SIGUSR2)

for file in -1, File(-1), File("a"), 3.5, 1 << 40, File(1 << 40):
    attempt(faulthandler.dump_traceback, file)
for timeout in 0, -1, 1e30, "a", float("nan"), 9223372037:
    attempt(faulthandler.dump_traceback_later, timeout)
for number in 0, 65, 11, 9, "x", 1 << 40, -1 << 40:
    attempt(faulthandler.register, number)
attempt(faulthandler.unregister, 11)
attempt(faulthandler.dump_traceback, 2, 2, 2)

# In a child process other threads are gone.
stop = threading.Event()
thread = threading.Thread(target=stop.wait)
thread.start()
with tempfile.TemporaryFile() as file:
    child = os.fork()
    if child == 0:
        faulthandler.dump_traceback(file)
        os._exit(0)
    os.waitpid(child, 0)
    print(read(file))
stop.set()
thread.join()
