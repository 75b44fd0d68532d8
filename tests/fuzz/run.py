"""Generates programs, runs them on a program and on a baseline, and reports where the two print different things.

    BASELINE tests/fuzz/run.py PROGRAM BASELINE [--seed S] [--minutes M] [--kind calls|statements] [--keep FOLDER]

Each number makes the same program every time. A program is wrong when the process is ended by a signal, when it panics or says that the
interpreter made a mistake, and when its output is not the baseline's. Each difference is made as small as it gets
and printed; differences that look alike are printed once. Programs that take too long or too much memory on either side count for nothing.
"""

import argparse
import collections
import os
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile
import time

import calls
import known
import minimise
import order
import statements

HERE = pathlib.Path(__file__).parent
KINDS = {"calls": calls.program, "statements": statements.program}
# How instructions remember, and how often garbage is looked for: by the number of the program.
WAYS = [[], [], ["-X", "specialise=immediate"], ["-X", "specialise=off"], ["-X", "gcstress=20"]]
SECONDS = 20
MISTAKE = re.compile(r"panicked at ([^\n]*)|SystemError[^\n]*|Fatal Python error[^\n]*|Segmentation fault|internal error[^\n]*")


class Side:
    """One of the two programs."""

    def __init__(self, program, options=()):
        self.command = [program, *options]

    def run(self, file):
        """What a file prints on both streams and the exit code, or None for what says nothing."""
        space = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(HERE), "PATH": os.environ["PATH"], "RUST_BACKTRACE": "0"}
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen([*self.command, str(file)], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=space, preexec_fn=limits)
            try:
                code = process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                return None
            size = output.tell()
            output.seek(0)
            text = output.read(4_000_000).decode("utf-8", "replace")
        return None if size > 4_000_000 else f"{text}exit code {code}\n"


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (3 << 30, 3 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Difference:
    """Where two outputs part, and what makes two differences alike."""

    def __init__(self, ours, theirs, mistake):
        self.ours, self.theirs, self.mistake = ours, theirs, mistake
        self.signature = mistake or f"{skeleton(theirs)} | {skeleton(ours)}"


def skeleton(line):
    """A line without its numbers and texts."""
    line = re.sub(r"'[^']*'|\"[^\"]*\"", "'", line)
    return re.sub(r"[0-9]+|\.{2,}", "0", line)[:120]


def difference(ours, theirs):
    """How two outputs differ, or None."""
    if ours is None or theirs is None:
        return None
    mistake = MISTAKE.search(ours)
    if mistake and not MISTAKE.search(theirs):
        return Difference(mistake[0], "", re.sub(r"0x[0-9a-f]+|[0-9]{4,}", "", mistake[0])[:160])
    code = re.search(r"exit code -(\d+)\n$", ours)
    if code and code[1] not in ("9", "24") and code[0] not in theirs:
        return Difference(code[0], "", f"ended by signal {code[1]}")
    if "MemoryError" in ours or "MemoryError" in theirs:
        return None
    ours, theirs = known.lines(ours), known.lines(theirs)
    for index in range(max(len(ours), len(theirs))):
        own = ours[index] if index < len(ours) else "(end)"
        other = theirs[index] if index < len(theirs) else "(end)"
        if own != other and not known.explained(own, other):
            return Difference(own, other, None)
    return None


def cases(output):
    """The parts of the output of a program of calls, by number."""
    parts = re.split(r"^# (\d+)\n", output, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


class Fuzzer:
    def __init__(self, program, baseline, keep):
        self.program, self.baseline, self.keep = program, Side(baseline), keep
        self.seen = collections.Counter()
        self.counts = collections.Counter()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="fuzz"))

    def check(self, number, kind):
        source = KINDS[kind](random.Random(number))
        way = [] if kind == "calls" else WAYS[number % len(WAYS)]
        ours, theirs = self.outputs(source, way)
        if ours is None or theirs is None:
            self.counts["too long"] += 1
            return
        self.counts["compared"] += 1
        found = difference(ours, theirs)
        if found is None:
            return
        if kind == "statements" or found.mistake:
            self.report(source, way, found, f"{kind} {number}")
            return
        # Only the first difference was seen: cases are looked at one by one.
        ours, theirs = cases(ours), cases(theirs)
        for case, text in ours.items():
            if case in theirs and difference(text, theirs[case]) is not None:
                single = minimise.single(source, case)
                found = self.compare(single, way)
                if found is not None and not self.of_order(single, way, found):
                    self.report(single, way, found, f"{kind} {number}")

    def outputs(self, source, way):
        file = self.folder / "program.py"
        file.write_text(source, "utf-8", "surrogatepass")
        ours = Side(self.program, way).run(file)
        return ours, self.baseline.run(file) if ours is not None else None

    def of_order(self, source, way, found):
        """Whether only the order of looking at arguments differs."""
        if found.mistake or not order.of_types(found) or not order.is_all(source, found, lambda text: self.outputs(text, way)):
            return False
        self.counts["of order"] += 1
        return True

    def compare(self, source, way):
        return difference(*self.outputs(source, way))

    def report(self, source, way, found, where):
        self.seen[found.signature] += 1
        if self.seen[found.signature] > 1:
            return
        tries = 25 if where.startswith("calls") else 150
        small = minimise.smaller(source, lambda text: self.alike(text, way, found.signature), tries)
        last = self.compare(small, way) or found
        self.counts["differences"] += 1
        heading = f"# {where} {' '.join(way)}\n# baseline: {last.theirs}\n# program:  {last.ours}\n"
        print(f"{heading}{small}", flush=True)
        if self.keep:
            file = pathlib.Path(self.keep) / f"difference_{where.replace(' ', '_')}_{self.counts['differences']}.py"
            file.write_text(heading + small, "utf-8", "surrogatepass")

    def alike(self, text, way, signature):
        found = self.compare(text, way)
        return found is not None and found.signature == signature


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("baseline")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--keep")
    options = parser.parse_args()
    fuzzer = Fuzzer(options.program, options.baseline, options.keep)
    end = time.monotonic() + options.minutes * 60
    number = options.seed
    while time.monotonic() < end:
        fuzzer.check(number, options.kind or list(KINDS)[number % 2])
        number += 1
    print(f"{number - options.seed} programs from number {options.seed} on:", *(f"{count} {what}" for what, count in fuzzer.counts.items()), sep="\n  ")
    return 1 if fuzzer.counts["differences"] else 0


if __name__ == "__main__":
    sys.exit(main())
