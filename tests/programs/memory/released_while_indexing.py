# A part of a view whose bounds release the view: it is one of the memory all the same.
class Releases:
    def __init__(self, view):
        self.view = view

    def __index__(self):
        self.view.release()
        return 2


def grow(memory):
    try:
        memory.append(1)
    except BufferError as error:
        print(error)


def parts(view):
    index = Releases(view)
    yield lambda: view[:index]
    yield lambda: view[index:]
    yield lambda: view[index]


for number in range(3):
    memory = bytearray(b"abcdef")
    view = memoryview(memory)
    take = list(parts(view))[number]
    try:
        part = take()
    except ValueError as error:
        print(error)
    else:
        print(bytes(part))
        grow(memory)
        part.release()
    grow(memory)
    print(memory)
