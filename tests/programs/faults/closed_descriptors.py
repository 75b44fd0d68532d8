"""Descriptors that were closed behind an object's back, and objects that are closed: the errors of every call."""
import errno
import mmap
import os
import select
import socket
import tempfile


def attempt(name, action):
    try:
        print(name, action())
    except Exception as error:
        print(name, type(error).__name__, errno.errorcode.get(getattr(error, "errno", None)), str(error).partition(": '")[0])


def stale():
    """A number that is no descriptor."""
    number = os.open("/dev/null", os.O_RDWR)
    os.close(number)
    return number


for name in ("read", "write", "fstat", "fsync", "dup", "isatty", "ftruncate", "lseek", "fchmod", "ttyname", "set_inheritable", "get_blocking", "tcgetpgrp", "fdatasync", "pread", "writev", "readv", "sendfile", "fstatvfs", "close", "fchdir", "listdir", "scandir", ):
    function = getattr(os, name)
    more = {"read": (1,), "write": (b"x",), "ftruncate": (1,), "lseek": (0, 0), "fchmod": (0o600,), "set_inheritable": (True,), "pread": (1, 0), "writev": ([b"x"],), "readv": ([bytearray(1)],), "sendfile": (0, 0, 1)}
    attempt(name, lambda: function(stale(), *more.get(name, ())))
attempt("negative", lambda: os.read(-1, 1))
attempt("huge", lambda: os.read(1 << 40, 1))

for mode, action in [("rb", lambda file: file.read(1)), ("wb", lambda file: (file.write(b"x"), file.flush())), ("r", lambda file: file.readline()), ("w", lambda file: (file.write("x"), file.flush()))]:
    file = open("/dev/null", mode)
    os.close(file.fileno())
    attempt(mode, lambda: action(file))
    attempt("close", file.close)
    attempt("again", file.close)
    attempt("closed", lambda: action(file))
    attempt("fileno", file.fileno)
attempt("open", lambda: open(stale()))
attempt("open", lambda: open(-1))

for action in ("recv 1", "send b'x'", "accept", "getsockname", "listen", "shutdown 2", "setblocking True", "gettimeout", "fileno", "getpeername", "sendall b'x'", "makefile", "dup", "detach", "close"):
    name, _, argument = action.partition(" ")
    left, right = socket.socketpair()
    left.close()
    attempt(name, lambda: type(getattr(left, name)(*([eval(argument)] if argument else []))).__name__)
    right.close()
left, right = socket.socketpair()
os.close(left.fileno())
for name, arguments in [("recv", (1,)), ("send", (b"x",)), ("getsockname", ()), ("close", ()), ("fileno", ())]:
    attempt(name, lambda: getattr(left, name)(*arguments))
right.close()

attempt("select", lambda: select.select([stale()], [], [], 0))
attempt("select", lambda: select.select([-1], [], [], 0))
poll = select.poll()
number = stale()
poll.register(number, select.POLLIN)
attempt("poll", lambda: [event for _, event in poll.poll(0)])
epoll = select.epoll()
attempt("epoll", lambda: epoll.register(stale()))
epoll.close()
attempt("epoll", lambda: epoll.poll(0))
attempt("epoll", epoll.fileno)
attempt("mmap", lambda: mmap.mmap(stale(), 10))
with tempfile.TemporaryFile() as file:
    file.write(b"0123456789")
    file.flush()
    area = mmap.mmap(file.fileno(), 10)
    area.close()
    for name, action in [("item", lambda: area[0]), ("read", lambda: area.read(1)), ("len", lambda: len(area)), ("find", lambda: area.find(b"x")), ("flush", area.flush)]:
        attempt(name, action)
