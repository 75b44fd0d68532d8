"""What dies at the end of a program in the library's containers of weak references, beside callbacks of the program's own."""
import logging
import threading
import weakref


class Plain:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


class Loud(Plain):
    def __del__(self):
        print("del", self)


weak_set = weakref.WeakSet()
by_key = weakref.WeakKeyDictionary()
by_value = weakref.WeakValueDictionary()


def enter(object):
    weak_set.add(object)
    by_key[object] = object.name
    by_value[object.name] = object
    return object


first, second, third = map(enter, (Plain("first"), Plain("second"), Plain("third")))
del first
print(sorted(map(repr, weak_set)), sorted(by_key.values()), sorted(by_value))
print(threading.main_thread().name, logging.getLogger().name)
loud = enter(Loud("loud"))
print(sorted(map(repr, weak_set)), sorted(by_key.values()), sorted(by_value))


del loud
last = enter(Plain("last"))
logging.last = Loud("at the end")
reference = weakref.ref(logging.last, lambda reference: print("callback", reference() is None))
print("the end")
