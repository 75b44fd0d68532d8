"""In which order the operands of each operation die, when nothing else holds them."""


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, end="; ")

    def operation(self, *others):
        return 1

    __add__ = __iadd__ = __getitem__ = __setitem__ = __delitem__ = __contains__ = __lt__ = __eq__ = operation
    __call__ = __format__ = operation
    __hash__ = object.__hash__

    def __bool__(self):
        return True

    def __format__(self, spec):
        return "text"

    def __iter__(self):
        return iter(())


def d(name):
    return D(name)


def f(*args, **kwargs):
    return None


def two(a, b=None, *, c=None):
    return None


for source in """
d("l") + d("r")
d("l") < d("r")
d("l") == d("r")
d("l") is d("r")
d("l") in d("r")
d("l")[d("r")]
d("o")[d("k")] = d("v")
d("o").x = d("v")
del d("o")[d("k")]
del d("o").name, d("p").name
d("l") and d("r")
not d("x")
[d("a"), d("b"), d("c")]
(d("a"), d("b"), d("c"))
{d("a"): d("b"), d("c"): d("e")}
f(d("a"), d("b"))
f(d("a"), k=d("b"))
f(*[d("a"), d("b")])
f(**{"k": d("a"), "l": d("b")})
two(d("a"), d("b"))
two(d("a"), c=d("b"))
two(b=d("a"), a=d("b"))
len([d("a"), d("b")])
max(d("a"), d("b"))
isinstance(d("a"), (D, int))
print(d("a").name, d("b").name)
d("a")(d("b"))
d("a").operation(d("b"), d("c"))
f"{d('a')}{d('b')}"
slice(d("a"), d("b"), d("c"))
[d("a")][d("b") is None:]
[*d("a"), *d("b")]
x, y = d("a"), d("b"); x = y = None
[x for x in [d("a"), d("b")]]
[x for x in d("a")]
{x: d("v") for x in (d("a"), d("b"))}
(lambda a, b: None)(d("a"), d("b"))
[1, 2, 3].extend([d("a"), d("b")])
l = [d("a"), d("b"), d("c")]; l[:] = ()
l = [d("a"), d("b"), d("c")]; l[::2] = [d("x"), d("y")]; l = None
l = [d("a"), d("b"), d("c")]; del l[:2]; l = None
l = [d("a"), d("b"), d("c")]; del l[::2]; l = None
l = [d("a"), d("b"), d("c")]; l.clear()
l = [d("a"), d("b"), d("c")]; l *= 0
l = [d("a"), d("b"), d("c")]; l.__init__()
s = dict(a=d("a"), b=d("b")); s.clear()
s = dict(a=d("a"), b=d("b")); s.update(b=d("b2"), a=d("a2")); s = None
s = dict(a=d("a"), b=d("b")); s.__init__(); s = None
m = map(f, [d("a"), d("b")], (d("c"), d("e"))); next(m); m = None
e = enumerate([d("a"), d("b")]); next(e); e = None
sorted([d("a"), d("b")], key=lambda x: x.name)
list(filter(None, [d("a"), d("b")]))
dict.fromkeys([d("a"), d("b")])
tuple([d("a"), d("b")])
exec("pass", {"g": d("g"), "h": d("h")})
import functools; functools.partial(f, d("a"), d("b"), k=d("c"))()
import itertools; list(itertools.chain([d("a")], [d("b")]))
import collections; q = collections.deque([d("a"), d("b")]); q.clear()
""".strip().splitlines():
    print(source, end=" -> ")
    exec(source)
    print()
