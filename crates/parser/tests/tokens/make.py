"""Asks CPython 3.14 for the answers in the files beside this one, and writes them there.

Each line is a JSON list: a source, what `_tokenize.TokenizerIter` yields for it with extra tokens and without, and the
error that `compile()` raises (null if none). To add a case, write its source in a list of its own and run this.
"""

import _tokenize
import ast
import io
import json
import pathlib
import token
import warnings


def tokens(source, extra):
    lines = []
    try:
        readline = io.StringIO(source, newline="\n").readline
        for kind, text, start, end, line in _tokenize.TokenizerIter(readline, extra_tokens=extra):
            place = f"{start[0]}:{start[1]}-{end[0]}:{end[1]}"
            lines.append(f"{token.tok_name[kind]} {place} {text!r} {line!r}")
    except SyntaxError as error:
        lines.append(describe(error))
    return lines


def compile_error(source):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(source, "<test>", "exec", ast.PyCF_ONLY_AST)
        except SyntaxError as error:
            return describe(error)
    return None


def describe(error):
    place = f"{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}"
    return f"{type(error).__name__} {place} {error.msg} {error.text!r}"


for path in sorted(pathlib.Path(__file__).parent.glob("*.jsonl")):
    sources = [json.loads(line)[0] for line in path.read_text(encoding="utf-8").splitlines()]
    cases = ([source, tokens(source, True), tokens(source, False), compile_error(source)] for source in sources)
    path.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
