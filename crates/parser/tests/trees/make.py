"""Asks CPython 3.14 for the answers in the files beside this one, and writes them there.

A case is a line `--- MODE [OPTION...]`, the source, a line `==>` and the answer: the warnings and the tree, or the error.
The options are `type_comments`, `feature_version=MINOR`, and `raise`, which makes errors of warnings. A source has no
newline at its end.
"""

import ast
import pathlib
import warnings


def describe(error):
    if not isinstance(error, SyntaxError):
        name = "UnicodeError" if isinstance(error, UnicodeError) else type(error).__name__
        return f"ERROR {name} - {error}\n"
    place = f"{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}"
    return f"ERROR {type(error).__name__} {place} {error.msg}\n"


def answer(mode, options, source):
    keywords = {}
    raises = "raise" in options
    for option in options:
        if option == "raise":
            continue
        name, _, value = option.partition("=")
        keywords[name] = (3, int(value)) if value else True
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("error" if raises else "always")
        try:
            tree = ast.parse(source, mode=mode, **keywords)
        except (SyntaxError, ValueError) as error:
            return describe(error)
    lines = [f"{warning.category.__name__} {warning.lineno} {warning.message}\n" for warning in caught]
    return "".join(lines) + ast.dump(tree, include_attributes=True) + "\n"


for path in sorted(pathlib.Path(__file__).parent.glob("*.txt")):
    parts = path.read_text(encoding="utf-8").split("--- ")[1:]
    cases = []
    for part in parts:
        heading, _, rest = part.partition("\n")
        source = rest.partition("\n==>\n")[0]
        mode, *options = heading.split()
        cases.append(f"--- {heading}\n{source}\n==>\n{answer(mode, options, source)}")
    path.write_text("".join(cases), encoding="utf-8", errors="surrogatepass")
