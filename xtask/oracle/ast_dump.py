"""The syntax tree of a file, as `ast.dump` shows it with all positions."""

import ast
import sys

from errors_as_text import describe, encode

# `ast.dump` is written in Python; this is its recursion, not the parser's.
sys.setrecursionlimit(100_000)


def answer(source, name):
    try:
        tree = ast.parse(source, name)
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        return encode(describe(error))
    return encode(ast.dump(tree, include_attributes=True) + "\n")
