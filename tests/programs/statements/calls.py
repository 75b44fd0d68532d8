"""Calls: binding of every kind of parameter, and every error text."""


def attempt(source):
    try:
        print(source, "->", eval(source))
    except TypeError as error:
        print(source, "!!", error)


def none(): return ()
def one(a): return a
def two(a, b): return a, b
def default(a, b=2, c=3): return a, b, c
def pos(a, b=2, /): return a, b
def mixed(a, /, b, *, c, d=4): return a, b, c, d
def star(a, *args, k=1, **kw): return a, args, k, kw
def kwonly(*, x, y): return x, y
def kw(**kw): return kw
def posonly_kw(a, /, **kw): return a, kw
def three(a, b, c, *, d): return a, b, c, d


class C:
    def m(self, a): return a
    @classmethod
    def c(cls, a): return a
    @staticmethod
    def s(a): return a
    def __call__(self, x): return x


class I:
    def __init__(self, a, *, b): pass


class M(dict):
    def keys(self): return [1]
    def __getitem__(self, k): return 2


class NoKeys: pass


o = C()
for source in """
none(1)
none(a=1)
one()
one(1, 2)
one(b=1)
one(1, a=2)
one(a=1)
two()
two(1)
two(b=1)
two(1, 2, 3)
default()
default(1, c=5)
default(1, 2, 3, 4)
default(b=1)
pos()
pos(a=1)
pos(1, b=2)
pos(a=1, b=2)
pos(1, 2, 3)
mixed(1, 2)
mixed(1, 2, 3)
mixed(1, b=2, c=3)
mixed(a=1, b=2, c=3)
mixed(1, 2, c=3, e=5)
mixed(1, 2, 3, c=3, d=4)
star()
star(1, 2, 3, k=4, z=5)
star(a=1, args=2, kw=3)
star(1, a=1)
kwonly()
kwonly(x=1)
kwonly(1, x=1, y=2)
kwonly(1, 2)
kwonly(x=1, y=2, z=3)
kw(1)
kw(a=1, b=2)
kw(**{'a': 1}, **{'b': 2})
kw(**{'a': 1}, **{'a': 2})
kw(a=1, **{'a': 2})
kw(**{1: 2})
kw(**3)
kw(**None)
kw(**M())
kw(**NoKeys())
one(*3)
one(*None)
one(*[1])
one(*[], 1)
one(*[1], *[2])
one(*'a')
posonly_kw(1, a=2)
posonly_kw(a=2)
three()
three(1)
three(1, 2, 3)
three(1, 2, 3, 4)
three(1, 2, 3, 4, d=5)
three(1, 2, 3, d=4, e=5)
three(1, 2, 3, dd=4)
three(aa=1, b=2, c=3, d=4)
o.m()
o.m(1, 2)
o.m(b=1)
C.m()
C.m(1)
C.c()
C.s()
C.s(1, 2)
o()
o(1, 2)
I()
I(1)
I(1, b=2, c=3)
I(1, 2, 3)
C(1)
3()
'x'()
None()
[1](2)
(lambda x: x)()
(lambda *, x: x)()
len(1, 2)
len(x=1)
[].append()
[].append(1, 2)
[].append(x=1)
print(foo=1)
int(1, foo=2)
sorted()
sorted([], 1)
sorted([], foo=1)
dict(1, 2)
max(key=1)
min()
isinstance(1)
getattr(1)
getattr(1, 'x', 2, 3)
''.join()
''.join([], [])
''.split(1, 2, 3)
''.split(foo=1)
{}.get()
{}.pop()
{}.update(1, 2)
range()
range(1, 2, 3, 4)
type()
super(1, 2, 3)
object(1)
zip(strict=1, foo=2)
enumerate()
open()
open(1, 2, 3, 4, 5, 6, 7, 8, 9)
""".strip().splitlines():
    attempt(source)
two.__defaults__ = (7,)
kwonly.__kwdefaults__ = {"y": 8}
attempt("two(1)")
attempt("kwonly(x=1)")
two.__defaults__ = None
attempt("two(1)")
