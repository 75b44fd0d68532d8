"""The tokens of a file: those that the module `tokenize` makes its own from, then those of the parser.

Each is a line `TYPE line:column-line:column text | its lines`, columns in characters. A file that cannot be decoded has
none: how that fails here is up to the module `tokenize`, which is written in Python.
"""

import _tokenize
import io
import token
import tokenize

from errors_as_text import describe, encode, escape


def answer(source, name):
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        source.decode(encoding)
    except (SyntaxError, UnicodeError, LookupError):
        return b"not decodable\n"
    public, internal = (tokens(source, encoding, extra) for extra in (True, False))
    return encode(f"# tokenize\n{public}# parser\n{internal}")


def tokens(source, encoding, extra):
    lines = []
    try:
        readline = io.BytesIO(source).readline
        for kind, text, start, end, line in _tokenize.TokenizerIter(readline, encoding=encoding, extra_tokens=extra):
            place = f"{start[0]}:{start[1]}-{end[0]}:{end[1]}"
            lines.append(f"{token.tok_name[kind]} {place} {escape(text)} | {escape(line)}\n")
    except SyntaxError as error:
        lines.append(describe(error))
    return "".join(lines)
