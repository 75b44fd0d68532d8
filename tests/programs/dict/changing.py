"""Dicts that change while they are iterated, compared or updated."""


def attempt(function, *args):
    try:
        print(function.__name__, "->", function(*args))
    except Exception as error:
        print(function.__name__, type(error).__name__, "" if type(error) is RecursionError else error)


def grow():
    d = {1: 1}
    for key in d:
        d[key + 1] = 1


def shrink():
    d = {1: 1, 2: 2}
    for key in d:
        del d[key]


def swap():
    d = {1: 1, 2: 2}
    for key in d:
        del d[key]
        d[key + 10] = 1


def values_change():
    d = {1: 1, 2: 2}
    for key in d:
        d[key] *= 10
    return d


def items_grow():
    d = {1: 1}
    for key, value in d.items():
        d.clear()
        d.update({5: 5, 6: 6})


def reversed_grow():
    d = {1: 1, 2: 2}
    for key in reversed(d):
        d[key + 5] = 1


class Key:
    def __init__(self, log):
        self.log = log

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.log.append("eq")
        table.clear()
        return False


def clear_while_comparing():
    global table
    log = []
    table = {Key(log): 1}
    table[Key(log)] = 2
    return len(table), log


class Bad:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise ValueError("no comparison")


def bad_lookup():
    d = {Bad(): 1}
    return d[Bad()]


def bad_contains():
    return Bad() in {Bad(): 1}


def bad_equal():
    return {Bad(): 1} == {Bad(): 1}


def same_key():
    bad = Bad()
    return {bad: 5}[bad]


class Missing(dict):
    def __missing__(self, key):
        return ("missing", key)


def missing():
    m = Missing(a=1)
    return m["a"], m["b"], m.get("b"), "b" in m, len(m)


class Keys:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, key):
        return key * 2


def from_keys():
    return dict(Keys()), {**Keys()}, {} | dict(Keys())


class BadKeys:
    keys = 3


def from_bad_keys():
    return dict(BadKeys())


def recursion():
    d = {}
    d["d"] = d
    d["v"] = d.values()
    return d


def recursive_equality():
    a, b = {}, {}
    a["x"] = b
    b["x"] = a
    return a == b


for test in (grow, shrink, swap, values_change, items_grow, reversed_grow, clear_while_comparing, bad_lookup, bad_contains, bad_equal, same_key, missing, from_keys, from_bad_keys, recursion, recursive_equality):
    attempt(test)
d = {i: i for i in range(5)}
del d[0], d[3]
d[0] = "back"
print(d, list(d), list(d.items())[::-1], d.popitem(), d)
