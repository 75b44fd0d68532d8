# Futures and tasks of the native module, driven by a loop that only notes what is to be called.
import _asyncio
import contextvars
import types
import warnings

warnings.simplefilter("ignore")


def out(*values):
    print(*(str(value).replace(__file__, "FILE") for value in values))


class Loop:
    def __init__(self):
        self.queue = []

    def get_debug(self):
        return False

    def is_running(self):
        return True

    def call_soon(self, function, *args, context=None):
        self.queue.append((function, args, context))

    def call_exception_handler(self, context):
        out("handler", {key: it if isinstance(it, str) else type(it).__name__ for key, it in context.items()})

    def __repr__(self):
        return "<Loop>"


def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except BaseException as error:
        out(type(error).__name__, error.args, repr(error.__cause__), repr(error.__context__))
    else:
        out("ok", repr(result))


loop = Loop()
Future, Task = _asyncio.Future, _asyncio.Task
attributes = [
    "_state", "_asyncio_future_blocking", "_loop", "_callbacks", "_result", "_exception", "_log_traceback", "_source_traceback",
    "_cancel_message", "_asyncio_awaited_by",
]

# Futures: setting, asking, cancelling.
show(Future, 3)
show(Future, loop=3)
future = Future(loop=loop)
show(future.result)
show(future.exception)
show(future.set_exception, 3)
for name in attributes:
    show(getattr, future, name)
future.add_done_callback(print)
future.add_done_callback(len, context=contextvars.Context())
future.add_done_callback(print)
show(future.remove_done_callback, print)
show(future.remove_done_callback, print)
out(len(future._callbacks))
future.set_result(5)
show(future.set_result, 4)
show(future.set_exception, ValueError)
show(future.cancel)
show(future.result)
out(loop.queue[-1][:2])
future = Future(loop=loop)
show(future.cancel, "message")
show(future.result)
show(future.exception)
future = Future(loop=loop)
future.set_exception(StopIteration(4))
show(future.result)
future = Future(loop=loop)
future.set_exception(ValueError(4))
del future
future = Future.__new__(Future)
for name in ["result", "exception", "cancelled", "done", "get_loop", "cancel", "_make_cancelled_error", "__iter__", "__repr__"]:
    show(getattr(future, name))
for name in attributes:
    show(getattr, future, name)

# What await drives.
future = Future(loop=loop)
iterator = iter(future)
show(next, iterator)
show(next, iterator)
future.set_result(8)
show(iterator.send, 3)
show(next, iterator)
show(iterator.close)
show(next, iterator)
for args in [(ValueError,), (ValueError, "x"), (ValueError("q"), 3), (3,), (), (ValueError, None, 4), (ValueError, KeyError(4))]:
    show(iter(future).throw, *args)
out(Future[int])

# Tasks.
show(Task)
show(Task, 3, loop=loop)


async def five():
    return 5


task = Task(five(), loop=loop, name="five")
step = loop.queue[-1][0]
out(task, step.__self__ is task, type(step))
show(task.set_result, 3)
show(task.set_exception, 3)
show(step, 3)
show(step)
_asyncio._set_running_loop(loop)
show(step)
out(task, task.result(), task.cancelling(), task.cancel())
show(step)

waited = Future(loop=loop)


async def wait():
    await waited


task = Task(wait(), loop=loop, name="wait")
loop.queue[-1][0]()
out(task, waited._asyncio_awaited_by == {task}, task._fut_waiter is waited)
out(task.cancel("x"), task.cancelling(), task, waited)
loop.queue[-1][0](waited)
out(task, waited._asyncio_awaited_by)
show(task.result)
show(task.result)
done = task


@types.coroutine
def give(value):
    try:
        yield value
    except BaseException as error:
        out("thrown", type(error).__name__, str(error).replace(__file__, "FILE")[:60])


async def wrong(value):
    await give(value)


for value in [3, Future(loop=Loop()), Future(loop=loop), (i for i in ()), None]:
    task = Task(wrong(value), loop=loop, name="wrong")
    loop.queue[-1][0]()
    loop.queue[-1][0]()

# Which task runs.
show(_asyncio._enter_task, loop, done)
show(_asyncio._enter_task, loop, task)
out(_asyncio.current_task() is done, _asyncio.current_task(loop) is done, _asyncio.current_task(Loop()))
show(_asyncio._leave_task, loop, task)
show(_asyncio._leave_task, Loop(), done)
show(_asyncio._leave_task, loop, done)
show(_asyncio._leave_task, loop, done)
out(_asyncio._swap_current_task(loop, done), _asyncio._swap_current_task(loop, None) is done)
show(_asyncio._register_task, 3)
waited = Future(loop=loop)
eager = Task(wait(), loop=loop, eager_start=True, name="eager")
out(eager, _asyncio.all_tasks() == {eager}, Task(five(), loop=loop, eager_start=True).get_coro())
waited.cancel()
loop.queue.clear()
eager._log_destroy_pending = False
del eager
_asyncio._set_running_loop(None)
show(_asyncio.current_task)
show(_asyncio.all_tasks)
show(_asyncio.get_running_loop)
