"""Asks CPython 3.14 for the answers in the files beside this one, and writes them there.

A case is a line `--- MODE [type_comments]`, the source, a line `==>` and the answer: what `ast.unparse` makes of its tree,
or the class and text of its error. In mode `annotation` the source is an expression, and the answer is what the compiler
makes of it as an annotation. What does not stand in UTF-8 is escaped as by `backslashreplace`.
"""

import ast
import pathlib


def answer(mode, options, source):
    try:
        if mode == "annotation":
            module = {}
            exec(f"from __future__ import annotations\nx: ({source})", module)
            return module["__annotations__"]["x"]
        return ast.unparse(ast.parse(source, mode=mode, type_comments="type_comments" in options))
    except (ValueError, AssertionError) as error:
        return f"{type(error).__name__}: {error}"


for path in sorted(pathlib.Path(__file__).parent.glob("*.txt")):
    parts = path.read_text(encoding="utf-8").split("--- ")[1:]
    cases = []
    for part in parts:
        heading, _, rest = part.partition("\n")
        source = rest.partition("\n==>\n")[0]
        mode, *options = heading.split()
        cases.append(f"--- {heading}\n{source}\n==>\n{answer(mode, options, source)}\n")
    path.write_text("".join(cases), encoding="utf-8", errors="backslashreplace")
