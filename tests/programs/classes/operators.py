"""Special methods of operators: reflection, NotImplemented, subclasses first, in-place fallbacks."""
import operator


class N:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


def make(name):
    def method(self, *others):
        if any(getattr(o, "refuse", False) for o in others):
            return NotImplemented
        return f"{self!r}.{name}({', '.join(map(repr, others))})"

    return method


names = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or".split()
for n in names:
    setattr(N, f"__{n}__", make(n))


class R(N):
    pass


for n in names:
    setattr(R, f"__r{n}__", make("r" + n))


class I(N):
    pass


for n in names:
    if n != "divmod":
        setattr(I, f"__i{n}__", make("i" + n))


class Refuse:
    refuse = True


a, r, i, no = N("a"), R("r"), I("i"), Refuse()
symbols = dict(add="+", sub="-", mul="*", matmul="@", truediv="/", floordiv="//", mod="%", pow="**", lshift="<<", rshift=">>", and_="&", xor="^", or_="|")
for function, symbol in symbols.items():
    f, inplace = getattr(operator, function), getattr(operator, "i" + function.rstrip("_"))
    print(symbol, f(a, 1), f(1, r), f(a, r), inplace(i, 2), inplace(a, 2))
    for left, right in ((a, no), (no, a), (1, a), (no, no)):
        try:
            print(f(left, right))
        except TypeError as error:
            print(error)
    try:
        inplace(no, 1)
    except TypeError as error:
        print(error)
print(divmod(a, 1), divmod(1, r), pow(a, 2), pow(a, 2, 3), pow(1, r))
try:
    pow(1, r, 5)
except TypeError as error:
    print(error)
try:
    divmod(no, 1)
except TypeError as error:
    print(error)


class U:
    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __abs__(self):
        return "abs"


print(-U(), +U(), ~U(), abs(U()))
for f in (operator.neg, operator.pos, operator.invert, abs):
    try:
        f(no)
    except TypeError as error:
        print(error)


class C:
    def __lt__(self, other):
        return "lt"

    def __eq__(self, other):
        return "eq"

    def __ge__(self, other):
        return NotImplemented


c = C()
print(c < 1, 1 > c, c == 1, 1 == c, c != 1, c.__hash__)
for f in (operator.gt, operator.le, operator.ge):
    try:
        print(f(c, 1))
    except TypeError as error:
        print(error)
print(no == no, no != no, no == 3)
try:
    {c}
except TypeError as error:
    print(error)
x = [1]
y = x
x += (2,)
print(y, x is y)
x = (1,)
try:
    x += [2]
except TypeError as error:
    print(error)
try:
    t = ([],)
    t[0] += [1]
except TypeError as error:
    print(error, t)
