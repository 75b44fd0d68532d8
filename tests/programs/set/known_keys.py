"""Operations on sets whose keys can be compared at once, and on those whose keys only Python can compare."""


class Key:
    asked = 0

    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return hash(self.number)

    def __eq__(self, other):
        Key.asked += 1
        return isinstance(other, Key) and self.number == other.number or self.number == other

    def __repr__(self):
        return f"Key({self.number})"


def show(items):
    return sorted(map(repr, items))


numbers, texts = set(range(12)), {"a", "b", "c", "d"}
mixed = {1, "a", (1, 2), 2.5, None, Key(3)}
keys = {Key(number) for number in range(6)}
for left in (numbers, texts, mixed, keys, frozenset(numbers), set()):
    for right in (numbers, texts, mixed, keys, {1.0, 2.0, "a"}, dict.fromkeys((1, "a", Key(2))).keys()):
        Key.asked = 0
        print(show(left & right), show(left - right), show(left | right), show(left ^ right))
        copy = set(left)
        copy |= set(right)
        print(len(copy), show(copy - set(left)), Key.asked > 0)


class Bad(Key):
    def __eq__(self, other):
        raise ZeroDivisionError(self.number)

    __hash__ = Key.__hash__


for operation in (set.intersection, set.difference, set.union, set.symmetric_difference):
    try:
        print(show(operation({1, 2, 3}, {Bad(2)})))
    except ZeroDivisionError as error:
        print(operation.__name__, error)
print({"a": 1, "b": 2.5} == {"b": 2.5, "a": 1}, {"a": 1} == {"a": 1.0}, {"a": 1} == {"b": 1}, {"a": Key(1)} == {"a": 1})
