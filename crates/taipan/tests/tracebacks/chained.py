def deepest(x):
    return x / 0

def middle():
    try:
        deepest(1)
    except ZeroDivisionError as error:
        raise ValueError("in middle") from error

def outer():
    try:
        middle()
    except ValueError:
        raise KeyError("in outer")

def outermost():
    try:
        outer()
    except KeyError:
        raise TypeError from None

try:
    outermost()
except TypeError:
    raise RuntimeError("last\nline")
