"""A process that is killed while it writes a cache leaves none, or a whole one."""
import importlib.util
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

os.chdir(tempfile.mkdtemp())
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
pathlib.Path("large.py").write_text("\n".join(f"def f{n}(a, b): return 'text {n}', a + b" for n in range(1500)))
cached = pathlib.Path(importlib.util.cache_from_source("large.py"))
command = [sys.executable, "-S", "-c", "import sys; sys.path.insert(0, '.'); print(flush=True); import large"]


def start():
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    process.stdout.readline()
    return process, time.perf_counter()


process, begin = start()
process.wait()
whole, duration = cached.read_bytes(), time.perf_counter() - begin
broken = killed = 0
for turn in range(10):
    cached.unlink(missing_ok=True)
    process, begin = start()
    time.sleep(duration * turn / 10)
    process.send_signal(signal.SIGKILL)
    killed += process.wait() == -signal.SIGKILL
    broken += cached.exists() and cached.read_bytes() != whole
print(broken, killed > 1, subprocess.run(command).returncode, cached.read_bytes() == whole)
