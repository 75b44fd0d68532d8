"""The import lock: one thread has it, as often as it likes; a fork waits for it."""
import _imp
import os
import sys
import threading
import time
import warnings

warnings.simplefilter("ignore")
log = []
_imp.acquire_lock()
_imp.acquire_lock()
print(_imp.lock_held())


def waits():
    try:
        _imp.release_lock()
    except RuntimeError as error:
        log.append(str(error))
    _imp.acquire_lock()
    log.append("second")
    _imp.release_lock()


thread = threading.Thread(target=waits)
thread.start()
time.sleep(0.05)
_imp.release_lock()
log.append("still first")
_imp.release_lock()
thread.join()
print(log, _imp.lock_held())
try:
    _imp.release_lock()
except RuntimeError as error:
    print(error)

started = threading.Event()


def imports():
    _imp.acquire_lock()
    sys.modules["made in a thread"] = "half"
    started.set()
    time.sleep(0.05)
    sys.modules["made in a thread"] = "whole"
    _imp.release_lock()


thread = threading.Thread(target=imports)
thread.start()
started.wait()
child = os.fork()
if not child:
    held = _imp.lock_held()
    _imp.acquire_lock()
    os._exit(10 * (sys.modules["made in a thread"] == "whole") + held)
thread.join()
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), _imp.lock_held())

_imp.acquire_lock()
child = os.fork()
if not child:
    held = _imp.lock_held()
    _imp.release_lock()
    os._exit(10 * held + _imp.lock_held())
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), _imp.lock_held())
_imp.release_lock()

lock = threading.RLock()
lock.acquire()
child = os.fork()
if not child:
    lock._at_fork_reinit()
    os._exit(lock.acquire(blocking=False) + 2 * lock.locked())
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), lock.locked())
