"""Threads that change under each other's feet what instructions have remembered."""
import sys
import threading
import gc

sys.setswitchinterval(1e-5)
failures = []
stop = threading.Event()


class A:
    __slots__ = ("s", "__dict__", "__weakref__")

    def __init__(self):
        self.s = 1
        self.x = 2

    def m(self):
        return "A"

    def __add__(self, other):
        return self.x if hasattr(self, "x") else 0

    def __getitem__(self, key):
        return key

    @property
    def p(self):
        return "p"


class B:
    __slots__ = ("s", "__dict__", "__weakref__")

    def m(self):
        return "B"

    def __add__(self, other):
        return NotImplemented

    def __radd__(self, other):
        return 7

    def __getitem__(self, key):
        return [key]

    p = 5


G = 0
shared = [A() for _ in range(8)]


def gen(n):
    for i in range(n):
        yield [i]


def use():
    while not stop.is_set():
        for o in shared:
            try:
                o.m()
                o.x
                o.s
                o.p
                o[1]
                o + 1
                o.x = [1]
                o.y = o.x
                G
                len
                for x in gen(3):
                    x.append(o.s)
            except (AttributeError, TypeError, NameError):
                pass
            except BaseException as error:
                failures.append(repr(error))


def change():
    global G, len
    i = 0
    while not stop.is_set():
        i += 1
        o = shared[i % 8]
        try:
            o.__class__ = B if i % 3 else A
            if i % 5 == 0:
                o.__dict__ = {}
            if i % 7 == 0:
                del o.__dict__
            if i % 11 == 0:
                A.m = lambda self: "changed"
                B.p = property(lambda self: 1)
                A.__add__ = lambda self, other: 3
            if i % 13 == 0:
                G = object()
                len = id
                del G, len
                G = 1
            if i % 17 == 0:
                use.__code__ = use.__code__.replace(co_name="use")
                gen.__code__ = gen.__code__.replace(co_name="gen")
            if i % 19 == 0:
                o.s = [i]
                del o.s
                o.s = 1
            if i % 101 == 0:
                shared[i % 8] = A()
            if i % 503 == 0:
                gc.collect()
        except (AttributeError, TypeError, NameError):
            pass
        except BaseException as error:
            failures.append(repr(error))


def look():
    """Writes to the frames of the other threads."""
    while not stop.is_set():
        for identity, frame in sys._current_frames().items():
            if identity == threading.get_ident():
                continue
            while frame is not None:
                for name in ("o", "x", "i", "self", "other"):
                    if name in frame.f_locals and frame.f_code.co_name in ("use", "gen", "m", "__add__"):
                        try:
                            frame.f_locals[name] = A()
                        except Exception as error:
                            failures.append(repr(error))
                frame = frame.f_back


threads = [threading.Thread(target=f) for f in (use, use, change, look)]
for t in threads:
    t.start()
stop.wait(1)
stop.set()
for t in threads:
    t.join()
print("ended", failures[:3])
