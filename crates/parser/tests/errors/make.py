"""Asks CPython 3.14 for the errors in `cases.jsonl` beside this file, and writes them there.

A line is a JSON object: `source`, `mode`, where they are not the usual ones `flags` and `feature_version`, and `error`,
which is made here: class, message, line, offset, end line, end offset and text. To add a case, add its source and mode.
"""

import json
import pathlib
import warnings

ONLY_AST = 0x400


def error_of(case):
    flags = case.get("flags", 0) | ONLY_AST
    version = case.get("feature_version", -1)
    try:
        compile(case["source"], "<string>", case["mode"], flags, dont_inherit=True, _feature_version=version)
    except SyntaxError as error:
        place = [error.lineno, error.offset, error.end_lineno, error.end_offset]
        return [type(error).__name__, error.msg, *place, error.text]
    raise ValueError(f"CPython accepts {case['source']!r}")


warnings.simplefilter("ignore")
path = pathlib.Path(__file__).with_name("cases.jsonl")
cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
lines = [json.dumps(case | {"error": error_of(case)}, ensure_ascii=False) + "\n" for case in cases]
path.write_text("".join(lines), encoding="utf-8")
