"""What CPython makes of each recorded input (a line as `recorded.py` writes it): one JSON line for each.

    warnings   [[category, line, message], …] as they are emitted
    strict     the error when warnings are errors, if there were warnings
    error      the error, or one of
    ast        the dump of the tree, when `flags` ask for one
    code       marshal's bytes in base 64
    symbols    the symbol tables, for a call of symtable
    decoded    the text of a source in another encoding than UTF-8, as the codec decodes it

Texts are bytes in UTF-8 (with surrogates), each byte as the character of that number.
"""

import _symtable
import ast
import base64
import io
import json
import marshal
import sys
import tokenize
import warnings

import symbols
from errors_as_text import describe, encode

sys.setrecursionlimit(100_000)

ONLY_AST = 0x400


def answer(source, name):
    lines = []
    for line in source.decode("ascii").splitlines():
        lines.append(json.dumps(verdict(json.loads(line))) + "\n")
    sys.set_int_max_str_digits(4300)
    return "".join(lines).encode("ascii")


def verdict(question):
    sys.set_int_max_str_digits(question["digits"])
    with warnings.catch_warnings(record=True) as emitted:
        warnings.simplefilter("always")
        result = outcome(question)
    if emitted:
        result["warnings"] = [[w.category.__name__, w.lineno, plain(str(w.message))] for w in emitted]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result["strict"] = outcome(question).get("error")
    if not question["text"]:
        result["decoded"] = decoded(question["source"].encode("latin-1"))
    return result


def decoded(source):
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        return None if encoding.startswith("utf-8") else plain(source.decode(encoding))
    except (SyntaxError, ValueError, LookupError):
        return None


def outcome(question):
    source = question["source"].encode("latin-1")
    if question["text"]:
        source = source.decode("utf-8", "surrogatepass")
    try:
        if question["call"] == "symtable":
            lines = []
            symbols.show(_symtable.symtable(source, question["filename"], question["mode"]), "", lines)
            return {"symbols": plain("".join(lines))}
        result = compile(
            source,
            question["filename"],
            question["mode"],
            question["flags"],
            True,
            question["optimize"],
            _feature_version=question["feature_version"],
        )
    except Exception as error:
        return {"error": plain(describe(error))}
    if question["flags"] & ONLY_AST:
        return {"ast": plain(ast.dump(result, include_attributes=True) + "\n")}
    return {"code": base64.b64encode(marshal.dumps(result)).decode("ascii")}


def plain(text):
    return encode(text).decode("latin-1")
