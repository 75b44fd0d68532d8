"""The blocking calls that `interrupted_calls` leaves out: waiting for signals and children, messages, connections, selectors."""
import multiprocessing
import os
import select
import selectors
import signal
import socket
import subprocess
import tempfile
import threading
import time

count = 0
LATE = 0.15


class Stop(Exception):
    pass


def note(number, frame):
    global count
    count += 1


def stop(number, frame):
    raise Stop


def later(action):
    """Another process does something after some time."""
    child = os.fork()
    if child == 0:
        try:
            time.sleep(LATE)
            action()
        finally:
            os._exit(3)
    return child


def datagrams():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def receive_from():
    here, there = datagrams()
    later(lambda: there.send(b"data"))
    return here.recvfrom(10)


def receive_from_into():
    here, there = datagrams()
    later(lambda: there.send(b"data"))
    memory = bytearray(10)
    return here.recvfrom_into(memory), bytes(memory)


def receive_message():
    here, there = datagrams()
    later(lambda: there.send(b"data"))
    return here.recvmsg(10, 100)


def receive_message_into():
    here, there = datagrams()
    later(lambda: there.send(b"data"))
    memory = bytearray(10)
    return here.recvmsg_into([memory])[0], bytes(memory)


def fill(sender, message=b"x" * 1000):
    sender.setblocking(False)
    try:
        while True:
            sender.send(message)
    except BlockingIOError:
        sender.setblocking(True)


def drain(receiver):
    receiver.setblocking(False)
    try:
        while receiver.recv(1 << 16):
            pass
    except BlockingIOError:
        pass


def send():
    here, there = datagrams()
    fill(here)
    later(lambda: drain(there))
    return here.send(b"data")


def send_message():
    here, there = datagrams()
    fill(here)
    later(lambda: drain(there))
    return here.sendmsg([b"da", b"ta"])


def send_to():
    with tempfile.TemporaryDirectory() as folder:
        receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        receiver.bind(folder + "/socket")
        sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        sender.connect(folder + "/socket")
        fill(sender)
        later(lambda: drain(receiver))
        return sender.send(b"data")


def connect():
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
        server.bind(folder + "/socket")
        server.listen(0)
        waiting = socket.socket(socket.AF_UNIX)
        waiting.connect(folder + "/socket")
        later(lambda: server.accept())
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect(folder + "/socket")


def wait_any():
    later(lambda: None)
    return os.waitstatus_to_exitcode(os.wait()[1])


def wait_id():
    child = later(lambda: None)
    return os.waitid(os.P_PID, child, os.WEXITED).si_status


def wait_three():
    later(lambda: None)
    return os.wait3(0)[1] >> 8


def wait_four():
    child = later(lambda: None)
    return os.wait4(child, 0)[1] >> 8


def wait_timeout():
    process = subprocess.Popen(["sleep", "10"])
    try:
        process.wait(LATE)
    except subprocess.TimeoutExpired:
        return "too long"
    finally:
        process.kill()
        process.wait()


def signal_info():
    own = os.getpid()
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    later(lambda: os.kill(own, signal.SIGUSR1))
    return signal.sigwaitinfo([signal.SIGUSR1]).si_signo


def signal_in_time():
    own = os.getpid()
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
    later(lambda: os.kill(own, signal.SIGUSR2))
    return signal.sigtimedwait([signal.SIGUSR2], 10).si_signo


def select_for_a_time():
    reader, writer = os.pipe()
    begin = time.monotonic()
    return select.select([reader], [], [], LATE), time.monotonic() - begin >= LATE


def selector():
    reader, writer = os.pipe()
    with selectors.DefaultSelector() as waiting:
        waiting.register(reader, selectors.EVENT_READ)
        later(lambda: os.write(writer, b"x"))
        ready = []
        while not ready:
            ready = waiting.select()
        return len(ready)


def condition():
    held = threading.Condition()
    with held:
        return held.wait(LATE)


def lock_in_time():
    lock = threading.Lock()
    lock.acquire()
    return lock.acquire(timeout=LATE)


def shared_semaphore():
    semaphore = multiprocessing.get_context("fork").Semaphore(0)
    later(semaphore.release)
    return semaphore.acquire()


def shared_pipe():
    left, right = multiprocessing.Pipe()
    later(lambda: right.send("object"))
    return left.recv()


def typed():
    reader, writer = os.pipe()
    later(lambda: os.write(writer, b"a line\n"))
    with open(reader) as file:
        return next(file)


def send_file():
    here, there = socket.socketpair()
    fill(here)
    later(lambda: drain(there))
    with tempfile.TemporaryFile() as file:
        file.write(b"x" * 100)
        file.flush()
        return os.sendfile(here.fileno(), file.fileno(), 0, 100) > 0


def splice():
    source, end = os.pipe()
    into, target = os.pipe()
    later(lambda: os.write(end, b"data"))
    return os.splice(source, target, 10)


calls = [
    receive_from, receive_from_into, receive_message, receive_message_into, send, send_message, send_to, connect, wait_any,
    wait_id, wait_three, wait_four, wait_timeout, signal_info, signal_in_time, select_for_a_time, selector, condition,
    lock_in_time, shared_semaphore, shared_pipe, typed, send_file, splice,
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
    print(call.__name__, interrupted(call, note, 0.03), count > 0)
print("the handler ends it")
for call in calls:
    print(call.__name__, interrupted(call, stop, 0))
signal.signal(signal.SIGALRM, note)
signal.setitimer(signal.ITIMER_REAL, 0.03)
print("pause", signal.pause())
