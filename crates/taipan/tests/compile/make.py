"""Asks CPython 3.14 what it makes of the sources in `cases.jsonl` beside this file, and writes the answers there.

A line is a JSON object: `source`; where they are not the usual ones `mode`, `flags` and `optimize`; and, made here,
`warnings`, and `code` or `error`. To add a case, add its source.
"""

import dis
import io
import json
import pathlib
import re
import types
import warnings


def show(code):
    """The code object and those in it: their fields, and the listing with offsets and positions."""
    fields = [code.co_qualname, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_stacksize]
    fields += [hex(code.co_flags), code.co_firstlineno, len(code.co_consts)]
    names = [" ".join(names) for names in (code.co_names, code.co_varnames, code.co_cellvars, code.co_freevars)]
    out = io.StringIO()
    dis.dis(code, file=out, depth=0, show_offsets=True, show_positions=True)
    listing = re.sub(r" at 0x[0-9a-f]+", "", out.getvalue())
    texts = [" ".join(map(str, fields)) + " | " + " | ".join(names) + "\n" + listing]
    return "\n".join(texts + [show(const) for const in code.co_consts if isinstance(const, types.CodeType)])


def error_of(error):
    if isinstance(error, SyntaxError):
        return [type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset]
    name = "UnicodeError" if isinstance(error, UnicodeError) else type(error).__name__
    return [name, str(error), None, None, None, None]


def answer(case):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        mode, flags = case.get("mode", "exec"), case.get("flags", 0)
        try:
            code = compile(case["source"], "<string>", mode, flags, dont_inherit=True, optimize=case.get("optimize", 0))
            found = {"code": show(code)}
        except Exception as error:
            found = {"error": error_of(error)}
    return found | {"warnings": [[warning.lineno, str(warning.message)] for warning in caught]}


path = pathlib.Path(__file__).with_name("cases.jsonl")
cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
asked = ("source", "mode", "flags", "optimize")
cases = [{key: case[key] for key in asked if key in case} for case in cases]
lines = [json.dumps(case | answer(case), ensure_ascii=False) + "\n" for case in cases]
path.write_text("".join(lines), encoding="utf-8")
