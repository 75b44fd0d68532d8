"""A warning of something that dies unclosed has it as its source, and the text says how to learn where it was made."""

import io
import os
import socket
import sys
import warnings

warnings.simplefilter("always")
shown = warnings._showwarnmsg
warnings._showwarnmsg = lambda message: print(message.category.__name__, type(message.source))
file = open(os.devnull)
file = None
file = open(os.devnull, "rb")
file = None
file = io.FileIO(os.devnull)
file = None
scan = os.scandir("/")
next(scan)
scan = None
connection = socket.socket()
connection = None


async def nothing():
    pass


coroutine = nothing()
coroutine = None
warnings.warn("without a source")

warnings._showwarnmsg = shown
sys.stderr = io.StringIO()
file = open(os.devnull)
file = None
lines = sys.stderr.getvalue().splitlines()
sys.stderr = sys.__stderr__
print(len(lines), *lines[1:], sep="\n")

warnings.simplefilter("error")
sys.unraisablehook = lambda unraisable: print(unraisable.exc_type, unraisable.exc_value)
file = open(os.devnull, "rb", buffering=0)
file = None

warnings.simplefilter("always")
with warnings.catch_warnings(record=True) as caught:
    sys._clear_type_cache()
print([(warning.category.__name__, str(warning.message), warning.source) for warning in caught])
print(sys.implementation.supports_isolated_interpreters)


class Silent:
    """What is written to a stream that cannot be flushed is not lost, nor written elsewhere."""

    def write(self, text):
        written.append(text)


written = []
sys.stderr = Silent()
try:
    raise KeyError("shown")
except KeyError as error:
    sys.excepthook(type(error), error, None)
sys.stderr = sys.__stderr__
print("".join(written).splitlines()[-1])
