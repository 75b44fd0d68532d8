"""Iterables that say how long they are, and fail."""


class Hinting:
    def __length_hint__(self):
        raise RuntimeError("hint")

    def __iter__(self):
        return iter([1])


for function in bytearray().extend, bytearray, [].extend, list, set:
    try:
        print(function.__name__, function(Hinting()))
    except RuntimeError as error:
        print(function.__name__, error)
