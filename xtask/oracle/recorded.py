"""What one file of CPython's test suite gives to the compiler: its answer is one JSON line for each different input.

The test file runs in a process of its own, with `compile`, `exec`, `eval` and `_symtable.symtable` wrapped; whether its
tests pass does not matter here. `ast.parse`, `codeop`, `doctest` and the rest call `compile` and are covered by it.

A line has `call` (compile, exec, eval or symtable), `source` (each byte as the character of that number), `text` (the
source was a `str`, its bytes are UTF-8 with surrogates), `mode`, `flags` (with those that the caller's code hands
down), `filename`, `optimize`, `feature_version`, and `digits`, the limit for decimal integers.
"""

import __future__
import subprocess
import sys
import tempfile

TIMEOUT = 600  # seconds
LONGEST = 200_000  # bytes of one input: longer ones are built by loops and have their own tests

# `nested_scopes` and `generators` stand for bits that mean something else in a code object.
INHERITED = sum(
    flag
    for flag in (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
    if flag >= 0x20000
)
MODES = ["exec", "eval", "single", "func_type"]
FLAGS = INHERITED | 0x200 | 0x400 | 0x1000 | 0x2000 | 0x4000 | 0x8000
LEVELS = [-1, 0, 1, 2]


def answer(source, name):
    module = name.removesuffix(".py").replace("/", ".")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-s", "-S", __file__, module]
        process = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder, timeout=TIMEOUT
        )
    return process.stdout


def record(module):
    """Runs the tests of a module and writes its inputs to standard output."""
    import os
    import random

    output = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    random.seed(0)
    lines = {}
    wrap(lines)
    run_tests(module)
    output.write("".join(lines))
    output.close()
    os._exit(0)


def run_tests(module):
    import unittest
    from test import support

    support.use_resources = []
    support.verbose = False
    try:
        suite = unittest.defaultTestLoader.loadTestsFromName(module)
        with open("report", "w") as report:
            unittest.TextTestRunner(report, verbosity=0).run(suite)
    except (Exception, SystemExit) as error:
        print(f"{module}: {error!r}", file=sys.stderr)


def wrap(lines):
    """Replaces the ways into the compiler by functions that put their arguments into `lines` first."""
    import builtins
    import _symtable

    compile_, exec_, eval_, symtable_ = builtins.compile, builtins.exec, builtins.eval, _symtable.symtable

    def compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, module=None, _feature_version=-1):
        caller = sys._getframe(1)
        if not dont_inherit:
            flags |= inherited(caller)
        if not caller.f_globals.get("__name__", "").startswith(("importlib", "_frozen_importlib")):
            note(lines, "compile", source, mode, flags, filename, optimize, _feature_version)
        return compile_(source, filename, mode, flags, True, optimize, _feature_version=_feature_version)

    def exec(source, /, globals=None, locals=None, *, closure=None):
        caller = sys._getframe(1)
        if isinstance(source, (str, bytes, bytearray)):
            flags = inherited(caller)
            note(lines, "exec", source, "exec", flags, "<string>", -1, -1)
            source = compile_(source, "<string>", "exec", flags, True)
        return exec_(source, *namespaces(caller, globals, locals), closure=closure)

    def eval(source, /, globals=None, locals=None):
        caller = sys._getframe(1)
        if isinstance(source, (str, bytes, bytearray)):
            flags = inherited(caller)
            source = source.lstrip(" \t" if isinstance(source, str) else b" \t")
            note(lines, "eval", source, "eval", flags, "<string>", -1, -1)
            source = compile_(source, "<string>", "eval", flags, True)
        return eval_(source, *namespaces(caller, globals, locals))

    def symtable(source, filename, mode, /, **rest):
        note(lines, "symtable", source, mode, 0, filename, -1, -1)
        return symtable_(source, filename, mode, **rest)

    builtins.compile, builtins.exec, builtins.eval, _symtable.symtable = compile, exec, eval, symtable


def inherited(frame):
    """The compiler flags that code hands down to what it compiles."""
    return frame.f_code.co_flags & INHERITED


def namespaces(caller, globals, locals):
    if globals is None:
        globals = caller.f_globals
        locals = caller.f_locals if locals is None else locals
    return globals, globals if locals is None else locals


def note(lines, call, source, mode, flags, filename, optimize, feature_version):
    """Adds an input to `lines`, unless it is not source text or cannot be asked again."""
    import json
    import os

    if isinstance(source, str):
        text, data = True, source.encode("utf-8", "surrogatepass")
    elif isinstance(source, (bytes, bytearray, memoryview)):
        text, data = False, bytes(source)
    else:
        return
    # Wrong arguments are the business of the built-in function.
    if len(data) > LONGEST or mode not in MODES or flags & ~FLAGS or optimize not in LEVELS:
        return
    try:
        filename = os.fsdecode(filename)
        filename.encode("utf-8")
    except (TypeError, UnicodeError):
        return
    line = dict(
        call=call,
        source=data.decode("latin-1"),
        text=text,
        mode=mode,
        flags=flags,
        filename=filename,
        optimize=optimize,
        feature_version=feature_version,
        digits=sys.get_int_max_str_digits(),
    )
    lines[json.dumps(line) + "\n"] = None


if __name__ == "__main__":
    record(sys.argv[1])
