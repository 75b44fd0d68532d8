import atexit


def without_addresses(text):
    parts = text.split(" at 0x")
    return parts[0] + "".join(" at 0x…" + part[part.index(">"):] if ">" in part else part for part in parts[1:])


def show(compute):
    try:
        print(without_addresses(repr(compute())))
    except BaseException as error:
        print(type(error).__name__, without_addresses(str(error)))


show(lambda: atexit.register())
show(lambda: atexit.register(1))
show(lambda: atexit.register(func=1))
show(lambda: atexit._ncallbacks())
show(lambda: atexit.unregister())

def said(*args):
    print(*args)


atexit.register(print, "last", end="!\n")
atexit.register(said, "never")
atexit.register(said, "never either")
atexit.unregister(said)
show(atexit._ncallbacks)


@atexit.register
def register_more():
    print("first")
    atexit.register(print, "second")


atexit.register(atexit.unregister, 3)
