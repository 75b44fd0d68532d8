"""Signals that arrive in blocking calls: their handlers run at once, the call goes on (PEP 475), and what a handler raises ends it."""
import fcntl
import multiprocessing
import os
import queue
import select
import signal
import socket
import subprocess
import tempfile
import threading
import time

count = 0


class Stop(Exception):
    pass


def note(number, frame):
    global count
    count += 1


def stop(number, frame):
    raise Stop


def pipe_with_late_data(data=b"data"):
    """The reading end of a pipe into which another process writes after some time."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        try:
            os.close(reader)
            time.sleep(0.2)
            os.write(writer, data)
        finally:
            os._exit(0)
    os.close(writer)
    return reader


def read_pipe():
    return os.read(pipe_with_late_data(), 10)


def read_file():
    with open(pipe_with_late_data(b"line\n"), "rb") as file:
        return file.readline()


def read_text():
    with open(pipe_with_late_data(b"line\n")) as file:
        return file.read()


def readv():
    buffers = [bytearray(2), bytearray(2)]
    return os.readv(pipe_with_late_data(), buffers), buffers


def write_pipe():
    reader, writer = os.pipe()
    if os.fork() == 0:
        try:
            os.close(writer)
            time.sleep(0.2)
            while os.read(reader, 65536):
                pass
        finally:
            os._exit(0)
    os.close(reader)
    with open(writer, "wb", buffering=0) as file:
        total = 0
        while total < 200_000:
            total += file.write(b"x" * (200_000 - total))
        return total


def sleep():
    start = time.monotonic()
    time.sleep(0.25)
    return time.monotonic() - start >= 0.25


def wait_select():
    return len(select.select([pipe_with_late_data()], [], [], 5)[0]), select.select([], [], [], 0.1)


def wait_poll():
    poll = select.poll()
    poll.register(pipe_with_late_data(), select.POLLIN)
    return len(poll.poll(5000))


def wait_epoll():
    with select.epoll() as epoll:
        epoll.register(pipe_with_late_data(), select.EPOLLIN)
        return len(epoll.poll(5))


def late_client(server, action=lambda client: client.sendall(b"data")):
    if os.fork() == 0:
        try:
            time.sleep(0.2)
            with socket.create_connection(server.getsockname()) as client:
                action(client)
        finally:
            os._exit(0)


def accept():
    with socket.create_server(("127.0.0.1", 0)) as server:
        late_client(server)
        connection, _ = server.accept()
        with connection:
            return connection.recv(10)


def accept_with_timeout():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.15)
        try:
            server.accept()
        except TimeoutError as error:
            return str(error)


def receive():
    left, right = socket.socketpair()
    if os.fork() == 0:
        try:
            time.sleep(0.2)
            right.sendall(b"data")
        finally:
            os._exit(0)
    with left, right:
        return left.recv(10)


def receive_into():
    left, right = socket.socketpair()
    if os.fork() == 0:
        try:
            time.sleep(0.2)
            right.sendall(b"data")
        finally:
            os._exit(0)
    with left, right:
        buffer = bytearray(4)
        return left.recvmsg_into([buffer])[0], buffer


def send_all():
    left, right = socket.socketpair()
    if os.fork() == 0:
        try:
            left.close()
            time.sleep(0.2)
            while right.recv(1 << 16):
                pass
        finally:
            os._exit(0)
    right.close()
    with left:
        return left.sendall(b"x" * 2_000_000)


def wait_child():
    pid = os.fork()
    if pid == 0:
        time.sleep(0.2)
        os._exit(7)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def communicate():
    with subprocess.Popen(["sleep", "0.2"]) as process:
        return process.wait(), subprocess.run(["sh", "-c", "sleep 0.1; echo out"], capture_output=True).stdout


def lock():
    lock = threading.Lock()
    lock.acquire()
    return lock.acquire(timeout=0.15)


def event():
    event = threading.Event()
    timer = threading.Timer(0.2, event.set)
    timer.start()
    return event.wait(5), timer.join()


def wait_queue():
    try:
        queue.Queue().get(timeout=0.15)
    except queue.Empty as error:
        return repr(error)


def simple_queue():
    try:
        queue.SimpleQueue().get(timeout=0.15)
    except queue.Empty as error:
        return type(error).__name__


def semaphore():
    return multiprocessing.get_context("fork").Semaphore(0).acquire(timeout=0.15)


def file_lock():
    with tempfile.NamedTemporaryFile() as file:
        reader, writer = os.pipe()
        if os.fork() == 0:
            try:
                with open(file.name, "w") as other:
                    fcntl.flock(other, fcntl.LOCK_EX)
                    os.write(writer, b"x")
                    time.sleep(0.2)
            finally:
                os._exit(0)
        os.read(reader, 1)
        return fcntl.flock(file, fcntl.LOCK_EX)


def record_lock():
    with tempfile.NamedTemporaryFile() as file:
        reader, writer = os.pipe()
        if os.fork() == 0:
            try:
                with open(file.name, "w") as other:
                    fcntl.lockf(other, fcntl.LOCK_EX)
                    os.write(writer, b"x")
                    time.sleep(0.2)
            finally:
                os._exit(0)
        os.read(reader, 1)
        return fcntl.lockf(file, fcntl.LOCK_EX)


def open_fifo():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "fifo")
        os.mkfifo(path)
        if os.fork() == 0:
            try:
                time.sleep(0.2)
                with open(path, "w") as file:
                    file.write("text")
            finally:
                os._exit(0)
        with open(path) as file:
            return file.read()


def join_thread():
    thread = threading.Thread(target=time.sleep, args=(0.2,))
    thread.start()
    return thread.join()


calls = [
    read_pipe, read_file, read_text, readv, write_pipe, sleep, wait_select, wait_poll, wait_epoll, accept, accept_with_timeout,
    receive, receive_into, send_all, wait_child, communicate, lock, event, wait_queue, simple_queue, semaphore, file_lock,
    record_lock, open_fifo, join_thread,
]


def interrupted(call, handler, interval):
    global count
    count = 0
    signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.03, interval)
    try:
        result = call()
    except Stop:
        result = "stopped"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return result


print("the call goes on")
for call in calls:
    print(call.__name__, interrupted(call, note, 0.03), count > 1)
print("the handler ends it")
for call in calls:
    if call not in (event, join_thread, wait_child, communicate):
        print(call.__name__, interrupted(call, stop, 0))
print(signal.siginterrupt(signal.SIGALRM, True))
