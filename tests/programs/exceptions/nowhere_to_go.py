"""Exceptions that cannot go anywhere, with and without a stream to tell of them."""
import subprocess
import sys

CLASS = """
import os, sys

class Noisy:
    def method(self):
        pass

    def __del__(self):
        raise ValueError("not heard")

noisy = Noisy()
"""

ENDS = {
    "heard": "del noisy",
    "no stream": "del sys.stderr; del noisy",
    "None": "sys.stderr = None; del noisy",
    "closed": "import io; sys.stderr = io.StringIO(); sys.stderr.close(); del noisy",
    "after everything else": "os.register_at_fork(after_in_child=noisy.method)",
}

for name, end in ENDS.items():
    result = subprocess.run([sys.executable, "-c", CLASS + end], capture_output=True, text=True)
    print(name, result.returncode, result.stderr.strip().splitlines()[-1:])
