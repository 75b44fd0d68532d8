"""Assignments to several targets of which one takes the rest, from lists and others; what is too short says so."""


def split(sequence):
    first, *rest = sequence
    *start, last = sequence
    a, *middle, b, c = sequence
    return first, rest, start, last, (a, middle, b, c)


print(split([1, 2, 3]), split((1, 2, 3, 4)), split("abcde"), split(range(3)))


class Counting(list):
    def __iter__(self):
        return iter([10, 20, 30])


print(split(Counting([1, 2, 3])))
for short in [], [1], [1, 2], (1, 2), {1}:
    try:
        split(short)
    except ValueError as error:
        print(error)
items = [[i] for i in range(5)]
(head, *items[1:3], items[0]), *tail = items[:4], items
print(head, items, tail is not items, len(tail))
one, *none = [object]
print(one, none)
