"""Building texts with `+` and `+=`: in linear time, and nobody else's text changes."""

from time import process_time


def build(count):
    text = ""
    for _ in range(count):
        text += "0123456789"
    return text


def cost(count):
    begin = process_time()
    build(count)
    return process_time() - begin


print(len(build(1000)), build(3))
cost(50_000)
print(cost(400_000) < 100 * cost(40_000) + 0.5)


def shared():
    text = "ab" * 3
    text += "c"
    held = text
    text += "d"
    other = [text]
    text = text + "é"
    text += "€"
    text += text
    text = text + "x" + "y" + str(1) + "z"
    return held, other, text, hash(text) == hash("".join(list(text)))


print(shared())


def parameter(text):
    text += "!"
    text += "?"
    return text


kept = "".join(["ke", "pt"])
print(parameter(kept), kept)


def closure():
    text = "a"

    def add():
        nonlocal text
        text += "b"
        text += "c"
        return text

    return add(), add(), text


print(closure())


def other_targets():
    text = "".join(["x", "y"])
    result = text + "z"
    more = text + "w"
    text = result + more
    more += result
    return text, result, more


print(other_targets())


class Text(str):
    def __add__(self, other):
        return "added"


def derived():
    text = Text("a")
    text += "b"
    piece = "".join(["c", "d"])
    piece += Text("e")
    return text, piece, type(piece)


print(derived())


def failing():
    text = "".join(["x", "y"])
    try:
        text += 1
    except TypeError as error:
        print(error, text)
    try:
        text = text + None
    except TypeError as error:
        print(error, text)
    names = {}
    names[text] = 1
    text += "z"
    return names, text


print(failing())


def seen():
    text = "".join(["a", "b"])
    local = locals()
    text += "c"
    return local["text"], text


print(seen())


def unbound():
    text = "".join(["a", "b"])
    text = text + text + text
    del text
    try:
        text += "c"
    except UnboundLocalError as error:
        print(error)


unbound()
