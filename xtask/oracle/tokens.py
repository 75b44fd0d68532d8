"""The tokens of a file: those of the `tokenize` module, then those that the parser gets from the C lexer.

Each is a line `TYPE line:column-line:column text`, columns in characters. A file that cannot be decoded has none: how
that fails here is up to the `tokenize` module, which is written in Python.
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
    return encode("# tokenize\n" + public(source) + "# lexer\n" + internal(source, encoding))


def public(source):
    lines = []
    try:
        for kind, text, start, end, _ in tokenize.tokenize(io.BytesIO(source).readline):
            lines.append(show(kind, text, start, end))
    except tokenize.TokenError as error:
        message, (line, column) = error.args
        lines.append(f"ERROR TokenError {line}:{column} {escape(message)}\n")
    except SyntaxError as error:
        lines.append(describe(error))
    return "".join(lines)


def internal(source, encoding):
    lines = []
    try:
        readline = io.BytesIO(source).readline
        for kind, text, start, end, _ in _tokenize.TokenizerIter(readline, encoding=encoding, extra_tokens=False):
            lines.append(show(kind, text, start, end))
    except SyntaxError as error:
        lines.append(describe(error))
    return "".join(lines)


def show(kind, text, start, end):
    return f"{token.tok_name[kind]} {start[0]}:{start[1]}-{end[0]}:{end[1]} {escape(text)}\n"
