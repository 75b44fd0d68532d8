"""Servers and workers of the standard library under load: asyncio, http.server, pools of threads and processes, pipelines."""
import asyncio
import concurrent.futures
import functools
import http.client
import http.server
import multiprocessing
import os
import pathlib
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def talk(port, number):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    total = 0
    for turn in range(50):
        writer.write(b"line %d of %d\n" % (turn, number))
        await writer.drain()
        total += len(await reader.readline())
    writer.close()
    await writer.wait_closed()
    return total


async def load():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(talk(port, number)) for number in range(100)]
    print("echo", sum(task.result() for task in tasks))
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "print(input()[::-1])", stdin=-1, stdout=-1)
    print("subprocess", await process.communicate(b"abc\n"), process.returncode)
    loop = asyncio.get_running_loop()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        print("executor", await asyncio.gather(*(loop.run_in_executor(pool, pow, 2, n) for n in range(5))))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(10)
    except TimeoutError as error:
        print("timeout", repr(error))


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[::-1])


def serve_files():
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "a.txt").write_text("text of a\n" * 1000)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        connection = http.client.HTTPConnection(*server.server_address)
        for method, path, body in [("GET", "/a.txt", None), ("HEAD", "/a.txt", None), ("GET", "/none", None), ("POST", "/", b"body"), ("GET", "/", None)]:
            connection.request(method, path, body)
            response = connection.getresponse()
            print(method, path, response.status, response.reason, response.getheader("Content-Type"), len(response.read().replace(folder.encode(), b"")))
        for _ in range(200):
            connection.request("GET", "/a.txt")
            assert len(connection.getresponse().read()) == 10000
        connection.close()
        server.shutdown()
        server.server_close()
        thread.join()


def square(n):
    if n == 13:
        raise ValueError("unlucky", n)
    return n * n


def worker(queue, results, lock, event):
    event.wait()
    while (item := queue.get()) is not None:
        with lock:
            results.put(item * 2)


def processes(method):
    context = multiprocessing.get_context(method)
    with context.Pool(2) as pool:
        print(method, pool.map(square, range(10)), list(pool.imap_unordered(square, [2])), pool.starmap(pow, [(2, 3)]))
        try:
            pool.map(square, [12, 13, 14])
        except ValueError as error:
            print(repr(error), type(error.__cause__).__name__)
    queue, results, lock, event = context.Queue(), context.Queue(), context.Lock(), context.Event()
    children = [context.Process(target=worker, args=(queue, results, lock, event)) for _ in range(2)]
    for child in children:
        child.start()
    event.set()
    for number in range(20):
        queue.put(number)
    for child in children:
        queue.put(None)
    print(sorted(results.get() for _ in range(20)), end=" ")
    for child in children:
        child.join()
    print([child.exitcode for child in children])
    here, there = context.Pipe()
    here.send({"a": [1, 2]})
    print(there.recv())
    with context.Manager() as manager:
        shared = manager.dict(a=1)
        shared["b"] = manager.list([1, 2]) and 5
        print(sorted(shared.items()))
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as pool:
        print(list(pool.map(square, range(5), chunksize=2)), end=" ")
        future = pool.submit(square, 13)
        print(repr(future.exception()))
        try:
            pool.submit(os._exit, 3).result()
        except concurrent.futures.process.BrokenProcessPool as error:
            print(type(error).__name__)


def pipelines():
    first = subprocess.Popen(["seq", "1", "20000"], stdout=subprocess.PIPE)
    second = subprocess.Popen(["grep", "7"], stdin=first.stdout, stdout=subprocess.PIPE)
    first.stdout.close()
    third = subprocess.Popen([sys.executable, "-c", "import sys; print(sum(map(int, sys.stdin)))"], stdin=second.stdout, stdout=subprocess.PIPE, text=True)
    second.stdout.close()
    print(third.communicate(), first.wait(), second.wait())
    print(subprocess.run("echo out; echo err >&2; exit 3", shell=True, capture_output=True, text=True))
    for arguments, options in [(["false"], {"check": True}), (["sleep", "5"], {"timeout": 0.05}), (["/nonexistent"], {}), (["/"], {})]:
        try:
            subprocess.run(arguments, **options)
        except (subprocess.SubprocessError, OSError) as error:
            print(type(error).__name__, str(error))
    print(subprocess.check_output(["cat"], input="é" * 100000, text=True, encoding="utf-8") == "é" * 100000)
    print(subprocess.run(["env"], env={"A": "1"}, capture_output=True, cwd="/").stdout)


class Upper(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())


def sockets():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Upper) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for _ in range(300):
            with socket.create_connection(server.server_address) as client:
                client.sendall(b"hello\n")
                client.shutdown(socket.SHUT_WR)
                assert client.makefile("rb").read() == b"HELLO\n"
        server.shutdown()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(square, n) for n in range(10, 15)]
        done, pending = concurrent.futures.wait(futures)
        print(len(done), len(pending), [future.exception() or future.result() for future in futures])


if __name__ == "__main__":
    asyncio.run(load())
    serve_files()
    for method in ("fork", "spawn", "forkserver"):
        processes(method)
    pipelines()
    sockets()
