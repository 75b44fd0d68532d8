"""What pyperformance's files ask of `pyperf`, timed in the process itself: one line `RESULT name seconds` for each benchmark.

The program warms up first, then times samples of many turns each; the median of the samples counts. pyperf's own worker
processes, calibration files and statistics are not here: `cargo xtask pyperformance` starts each file several times instead.
"""

import argparse
import asyncio
import statistics
import subprocess
import sys
from time import perf_counter

WARMUP = 0.5  # seconds
SAMPLES = 3
SAMPLE = 0.1  # seconds, at least


def python_implementation():
    return sys.implementation.name


class Runner:
    def __init__(self, **options):
        # How many processes there are, and how they get their arguments, is for pyperf's workers only.
        self.argparser = argparse.ArgumentParser()
        self.metadata = {}
        self.args = None

    def parse_args(self, args=None):
        if self.args is None:
            self.args = self.argparser.parse_args(args)
        return self.args

    def bench_time_func(self, name, time_func, *args, inner_loops=1, metadata=None):
        self.parse_args()
        measure(name, lambda loops: time_func(loops, *args), inner_loops)

    def bench_func(self, name, func, *args, inner_loops=1, metadata=None):
        def time_func(loops):
            turns = range(loops)
            begin = perf_counter()
            for _ in turns:
                func(*args)
            return perf_counter() - begin

        self.bench_time_func(name, time_func, inner_loops=inner_loops)

    def bench_async_func(self, name, func, *args, inner_loops=1, loop_factory=None, metadata=None):
        async def time_func(loops):
            turns = range(loops)
            begin = perf_counter()
            for _ in turns:
                await func(*args)
            return perf_counter() - begin

        def run(loops):
            with asyncio.Runner(loop_factory=loop_factory) as runner:
                return runner.run(time_func(loops))

        self.bench_time_func(name, run, inner_loops=inner_loops)

    def bench_command(self, name, command, metadata=None):
        self.bench_func(name, lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))


def measure(name, run, inner_loops):
    """Prints the median cost of one turn; `run(n)` makes n turns and returns their seconds."""
    begin = perf_counter()
    loops = 1
    spent = run(loops)
    while perf_counter() - begin < WARMUP:
        if spent < SAMPLE / 4:
            loops *= 2
        spent = run(loops)
    if spent > 0:
        loops = max(1, round(loops * SAMPLE / spent))
    samples = [run(loops) / loops / inner_loops for _ in range(SAMPLES)]
    print("RESULT", name, statistics.median(samples), flush=True)
