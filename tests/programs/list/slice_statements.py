"""Statements that assign to slices of lists, and slices with steps: bounds of all kinds, what is assigned, who dies when."""

BOUNDS = [None, -9, -3, -1, 0, 1, 2, 3, 9, 10**30]


def assigned(start, stop, value):
    items = [0, "a", 2.5, (3,)]
    items[start:stop] = value
    return items


for start in BOUNDS:
    for stop in BOUNDS:
        print(start, stop, *[assigned(start, stop, value) for value in ([], (7,), [7, 8, 9], "xy", range(2))])

for step in (-3, -2, -1, 1, 2, 3, 10**30, -(10**30)):
    for start in BOUNDS:
        print(step, start, *[[0, 1, 2, 3][start:stop:step] for stop in BOUNDS], (0, 1, 2, 3)[start::step], "0123"[start::step])


def failing(action):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


class Index:
    def __index__(self):
        return 1


def store(container, start, stop, value):
    container[start:stop] = value
    print(container)


numbers = [1, 2, 3]
store(numbers, 1, 2, numbers)
store(numbers, None, None, numbers[::-1])
store(numbers, Index(), None, iter("ab"))
failing(lambda: [1, 2][::0])
failing(lambda: store([1, 2], 0, 1, 5))
failing(lambda: store([1, 2], "a", 1, []))
failing(lambda: store((1, 2), 0, 1, []))
failing(lambda: store(None, 0, 1, []))


class Told(list):
    def __setitem__(self, key, value):
        print("told", key, value)


store(Told([1]), 0, None, [2])


class Dying:
    def __init__(self, name, place):
        self.name, self.place = name, place

    def __repr__(self):
        return self.name

    def __del__(self):
        print("dies", self.name, self.place)


items = []
items[:] = [Dying(name, items) for name in "abcdef"]
items[1:4] = (1,)
print(items)
items[1:2] = [2, 3, 4]
print(items)
items[:] = []
print(items)

grown = []
for count in range(40):
    grown[len(grown) // 2 : len(grown) // 3 * 2] = range(count % 7)
    grown[:0] = (count, [count])
print(grown)
