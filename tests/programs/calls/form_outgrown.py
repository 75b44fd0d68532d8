"""Calls whose form was chosen for one kind of callee, and that then meet another."""


def append(target, item):
    return target.append((item, item))


things = []
for turn in range(4):
    append(things, turn)
print(things)


class Kept(list):
    def append(self, item):
        print("kept", item)


append(Kept(), 5)
for wrong in [list, Kept, (), 3]:
    try:
        print(append(wrong, 6))
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
append(things, 7)
print(things)


def push(method, item):
    return method(item)


for turn in range(4):
    push(things.append, turn)
for callee in [list, len, things.pop, str.upper, lambda item: item]:
    try:
        print(push(callee, "a"))
    except TypeError as error:
        print(error)
print(things)
