"""Interpreters that run scripts and functions, and what comes of it."""
import _interpreters
from concurrent import interpreters


def show(function, *args, **kwargs):
    try:
        print(function.__name__, repr(function(*args, **kwargs)))
    except Exception as error:
        cause = f' from {error.__cause__!r}' if error.__cause__ else ''
        print(function.__name__, type(error).__qualname__, error, cause)


limit = 3


def closure():
    return lambda: closure


def returns():
    return 1


def prints():
    print('here', __name__)


one = _interpreters.create()
print(one, _interpreters.list_all())
show(_interpreters.exec, one, 'spam = 1; print(spam, __name__)')
show(_interpreters.exec, one, 'print(spam, eggs)', {'eggs': ('a', 1.5, b'c', None, True)})
show(_interpreters.exec, one, '1/0')
show(_interpreters.exec, one, 'raise SystemExit(3)')
show(_interpreters.exec, one, 'x =')
show(_interpreters.exec, one, '', {'a': []})
show(_interpreters.exec, one, '', {1: 2})
show(_interpreters.exec, one, returns)
show(_interpreters.exec, one, prints)
show(_interpreters.exec, one, len)
show(_interpreters.run_func, one, 'x')
show(_interpreters.run_string, one, b'x')
show(_interpreters.exec, 99, '')
show(_interpreters.exec, 'a', '')
show(_interpreters.exec, -1, '')
show(_interpreters.exec, 0, '')
show(_interpreters.exec, 0, '', restrict=True)
show(_interpreters.set___main___attrs, one, {})
show(_interpreters.set___main___attrs, one, {'ham': 4})
show(_interpreters.call, one, eval, ('ham + 1',))
show(_interpreters.call, one, returns)
show(_interpreters.call, one, lambda *args, **kwargs: (args, kwargs), (1, [2]), {'a': {}})
show(_interpreters.call, one, closure())
show(_interpreters.call, one, len)
show(_interpreters.call, one, 3)
show(_interpreters.call, one, lambda: __import__('sys'))
show(_interpreters.destroy, one)
show(_interpreters.destroy, one)
show(_interpreters.destroy, 0)
for name in 'isolated', 'legacy', 'empty', 'other':
    show(_interpreters.new_config, name)
show(_interpreters.new_config, gil='other')
show(_interpreters.new_config, gil=1)
show(_interpreters.new_config, allow_fork=1)
show(_interpreters.new_config, one=1, two=2)
show(_interpreters.create, 'other')
show(_interpreters.create, 3)

two = interpreters.create()
queue = interpreters.create_queue()
two.prepare_main(queue=queue)
two.exec('''if True:
    import threading
    def work():
        queue.put(('from', threading.current_thread().name))
    thread = threading.Thread(target=work, name='there')
    thread.start()
    thread.join()
    queue.put([1, 2])
''')
print(queue.get(), queue.get(), queue.qsize())
try:
    two.exec('import nothing_of_this_name')
except interpreters.ExecutionFailed as error:
    print(error)
for script in (
    'import os; os.fork()',
    'import os; os.execv("/bin/true", ["true"])',
    'import threading; threading.Thread(daemon=True)',
    'import signal; signal.signal(2, signal.SIG_IGN)',
):
    print(_interpreters.exec(two.id, script).formatted)
two.exec('import atexit; atexit.register(print, "the end of it")')
two.close()
print(_interpreters.list_all())
