"""Runs programs with allocations that fail, one after the other: nothing but MemoryError may come of it.

    python3 tests/shortage.py BINARY [--from N] [--to N] [--step N] PROGRAM...

Each program runs twice for each number N of an allocation: with only that one failing, and with all from there on. It is wrong
when the process ends by itself, when it panics, and when an exception says that the interpreter made a mistake.
"""

import argparse
import collections
import concurrent.futures
import os
import subprocess
import sys

DRIVER = """
import sys, _testcapi
path, start, stop = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with open(path, encoding="utf-8") as file:
    code = compile(file.read(), path, "exec")
result = None
space = {"__name__": "__main__", "__file__": path}
_testcapi.set_nomemory(start, stop)
try:
    exec(code, space)
except BaseException as error:
    _testcapi.remove_mem_hooks()
    result = type(error).__name__
finally:
    _testcapi.remove_mem_hooks()
sys.stdout.flush()
print("RESULT", result, file=sys.stderr)
"""


def run(binary, program, start, only):
    command = [binary, "-c", DRIVER, program, str(start), str(start + 1 if only else 0)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, env=dict(os.environ, PYTHONHASHSEED="0"))
    except subprocess.TimeoutExpired:
        return "too long", b""
    # A program may end by itself.
    result = done.stderr.rpartition(b"RESULT ")[2].split(b"\n")[0].decode() if b"RESULT" in done.stderr else "end"
    if done.returncode < 0 or b"RESULT" not in done.stderr and done.returncode not in (0, 1):
        return f"exit code {done.returncode}", done.stderr
    if b"panicked" in done.stderr or b"SystemError" in done.stderr:
        return "mistake", done.stderr
    return result, None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("programs", nargs="+")
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--to", dest="last", type=int, default=400)
    parser.add_argument("--step", type=int, default=40)
    options = parser.parse_args()
    jobs = [(program, start, only)
            for program in options.programs
            for start in range(options.first, options.last, options.step)
            for only in (True, False)]
    results = collections.Counter()
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = pool.map(lambda job: run(options.binary, *job), jobs)
        for (program, start, only), (result, said) in zip(jobs, runs):
            results[result] += 1
            if said is not None:
                wrong += 1
                print(f"{program}: {result} with allocation {start} failing{'' if only else ' and all after it'}")
                for line in said.decode(errors="replace").splitlines()[-60:]:
                    if "crates/" in line or "panicked" in line or "Error" in line:
                        print("   ", line.strip())
    print(*(f"{result}: {count}" for result, count in results.most_common()), sep="\n")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
