"""Runs mutants of code objects on a program, in processes of some thousands; the baseline only runs this script.

    BASELINE tests/fuzz/codes.py PROGRAM BASELINE [--seed S] [--minutes M]

A process must come to its end. One that does not is reported with the number of its mutants: `PROGRAM tests/fuzz/mutate.py SEED COUNT` does it again.
"""

import argparse
import collections
import pathlib
import re
import subprocess
import sys
import time

COUNT = 10000
# How instructions remember, and how often garbage is looked for: by the number of the process.
WAYS = [[], ["-X", "specialise=immediate"], ["-X", "gcstress=50"]]
SECONDS = 3000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("baseline")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=1)
    options = parser.parse_args()
    script = pathlib.Path(__file__).with_name("mutate.py")
    end = time.monotonic() + options.minutes * 60
    seed, wrong, totals = options.seed, 0, collections.Counter()
    while time.monotonic() < end:
        way = WAYS[seed % len(WAYS)]
        command = [options.program, "-X", "faulthandler", *way, str(script), str(seed), str(COUNT)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, encoding="utf-8", errors="replace")
            said, code = done.stdout + done.stderr, done.returncode
        except subprocess.TimeoutExpired as late:
            said, code = (late.stdout or b"").decode(errors="replace"), "too long"
        summary = re.search(r"^ended: (.*)", said, re.MULTILINE)
        if "Timeout (0:00:10)!" in said:
            totals["processes were ended in an endless mutant"] += 1
            totals["mutants"] += max(map(int, re.findall(r"^(\d+)$", said, re.MULTILINE)), default=0)
        elif code != 0 or not summary or not summary[1].endswith(", 0 panicked"):
            wrong += 1
            print(f"seed {seed}: {code}: {said[-1500:]}", flush=True)
        else:
            totals["mutants"] += COUNT
            totals.update({what: int(number) for number, what in re.findall(r"(\d+) ([a-z ]+)", summary[1])})
        seed += 1
    print(f"{seed - options.seed} processes of {COUNT} mutants each:", *(f"{number} {what}" for what, number in totals.items()), f"{wrong} wrong", sep="\n  ")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
