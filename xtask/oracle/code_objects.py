"""The code objects of a file at the three levels of `-O`.

For each level a kind (`C` code, `E` error), the length as eight bytes, and marshal's bytes or the error as text.
"""

import marshal

from errors_as_text import describe, encode


def answer(source, name):
    return b"".join(at_level(source, name, level) for level in (0, 1, 2))


def at_level(source, name, level):
    try:
        kind, data = b"C", marshal.dumps(compile(source, name, "exec", dont_inherit=True, optimize=level))
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        kind, data = b"E", encode(describe(error))
    return kind + len(data).to_bytes(8, "little") + data
