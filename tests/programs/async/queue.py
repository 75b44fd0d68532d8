# The native queue: its arguments, and waiting for items of other threads.
import _queue
import threading
import weakref


def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except BaseException as error:
        print(type(error).__name__, error.args)
    else:
        print("ok", repr(result))


Queue = _queue.SimpleQueue
show(Queue, 3)
show(Queue, a=3)
queue = Queue()
for timeout in [0, -1, "x", 1e300, float("nan"), float("inf"), 10**30, 0.01]:
    show(queue.get, True, timeout)
show(queue.get, False, -1)
show(queue.get_nowait)
show(queue.put)
show(queue.put, 1, True, "x")
show(queue.put_nowait, 4)
print(queue.qsize(), queue.empty(), queue.get(), queue.get(block=3), queue.empty())
print(_queue.Empty.__mro__, Queue[int], weakref.ref(queue)() is queue)
show(setattr, queue, "x", 3)


def produce():
    for number in range(1000):
        queue.put(number)


threads = [threading.Thread(target=produce) for _ in range(4)]
for thread in threads:
    thread.start()
print(sum(queue.get() for _ in range(4000)))
for thread in threads:
    thread.join()
print(queue.empty())
