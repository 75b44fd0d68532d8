"""Whether two TypeErrors for one call differ only in which of several wrong arguments was looked at first.

Each of CPython's functions looks at its arguments in an order of its own. That this is all is shown, not supposed: with other arguments in place of some, the baseline
says what the program said, and the program what the baseline said.
"""

import ast
import copy
import itertools
import re

import calls
import values

# As many calls are tried for one difference.
MOST = 1500


def of_types(found):
    """Whether both sides refused with a TypeError."""
    return found.ours.startswith("! TypeError") and found.theirs.startswith("! TypeError")


def is_all(source, found, outputs):
    """Whether the order is all that differs; `outputs` gives those of the program and the baseline for a source."""
    for replaced in (1, 2):
        cases = [f"case({number}, {text})\n" for number, text in enumerate(itertools.islice(variants(source, replaced), MOST))]
        if not cases:
            return False
        text = "".join(cases)
        ours, theirs = outputs(values.imports(text) + text)
        if ours is not None and theirs is not None and found.theirs in refusals(ours) and found.ours in refusals(theirs):
            return True
    return False


def refusals(output):
    """The lines of TypeErrors."""
    return set(re.findall(r"^! TypeError.*$", output, re.MULTILINE))


def variants(source, replaced):
    """The sources of the function of the case in `source`, with other arguments in so many places of one call."""
    [function] = [statement.value.args[1] for statement in ast.parse(source).body if isinstance(statement, ast.Expr)]
    for index, node in enumerate(ast.walk(function)):
        if isinstance(node, ast.Call) and len(node.args) + len(node.keywords) > replaced:
            places = [("args", at) for at in range(len(node.args))] + [("keywords", at) for at in range(len(node.keywords))]
            for chosen in itertools.combinations(places, replaced):
                for others in itertools.product([None, *filter(None, calls.USUAL.values())], repeat=replaced):
                    yield ast.unparse(changed(function, index, dict(zip(chosen, others))))


def changed(function, index, others):
    """The function with other arguments in the call of that index; None: without the argument."""
    function = copy.deepcopy(function)
    call = next(itertools.islice(ast.walk(function), index, None))
    for (field, at), other in sorted(others.items(), reverse=True):
        if other is None:
            del getattr(call, field)[at]
        elif field == "args":
            call.args[at] = ast.parse(other, mode="eval").body
        elif call.keywords[at].arg is not None:
            call.keywords[at].value = ast.parse(other, mode="eval").body
    return function
