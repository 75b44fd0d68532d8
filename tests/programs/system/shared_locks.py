"""Semaphores and locks that processes share, and memory with a name."""
import _multiprocessing
import _posixshmem
import mmap
import os
import threading


def shown(function, *args, **keywords):
    try:
        print(repr(function(*args, **keywords)))
    except (OSError, ValueError, TypeError, OverflowError, AssertionError) as error:
        print(type(error).__name__, str(error).replace(str(os.getpid()), "PID"))


name = f"/taipan-{os.getpid()}"
SemLock = _multiprocessing.SemLock
print(_multiprocessing.flags, SemLock.SEM_VALUE_MAX)
semaphore = SemLock(1, 2, 3, name, False)
print(semaphore.kind, semaphore.maxvalue, semaphore.name == name, semaphore._get_value(), semaphore._is_zero())
shown(SemLock, 1, 2, 3, name, False)
print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(False), semaphore.acquire(True, 0.01), semaphore.acquire(timeout=-1))
print(semaphore._count(), semaphore._is_mine(), semaphore._is_zero())
other = SemLock._rebuild(semaphore.handle, 1, 3, name)
other.release()
print(semaphore._get_value(), other._count())
for _ in range(3):
    shown(semaphore.release)
_multiprocessing.sem_unlink(name)
shown(_multiprocessing.sem_unlink, name)
shown(SemLock._rebuild, 0, 1, 3, name)
shown(SemLock, 2, 1, 1, name, True)
shown(SemLock, 1, 1, 1, 3, True)

lock = SemLock(0, 1, 1, name, True)
with lock:
    print(lock.acquire(), lock._count(), lock._is_mine(), lock.name)
    thread = threading.Thread(target=lambda: (print(lock._is_mine(), lock.acquire(False)), shown(lock.release)))
    thread.start()
    thread.join()
    lock.release()
print(lock._count())
shown(lock.release)
child = os.fork()
if child == 0:
    lock.acquire()
    os._exit(0)
os.waitpid(child, 0)
print(lock._is_zero(), lock.acquire(True, 0.01))

fd = _posixshmem.shm_open(name, os.O_CREAT | os.O_RDWR, 0o600)
os.ftruncate(fd, 100)
memory = mmap.mmap(fd, 100)
child = os.fork()
if child == 0:
    memory[:5] = b"child"
    os._exit(0)
os.waitpid(child, 0)
print(memory[:6])
_posixshmem.shm_unlink(name)
shown(_posixshmem.shm_unlink, name)
