"""Tracebacks show the lines of the program that `-c` was given, also those that the module `traceback` makes, and lines of
scripts in any encoding that is registered."""

import pathlib
import subprocess
import sys
import tempfile

COMMAND = """
import linecache, sys, traceback
print(sorted(linecache._interactive_cache))

def fails(divisor):
    return 1 / divisor

class AtExit:
    def __init__(self):
        try:
            fails(0)
        except ZeroDivisionError as error:
            self.error = error
            self = None
    def __del__(self):
        traceback.print_exception(self.error, file=sys.stdout)

kept = AtExit()
try:
    fails(0)
except ZeroDivisionError:
    traceback.print_exc(file=sys.stdout)
fails(0)
"""


def run(*arguments):
    done = subprocess.run([sys.executable, "-S", *arguments], capture_output=True)
    print(done.returncode)
    for stream in done.stdout, done.stderr:
        print(stream.decode().replace(str(folder), "FOLDER"))


with tempfile.TemporaryDirectory() as folder:
    run("-c", COMMAND)
    run("-c", "    import sys\n    print('linecache' in sys.modules)\n    raise KeyError")
    run("-c", "1 +")
    run("-c", "print(1)\\\n")
    run("-c", "    import linecache, sys; print(linecache._interactive_cache)\n")
    script = pathlib.Path(folder, "script.py")
    for encoding, text in (
        ("gbk", "\u4e02\u5100"), ("shift_jis", "\u3042"), ("big5", "\u4e00"), ("euc_jp", "\u3042"), ("gb18030", "\u20ac"),
        ("koi8-r", "\u0434"), ("utf-8", "\u20ac"),
    ):
        script.write_text(f"# coding: {encoding}\nif 1:\n    raise RuntimeError('{text}')\n", encoding=encoding)
        run(str(script))
