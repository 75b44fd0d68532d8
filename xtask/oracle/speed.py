"""Times CPython's compiler: each line of standard input is the path of a list of files, which are read and compiled.

Answers with a line `SECONDS PEAK`: the processor time of this round, and the largest resident set so far in kilobytes.
"""

import resource
import sys
import time
import warnings

warnings.simplefilter("ignore")

for line in sys.stdin:
    with open(line.rstrip("\n")) as file:
        paths = file.read().splitlines()
    start = time.process_time()
    for path in paths:
        with open(path, "rb") as file:
            source = file.read()
        try:
            compile(source, path, "exec", dont_inherit=True, optimize=0)
        except (SyntaxError, ValueError):
            pass
    seconds = time.process_time() - start
    print(f"{seconds:.6f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}", flush=True)
