# In a child process only the thread that forked is there; a lock has weak references; arguments of locks.
import os
import sys
import threading
import warnings
import weakref

warnings.simplefilter("ignore")
stop = threading.Event()
waiting = threading.Thread(target=stop.wait)
waiting.start()


def fork():
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        waiting.join()
        print("child", waiting.is_alive(), threading.main_thread() is threading.current_thread(), threading.active_count())
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(child, 0)


fork()
forking = threading.Thread(target=fork)
forking.start()
forking.join()
print("parent", waiting.is_alive())
stop.set()
waiting.join()

lock = threading.Lock()
reference = weakref.ref(lock)
del lock
print(reference())
warnings.simplefilter("error")
try:
    threading.RLock(1)
except DeprecationWarning as warning:
    print(warning)


def trace(*args):
    pass


found = []
checked = [threading.Event(), threading.Event()]


def look():
    found.append(sys.gettrace())
    checked[0].set()
    checked[1].wait()
    found.append(sys.gettrace())


looking = threading.Thread(target=look)
looking.start()
checked[0].wait()
threading.settrace_all_threads(trace)
checked[1].set()
looking.join()
threading.settrace_all_threads(None)
print([it is trace for it in found], sys.gettrace())
