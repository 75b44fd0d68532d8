"""`yield from` over all kinds of iterators."""


class Own:
    def __init__(self, count):
        self.count = count

    def __iter__(self):
        return self

    def __next__(self):
        if not self.count:
            raise StopIteration("value of its own")
        self.count -= 1
        return self.count


class Failing:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("next")


class Sending(Own):
    def send(self, value):
        return "sent", value

    def throw(self, *args):
        return "thrown", args


class Loud:
    def __del__(self):
        print("dies")


def over(iterable):
    result = yield from iterable
    yield "result", result


for _ in range(3):
    for iterable in ([1, 2], (1, 2), range(3), {"a": 1}, {1}, "text", "é\u1234", iter([1]), b"ab", enumerate("ab"), zip("ab", [1, 2]),
                     map(str, [1, 2]), (x for x in (1, 2)), Own(2), 2**70 and range(2**70, 2**70 + 2), [], (), range(0)):
        print(list(over(iterable)))
    try:
        list(over(Failing()))
    except ValueError as error:
        names, entry = [], error.__traceback__
        while entry:
            names.append(entry.tb_frame.f_code.co_name)
            entry = entry.tb_next
        print(error, names)
    try:
        list(over(1))
    except TypeError as error:
        print(error)


def driven(iterable):
    items = over(iterable)
    shown = [next(items)]
    for value in (None, 1):
        try:
            shown.append(items.send(value))
        except (AttributeError, StopIteration, RuntimeError) as error:
            shown.append(repr(error))
    try:
        shown.append(items.throw(KeyError("thrown")))
    except (KeyError, StopIteration) as error:
        shown.append(repr(error))
    items.close()
    return shown


for _ in range(3):
    for iterable in ([1, 2, 3], range(4), (1, 2, 3), iter("abc"), Own(4), Sending(4), (x for x in (1, 2, 3))):
        print(driven(iterable))


def dying():
    yield from [Loud(), Loud()]


for item in dying():
    print("item")
    del item
print("behind")


def grown():
    items = [1, 2]
    for item in over(items):
        if len(items) < 5:
            items.append(item)
        yield item


print(list(grown()))


def inner(n):
    got = yield from range(n)
    return n, got


def middle(n):
    results = []
    for count in range(n):
        results.append((yield from inner(count)))
    return results


print(list(over(middle(4))))
