# The names of members that pickling asks a class for, and types whose objects have parts that it cannot see.
import copyreg
import pickle


def shown(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Plain: pass
class Slotted: __slots__ = ["a"]


for names in (), {"x": 1}, 5, None, "ab", [], ["a"], [1]:
    Plain.__slotnames__ = names
    plain = Plain()
    plain.a = 1
    shown(lambda: plain.__reduce_ex__(2)[2])
    shown(plain.__getstate__)

find = copyreg._slotnames
for names in (), 5, None, [], ["a"]:
    copyreg._slotnames = lambda cls: names
    shown(lambda: Slotted().__reduce_ex__(2)[2])
copyreg._slotnames = find

code = shown.__code__
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    shown(lambda: pickle.dumps(code, protocol))
    shown(lambda: pickle.dumps(memoryview(b""), protocol))
