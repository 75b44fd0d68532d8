"""Makes a program smaller for as long as it shows the same difference."""

import ast
import copy

import values

def single(source, number):
    """One case of a program of calls with the imports."""
    line = next(line for line in source.splitlines() if line.startswith(f"case({number},"))
    return f"{values.imports(line)}{line}\n"


class Budget(Exception):
    """Enough was tried."""


def smaller(source, same, most):
    """The smallest program found in some tries; `same` says whether one still shows the difference."""
    tries = 0

    def accepts(tree):
        nonlocal tries
        tries += 1
        if tries > most:
            raise Budget
        try:
            text = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
            compile(text, "smaller", "exec")
        except (SyntaxError, ValueError, TypeError):
            return False
        return same(text)

    tree = ast.parse(source)
    if not accepts(tree):
        # The difference hangs on how the source is laid out.
        return fewer_lines(source, same, most)
    try:
        while True:
            before = ast.dump(tree)
            tree = fewer_statements(tree, accepts)
            tree = unwrapped(tree, accepts)
            tree = simpler_expressions(tree, accepts)
            if ast.dump(tree) == before:
                break
    except Budget:
        pass
    return ast.unparse(tree) + "\n"


def fewer_lines(source, same, most):
    """Leaves out lines, many at a time at first."""
    lines = source.splitlines()
    size = max(1, len(lines) // 2)
    tries = 0
    while size and tries < most:
        at = len(lines) - size
        while at >= 0 and tries < most:
            rest = lines[:at] + lines[at + size :]
            tries += 1
            if same("\n".join(rest) + "\n"):
                lines = rest
            at -= size
        size //= 2
    return "\n".join(lines) + "\n"


def bodies(tree):
    """All lists of statements, as (node, field)."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            if isinstance(getattr(node, field, None), list) and getattr(node, field):
                yield node, field


def fewer_statements(tree, accepts):
    """Leaves out statements: halves of a body first, then quarters, down to one."""
    index = 0
    while True:
        places = list(bodies(tree))
        if index >= len(places):
            return tree
        size = len(getattr(*places[index]))
        while size:
            at = len(getattr(*list(bodies(tree))[index])) - size
            while at >= 0:
                candidate = copy.deepcopy(tree)
                node, field = list(bodies(candidate))[index]
                body = getattr(node, field)
                if field == "body" and size == len(body) and not isinstance(node, ast.Module):
                    if len(body) == 1 and isinstance(body[0], ast.Pass):
                        break
                    body[:] = [ast.Pass()]
                else:
                    del body[at : at + size]
                if accepts(candidate):
                    tree = candidate
                at -= size
            if index >= len(list(bodies(tree))):
                return tree
            size = min(size // 2, len(getattr(*list(bodies(tree))[index])))
        index += 1


def unwrapped(tree, accepts):
    """Puts the body of a compound statement in its place."""
    index = 0
    while True:
        places = [(node, field, at) for node, field in bodies(tree) for at, one in enumerate(getattr(node, field)) if isinstance(getattr(one, "body", None), list)]
        if index >= len(places):
            return tree
        candidate = copy.deepcopy(tree)
        places = [(node, field, at) for node, field in bodies(candidate) for at, one in enumerate(getattr(node, field)) if isinstance(getattr(one, "body", None), list)]
        node, field, at = places[index]
        inner = getattr(node, field)[at]
        if field in ("handlers", "cases"):
            index += 1
            continue
        getattr(node, field)[at : at + 1] = inner.body
        if accepts(candidate):
            tree = candidate
        else:
            index += 1


def expressions(tree):
    """All places of expressions: (parent, field, index or None)."""
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.expr):
                yield node, field, None
            elif isinstance(value, list):
                yield from ((node, field, at) for at, one in enumerate(value) if isinstance(one, ast.expr))


def get(place):
    node, field, at = place
    value = getattr(node, field)
    return value if at is None else value[at]


def put(place, new):
    node, field, at = place
    if at is None:
        setattr(node, field, new)
    else:
        getattr(node, field)[at] = new


def simpler_expressions(tree, accepts):
    """Puts a part of an expression, or a constant, in its place, and shortens lists of parts."""
    index = 0
    while True:
        places = list(expressions(tree))
        if index >= len(places):
            return tree
        old = get(places[index])
        changed = False
        if not isinstance(old, (ast.Constant, ast.Name)):
            children = [child for child in ast.iter_child_nodes(old) if isinstance(child, ast.expr)]
            for new in [ast.Constant(None), ast.Constant(1), *children]:
                candidate = copy.deepcopy(tree)
                put(list(expressions(candidate))[index], copy.deepcopy(new))
                if accepts(candidate):
                    tree, changed = candidate, True
                    break
            if not changed:
                tree, changed = shorter(tree, index, accepts)
        if not changed:
            index += 1


def shorter(tree, index, accepts):
    """Leaves out one argument or item."""
    old = get(list(expressions(tree))[index])
    for field in ("elts", "args", "keywords", "values"):
        parts = getattr(old, field, None)
        if not isinstance(parts, list) or isinstance(old, (ast.JoinedStr, ast.BoolOp)):
            continue
        for at in range(len(parts)):
            candidate = copy.deepcopy(tree)
            new = get(list(expressions(candidate))[index])
            del getattr(new, field)[at]
            if isinstance(new, ast.Dict):
                del new.keys[at]
            if accepts(candidate):
                return candidate, True
    return tree, False
