"""CPython's verdict on changed copies of a file: one line for each, `ok` or the error.

The question is JSON: `source`, the text of the file, and `mutants`, for each the changes as [start, end, replacement] in
bytes of UTF-8, ascending.
"""

import json

from errors_as_text import describe, encode


def answer(source, name):
    question = json.loads(source)
    original = question["source"].encode()
    return encode("".join(verdict(apply(original, changes), name) for changes in question["mutants"]))


def apply(original, changes):
    pieces = []
    position = 0
    for start, end, replacement in changes:
        pieces.append(original[position:start])
        pieces.append(replacement.encode())
        position = end
    return b"".join(pieces) + original[position:]


def verdict(source, name):
    try:
        compile(source, name, "exec", dont_inherit=True)
    except Exception as error:
        return describe(error)
    return "ok\n"
