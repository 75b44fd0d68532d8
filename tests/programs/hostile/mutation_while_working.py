"""Containers that their items change while a method works on them: nothing but an exception or an old result may come."""


def attempt(what, function):
    try:
        result = function()
        print(what, "->", repr(result)[:80])
    except Exception as error:
        print(what, type(error).__name__, error)


class Evil:
    def __init__(self, action, result=False):
        self.action, self.result = action, result

    def __eq__(self, other):
        self.action()
        return self.result

    def __lt__(self, other):
        self.action()
        return self.result

    def __hash__(self):
        return 1

    def __repr__(self):
        self.action()
        return "evil"

    def __index__(self):
        self.action()
        return 1

    def __len__(self):
        self.action()
        return 5

    def __str__(self):
        self.action()
        return "evil str"

    def __iter__(self):
        self.action()
        return iter((1, 2, 3))

    def __bool__(self):
        self.action()
        return True


def filled(*extra):
    return list(range(10)) + list(extra)


for name in ("index", "count", "remove"):
    l = filled()
    attempt(name, lambda: getattr(l, name)(Evil(l.clear)))
    print(len(l))
l = filled()
attempt("contains", lambda: Evil(l.clear) in l)
l = [3, 2, 1]
attempt("sort key", lambda: l.sort(key=lambda x: l.append(x) or x))
print(l)
l = []
l.extend([Evil(l.clear) for _ in range(5)])
attempt("sort lt", lambda: l.sort())
l = filled()
attempt("getitem", lambda: l[Evil(l.clear)])
l = filled()
attempt("setitem", lambda: l.__setitem__(Evil(l.clear), 5))
l = filled()
attempt("slice", lambda: l[0:Evil(l.clear)])
l = filled()
attempt("set slice", lambda: l.__setitem__(slice(0, Evil(l.clear)), [1, 2]))
print(l)
l = filled()
attempt("insert", lambda: l.insert(Evil(l.clear), 7))
l = filled()
attempt("pop", lambda: l.pop(Evil(l.clear)))
l = filled()
attempt("mul", lambda: l * Evil(l.clear))
l = filled(Evil(lambda: l.clear()))
attempt("repr", lambda: repr(l))
l = filled(Evil(lambda: l.clear()))
attempt("str join", lambda: ",".join(map(str, l)))
l = filled()
l.append(Evil(l.clear))
attempt("equal", lambda: l == filled(1))
attempt("extend", lambda: l.extend(Evil(l.clear)))
l = filled(Evil(lambda: l.clear(), True))
attempt("all", lambda: all(l[1:]))
attempt("max", lambda: max([Evil(l.clear), Evil(l.clear)]))
l = filled()
attempt("extend itself while iterating", lambda: l.extend(x for x in l[:3] if not l.clear()))


def grow():
    l = [1]
    for x in l:
        if len(l) < 50:
            l.append(x)
    return len(l)


attempt("grow", grow)
d = {}
d[Evil(lambda: d.clear())] = 1
attempt("dict get", lambda: d.get(Evil(lambda: d.update(a=1))))
d = {1: Evil(lambda: d.clear())}
attempt("dict repr", lambda: repr(d))
d = {1: Evil(lambda: d.clear()), 2: 3}
attempt("dict equal", lambda: d == {1: 5, 2: 3})
d = {i: Evil(lambda: d.clear()) for i in range(5)}
attempt("dict values", lambda: 99 in d.values())
d = {i: i for i in range(5)}
attempt("dict update", lambda: d.update((k, d.clear()) for k in list(d)))
s = set()
s.update(Evil(s.clear) for _ in range(3))
attempt("set union", lambda: len(s | {Evil(s.clear)}))
s = {Evil(lambda: s.clear()), 5}
attempt("set in", lambda: Evil(lambda: s.clear()) in s)
s = {Evil(lambda: None), 5}
attempt("set equal", lambda: s == {Evil(s.clear), 5})
s = {1, 2, 3}
attempt("set iteration", lambda: [s.add(x + 10) for x in s])
b = bytearray(b"abcdefgh")
attempt("bytearray setitem", lambda: b.__setitem__(Evil(b.clear), 65))
b = bytearray(b"abcdefgh")
attempt("bytearray value", lambda: b.__setitem__(5, Evil(b.clear)))
b = bytearray(b"abcdefgh")
attempt("bytearray find", lambda: b.find(b"c", Evil(b.clear)))
b = bytearray(b"abcdefgh")
attempt("bytearray extend", lambda: b.extend(x for x in [1, 2, 3] if not b.clear()))
b = bytearray(b"ab")
attempt("bytearray join", lambda: b.join([b"x", Evil(b.clear)]))
t = ([],)
t[0].append(t)
attempt("tuple in itself", lambda: repr(t))
from collections import deque

q = deque(range(5))
attempt("deque index", lambda: q.index(Evil(q.clear)))
q = deque(range(5))
attempt("deque iteration", lambda: [q.append(x) for x in q])
q = deque([Evil(lambda: q.clear()), 1])
attempt("deque remove", lambda: q.remove(5))
attempt("str index", lambda: "abc"[Evil(lambda: None)])
attempt("format", lambda: f"{1:{Evil(lambda: None)}}")
