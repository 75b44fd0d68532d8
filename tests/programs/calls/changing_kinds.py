"""Places of the code that see callables, iterators and classes of changing kinds."""


class Plain:
    def __repr__(self):
        return "Plain()"


class Posing:
    @property
    def __class__(self):
        return int


def python(*args):
    return ("python", args)


def call(callable, *args):
    if len(args) == 1:
        return callable(args[0])
    return callable(args[0], args[1])


class Called:
    def __call__(self, *args):
        return ("called", args)


class Made:
    def __init__(self, *args):
        self.args = args

    def __repr__(self):
        return f"Made{self.args}"


class Meta(type):
    def __call__(cls, *args):
        return (cls.__name__, args)


class OfMeta(metaclass=Meta):
    pass


callables = [abs, abs, int, int, type, str, python, python, abs, Called(), Made, OfMeta, "abc".find, str.lower, len, "".join, int]
for turn in range(3):
    for callable in callables:
        for argument in (-1, "a", True, ["x", "y"]):
            try:
                print(call(callable, argument), end=" ")
            except Exception as error:
                print(type(error).__name__, error, end=" ")
        print()
for callable in [max, min, divmod, isinstance, int, str, type, max, python, pow, getattr, Made]:
    for arguments in ((3, 2), ("7", 8), (1, int), (Plain(), "x")):
        try:
            print(call(callable, *arguments), end=" ")
        except Exception as error:
            print(type(error).__name__, error if "Plain" not in str(error) else "", end=" ")
    print()


def pairs(iterable):
    found = []
    for a, b in iterable:
        found.append((a, b))
    return found


def singles(iterable):
    found = []
    for a in iterable:
        found.append(a)
    return found


class Pairs:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n, -self.n


class Enumerate(enumerate):
    def __next__(self):
        a, b = super().__next__()
        return b, a


def generated():
    yield 1, 2
    yield [3, 4]


make = [
    lambda: enumerate("ab"),
    lambda: {1: 2, 3: 4}.items(),
    lambda: zip("abc", [1, 2, 3]),
    lambda: zip("abc", [1, 2, 3], strict=True),
    lambda: [(1, 2), "ab"],
    lambda: ((5, 6), [7, 8]),
    generated,
    lambda: Pairs(2),
    lambda: Enumerate("xy"),
    lambda: map(divmod, [7, 8], [2, 3]),
    lambda: {"ab", "ab"},
    lambda: {"ab": 1, "cd": 2},
    lambda: "ab",
    lambda: range(2),
    lambda: zip("abc", [1, 2, 3], "xyz"),
    lambda: reversed({1: 2, 3: 4}.items()),
    lambda: enumerate("ab", 2**62 - 1),
]
for turn in range(2):
    for made in make:
        for function in pairs, singles:
            try:
                print(function(made()), end=" ")
            except Exception as error:
                print(type(error).__name__, error, end=" ")
        print()
    make.reverse()


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, end=" ")


def louds(n):
    for i in range(n):
        yield Loud(i)


for i, loud in enumerate(louds(3)):
    del loud
    print("after", i, end=" ")
print("end")
for one, two in zip(louds(2), louds(2)):
    one = two = None
    print("after", end=" ")
print("end")
iterator = enumerate(louds(4))
for i, loud in iterator:
    loud = None
    kept = next(iterator)
    print(kept[0], kept[1].name, end=" ")
    kept = None
print("end")
del iterator
holder = {i: Loud(i) for i in range(3)}
for i, loud in holder.items():
    holder[i] = None
    loud = None
    print("set", i, end=" ")
print("end")

# isinstance of objects whose class changes what it says.
thing, posing = Plain(), Posing()
for turn in range(3):
    print(isinstance(thing, int), isinstance(posing, int), isinstance(posing, Posing), isinstance(thing, str))
    if turn == 0:
        Plain.__getattribute__ = lambda self, name: int if name == "__class__" else None
    elif turn == 1:
        del Plain.__getattribute__


class Base:
    pass


class Derived(Base):
    pass


class Other(Posing):
    pass


derived = Derived()
print(isinstance(derived, int))
Derived.__bases__ = (Other,)
print(isinstance(derived, int), isinstance(derived, str))
Derived.__bases__ = (Base,)
print(isinstance(derived, int))
