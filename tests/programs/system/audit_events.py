"""What the interpreter tells audit hooks."""
import array
import gc
import marshal
import os
import socket
import sys

told = []


def shown(argument):
    if isinstance(argument, (str, int, bytes, type(None))):
        return repr(argument)
    return type(argument).__name__


def hook(event, args):
    if recording and event != "exec":
        told.append(f"{event}({', '.join(map(shown, args))})")


recording = False
sys.addaudithook(hook)


class Class:
    pass


def function():
    pass


def generator():
    yield


def tell(name, action):
    global recording
    told.clear()
    recording = True
    try:
        action()
    except Exception as error:
        told.append(type(error).__name__)
    finally:
        recording = False
    print(name, *told, sep="\n    ")


def name_class():
    Class.__name__ = "Other"


def move():
    Class().__class__ = Class


tell("eval", lambda: eval("1 + 1"))
tell("compile", lambda: compile("x = 1", "file", "exec"))
tell("code", lambda: function.__code__)
tell("defaults", lambda: setattr(function, "__defaults__", (1,)))
tell("no defaults", lambda: setattr(function, "__defaults__", None))
tell("name", name_class)
tell("module", lambda: setattr(Class, "__module__", "elsewhere"))
tell("class", move)
tell("open", lambda: open(os.devnull).close())
tell("missing", lambda: open("/nothing/there", "wb"))
tell("frame", lambda: sys._getframe(0))
tell("module name", lambda: sys._getframemodulename(0))
tell("generator", lambda: generator().gi_frame)
tell("marshal", lambda: marshal.dumps((1, 2)))
tell("gc", lambda: gc.get_referents(1))
tell("host", socket.gethostname)
tell("trace", lambda: sys.settrace(None))
tell("refused", lambda: sys.setprofile(None))
