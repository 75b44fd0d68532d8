"""Runs programs as copies of one process that has started: what checks each instruction has seen the start then.

    PROGRAM tests/forked.py RESULTS SECONDS PROGRAM...

RESULTS gets a file for each program, named by its number: what it printed, and its exit code in the last line. A program that
computes longer than SECONDS is ended. Its frames lie above one of this file; a program that minds shows it by what it prints.
"""

import builtins
import os
import resource
import sys


def wait(process):
    """The exit code of a process, negative if a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def become(program, output, seconds):
    """Makes this process the one that runs the program; returns the program's code and namespace."""
    os.dup2(output, 1)
    os.close(output)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    with open(program, "rb") as file:
        code = compile(file.read(), program, "exec", dont_inherit=True)
    sys.argv[:] = sys.orig_argv[-1:] = [program]
    sys.path[0] = os.path.dirname(program)
    space = sys.modules["__main__"].__dict__
    kept = {name: space[name] for name in ("__name__", "__doc__", "__package__", "__loader__", "__spec__")}
    kept.update(__file__=program, __builtins__=builtins)
    space.clear()
    space.update(kept)
    return code, space


def main():
    results, seconds, *programs = sys.argv[1:]
    for number, program in enumerate(programs):
        path = os.path.join(results, str(number))
        output = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        child = os.fork()
        if not child:
            return become(program, output, int(seconds))
        os.close(output)
        code = wait(child)
        with open(path, "ab") as file:
            file.write(b"exit code %d\n" % code)
    sys.exit()


exec(*main())
