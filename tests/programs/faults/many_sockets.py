"""Ten thousand sockets, opened and closed in every way: no descriptor and no memory is left behind.

Where all goes slowly (`-X small`), there are fewer, and nobody asks for the memory: a checker of memory keeps freed blocks for a while.
"""
import gc
import os
import resource
import socket
import sys
import warnings

SHARE = 10 if "small" in sys._xoptions else 1


def descriptors():
    return len(os.listdir("/proc/self/fd"))


def memory():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def pairs(number):
    for _ in range(number):
        left, right = socket.socketpair()
        left.close()
        right.close()


def abandoned(number):
    for _ in range(number):
        socket.socket().makefile("rwb")


def in_cycles(number):
    for _ in range(number):
        cycle = [socket.socket()]
        cycle.append(cycle)


def connections(number):
    with socket.create_server(("127.0.0.1", 0)) as server:
        for turn in range(number):
            with socket.create_connection(server.getsockname()) as client, server.accept()[0] as peer:
                client.sendall(b"x")
                peer.recv(1)


def all_at_once(number):
    sockets = [socket.socket() for _ in range(number)]
    try:
        while len(sockets) < 1 << 21:
            sockets.append(socket.socket())
    except OSError as error:
        return error.errno


# collections are counted here
warnings.simplefilter("ignore")
resource.setrlimit(resource.RLIMIT_NOFILE, (600, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
for make, number in (pairs, 3000), (abandoned, 1500), (in_cycles, 400), (connections, 1200), (all_at_once, 400):
    number //= SHARE
    make(number // 10)
    gc.collect()
    before, size = descriptors(), memory()
    print(make.__name__, make(number), end=" ")
    gc.collect()
    print(descriptors() - before, SHARE > 1 or memory() - size < 4_000_000)
