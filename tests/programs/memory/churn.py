"""A loop that makes and loses objects and cycles for a while: the memory that is held does not grow.

Where all goes slowly (`-X small`), it ends sooner.
"""
import gc
import resource
import sys

SHARE = 50 if "small" in sys._xoptions else 1


class Node:
    def __init__(self):
        self.me = self
        self.data = [1, 2.5, "text", (1, 2)]


def churn(rounds):
    for i in range(rounds):
        Node()
        d = {i: [i]}
        d["d"] = d
        s = f"{i}{i}"
        g = (x for x in [s])
        next(g)


churn(20_000 // SHARE)
gc.collect()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
# Also where nobody collects but here.
for _ in range(3):
    churn(20_000 // SHARE)
    gc.collect()
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(after < before * 1.5 + 10_000, gc.get_count()[0] < 2000)
chain = None
for i in range(1_000_000 // SHARE):
    chain = [chain]
chain = None
for i in range(300_000 // SHARE):
    node = Node()
    node.me = chain
    chain = node
chain = node = None
print("freed")
