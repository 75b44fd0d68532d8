"""What functions take from their globals when they are made, and calls with just the arguments that there are."""

import types


def make():
    return lambda: None


print(make().__module__, type(make().__builtins__).__name__)
__name__ = "renamed"
print(make().__module__)
first_new_name = 1
print(make().__module__)
del __name__
print(make().__module__)
__name__ = "again"
print(make().__module__)
known = __builtins__
__builtins__ = {"len": lambda it: "mine"}
print(make().__builtins__ is __builtins__)
__builtins__ = known

for names in {}, {"__name__": "other"}, {"__name__": 5, "__builtins__": {"len": len}}:
    exec("def f(): return 1\ndef g(): return 2", names)
    print(names["f"].__module__, names["g"].__module__, len(names["f"].__builtins__) > 1, names["g"]())


# Arguments in the right number, too few, too many, at the same place.
def two(a, b):
    c = a
    return c, b


def one(a):
    return a


def rest(*a, **b):
    return a, b


def behind(first, second, *a, **b):
    a += first,
    b["second"] = second
    return a, b


def call(function, *arguments):
    try:
        match arguments:
            case ():
                return function()
            case (a,):
                return function(a)
            case (a, b):
                return function(a, b)
            case (a, b, c):
                return function(a, b, c)
    except TypeError as error:
        return str(error)


class Thing:
    method = two

    def __init__(self, value=None):
        self.value = value


for arguments in (), (1,), ("a", 2.5), ([], {}, None):
    for function in two, one, rest, behind, Thing().method, lambda: "nothing":
        shown = call(function, *arguments)
        print(arguments, shown if isinstance(shown, str) or "Thing" not in str(shown) else len(shown))


# The same in code whose slots are in an object.
def generating(function, values):
    for value in values:
        yield function(value), function(value)


print(list(generating(one, [1, "x", [2]])))
print(list(generating(rest, [1])), list(generating(lambda a, b=3: (a, b), [1, 2])))


async def awaiting(function, value):
    return two(function(value), one(value))


try:
    awaiting(one, [1]).send(None)
except StopIteration as stop:
    print(stop.value)

# Stars in the caller: the list that they are gathered in is nobody else's.
items = [1, 2]
print(rest(0, *items), rest(*items, *items, 5, key=1), behind(*items, *"ab"), items)
print(call(two, *items), [*items, *items], (*items, *items), rest(*(i for i in items)))
