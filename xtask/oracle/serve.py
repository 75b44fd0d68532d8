"""Runs under CPython 3.14 and answers questions about source files, one after another.

usage: python3.14 serve.py STAGE

STAGE is a module beside this file with a function `answer(source: bytes, name: str) -> bytes`. Each line of standard
input is `source path TAB name TAB answer path`; the answer is written there (compressed, and only when complete), then
the line `ok` goes to standard output.
"""

import importlib
import os
import sys
import warnings
import zlib


def main():
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    answer = importlib.import_module(sys.argv[1]).answer
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        source_path, name, answer_path = line.rstrip("\n").split("\t")
        with open(source_path, "rb") as file:
            source = file.read()
        write(answer_path, zlib.compress(answer(source, name), 3))
        print("ok", flush=True)


def write(path, data):
    """Puts the file in its place in one step: other processes may be asking for the same answer."""
    unfinished = f"{path}.{os.getpid()}"
    with open(unfinished, "wb") as file:
        file.write(data)
    os.replace(unfinished, path)


if __name__ == "__main__":
    main()
