"""Iterators that go backwards over a dict that changes meanwhile."""


def iterators(table):
    return reversed(table), reversed(table.keys()), reversed(table.values()), reversed(table.items())


def rest(iterator):
    try:
        return list(iterator)
    except RuntimeError as error:
        return str(error)


table = {number: str(number) for number in range(10)}
for number in range(7):
    del table[number]
waiting = iterators(table)
print([next(iterator) for iterator in waiting])
table.clear()
table.update({number: number for number in range(10)})
for number in range(3, 10):
    del table[number]
print([rest(iterator) for iterator in waiting], [rest(iterator) for iterator in waiting])

table = {"only": 1}
waiting = iterators(table)
table["more"] = 2
print([rest(iterator) for iterator in waiting], [rest(iterator) for iterator in waiting])
print([iterator.__length_hint__() for iterator in iterators(table)])
