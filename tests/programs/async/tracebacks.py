# What is thrown into a coroutine that waits passes each frame once.
import traceback
import types


class Iterator:
    def __iter__(self):
        return self

    __await__ = __iter__

    def __next__(self):
        return 1

    def throw(self, error):
        raise error


class Awaitable:
    def __await__(self):
        return iter([1, 2])


@types.coroutine
def generator():
    yield 1


async def coroutine():
    await generator()


async def main(awaitable):
    try:
        await awaitable
    except TypeError as error:
        print([frame.name for frame in traceback.extract_tb(error.__traceback__)])


for awaitable in (Iterator(), Awaitable(), generator(), coroutine()):
    waiting = main(awaitable)
    waiting.send(None)
    try:
        waiting.throw(TypeError(3))
    except StopIteration:
        pass
