"""Writes the output of each program beside it, as the Python that runs this gives it: CPython 3.14.

usage: python3.14 record.py [PROGRAM...]
"""
import os
import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).parent
programs = [pathlib.Path(name) for name in sys.argv[1:]] or sorted(here.rglob("*.py"))
for program in programs:
    if program.name == "record.py":
        continue
    result = subprocess.run(
        [sys.executable, "-S", "-s", "-P", str(program)], capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    program.with_suffix(".out").write_text(f"{result.stdout}exit code {result.returncode}\n")
    if result.returncode:
        print(f"{program.name}: exit code {result.returncode}: {result.stderr.strip().splitlines()[-1:]}")
