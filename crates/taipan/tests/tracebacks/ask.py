"""Asks CPython 3.14 what it prints for the programs in this directory: `python3.14 ask.py`."""

import os
import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
for program in sorted(here.glob("*.py")):
    if program.name == "ask.py":
        continue
    for suffix, colours in (("out", "0"), ("colours", "1")):
        result = subprocess.run(
            [sys.executable, "-B", program.name],
            cwd=here,
            env=environment | {"PYTHON_COLORS": colours},
            capture_output=True,
        )
        if result.returncode != 1:
            sys.exit(f"{program.name} ended with {result.returncode}")
        text = result.stderr.replace(f"{here}/".encode(), b"")
        (here / f"{program.stem}.{suffix}").write_bytes(text)
