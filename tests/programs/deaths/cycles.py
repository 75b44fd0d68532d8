"""Cycles: what finalisers and callbacks see when the collector takes them."""
import gc
import weakref

gc.disable()


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(("del", self.name, self.other is not None))


log = []


def cycle(*names):
    nodes = [Node(name) for name in names]
    for node, other in zip(nodes, nodes[1:] + nodes[:1]):
        node.other = other
    return nodes[0]


cycle("a", "b", "c")
gc.collect()
print(sorted(log))
log.clear()
n = cycle("d", "e")
r = weakref.ref(n, lambda r: log.append("callback"))
n = None
gc.collect()
print(sorted(map(str, log)), r())
log.clear()


class Lazarus:
    def __del__(self):
        log.append("lazarus")
        saved.append(self)


saved = []
l = Lazarus()
l.me = l
l = None
print(gc.collect() >= 0, log, len(saved), saved[0].me is saved[0])
saved.clear()
gc.collect()
print(log)
log.clear()
x = []
x.append(x)
r = None
x = None
print(gc.collect())


class Self:
    pass


s = Self()
s.s = s
del s
print(gc.collect() > 0)
g = (lambda: (yield))()
def gen():
    try:
        me = g
        yield
    finally:
        log.append("generator closed")
g = gen()
next(g)
g = None
gc.collect()
print(log)
gc.callbacks.append(lambda phase, info: log.append((phase, info["generation"])))
log.clear()
gc.collect(1)
gc.collect()
gc.callbacks.clear()
print(log)
print(gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked("x"), gc.is_tracked({}), gc.is_tracked((1,)), gc.is_finalized(Self()))
