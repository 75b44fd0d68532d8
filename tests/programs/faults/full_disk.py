"""Disks that are full, files that grow too large, folders and files that may not be written: errors, and no broken caches."""
import errno
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, errno.errorcode.get(getattr(error, "errno", None)), str(error).partition(":")[0])


def close_late():
    file = open("/dev/full", "w")
    file.write("text")
    file.close()


def flush_twice():
    file = open("/dev/full", "wb", buffering=10)
    for turn in range(2):
        attempt(lambda: file.write(b"x" * 100))
    attempt(file.flush)
    attempt(file.close)
    print(file.closed)


attempt(close_late)
flush_twice()
attempt(lambda: os.write(os.open("/dev/full", os.O_WRONLY), b"x"))
attempt(lambda: shutil.copyfile(__file__, "/dev/full"))
for code in ["print('x')", "print('x', flush=True)", "import sys; sys.stdout.write('x' * 100000)", "import os; os._exit(os.write(2, b'') + 4)"]:
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, text=True)
    lines = done.stderr.splitlines()
    print(done.returncode, lines[:1], lines[-1:])

folder = pathlib.Path(tempfile.mkdtemp())
os.chdir(folder)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.path.insert(0, str(folder))
pathlib.Path("large.py").write_text("\n".join(f"def f{n}(): return 'text {n}'" for n in range(3000)))
CHILD = """
import resource, signal, sys
limit = int(sys.argv[1])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
print(signal.getsignal(signal.SIGXFSZ))
sys.path.insert(0, ".")
import large
print(large.f5())
try:
    with open("grown", "wb") as file:
        for turn in range(100):
            file.write(b"x" * 4096)
    print("written")
except OSError as error:
    print(error)
"""


def run(*arguments, **options):
    done = subprocess.run([sys.executable, "-c", CHILD, *map(str, arguments)], capture_output=True, text=True, **options)
    cached = pathlib.Path(importlib.util.cache_from_source("large.py"))
    print(done.returncode, done.stdout.split("\n"), done.stderr[-300:], sorted(path.suffix for path in cached.parent.glob("*")))
    return cached


print("a cache that grows too large")
run(5000)
print("a cache in a folder that may not be written")
run(0, env={**os.environ, "PYTHONPYCACHEPREFIX": "/proc/nothing"})
attempt(lambda: open("/proc/nothing", "w"))
attempt(lambda: os.mkdir("/proc/nothing"))
attempt(lambda: tempfile.mkdtemp(dir="/proc"))
print("a cache that was not finished")
cached = run(0)
whole = cached.read_bytes()
for broken in [b"", whole[:10], whole[:100], whole[:-1], whole[:16] + b"\0" * 50, b"x" * 200]:
    cached.write_bytes(broken)
    done = subprocess.run([sys.executable, "-c", "import sys; sys.path.insert(0, '.'); import large; print(large.f9())"], capture_output=True, text=True)
    print(len(broken) if len(broken) < 300 else "long", done.returncode, done.stdout.strip(), done.stderr.strip().split("\n")[-1])
