"""Operators, subscripts and calls that are methods in Python: what they give, and when their operands die; also in generators."""
class D:
    def __init__(s,n): s.n=n
    def __eq__(s,o): return True
    def __lt__(s,o): return NotImplemented
    def __gt__(s,o): return 5
    def __add__(s,o): return NotImplemented
    def __radd__(s,o): return 7
    def __contains__(s,o): return True
    def __getitem__(s,k): return 3
    def __iadd__(s,o): return NotImplemented
    def __del__(s): print("del",s.n)
class E(D):
    def __radd__(s,o): return 8
class F:
    def __init__(s,n): s.n=n
    def __radd__(s,o): return 9
    def __del__(s): print("del",s.n)
print(D("p")==D("q")); print(D("p")<D("q")); print(D("p")+E("q")); print(D("p")+F("f")); print(1+D("r")); print(2.5+F("r"))
print(D("a")[D("b")]); print(D("x") in D("y"))
try: D("m")+D("n")
except TypeError as e: print(e)
try: D("m")-D("n")
except TypeError as e: print(e)
x=D("i")
try: x+=3
except TypeError as e: print(e)
x=D("j"); x+=F("k"); print(x)
if D("s")<D("t"): print("true")
class C:
    def __call__(s,a,b=2): return a,b
print(C()(1), C()(1,3))
def g(): 
    yield D("g1")+F("g2")
print(list(g()))


class Pair:
    def __getitem__(self, key):
        return key * 2

    def __add__(self, other):
        return other

    def __eq__(self, other):
        return NotImplemented


def generator():
    pair = Pair()
    for number in range(3):
        yield pair[number], pair + number, number + D(str(number)), pair == number


async def coroutine():
    return [Pair()[number] + 1 for number in range(3)]


for _ in range(50):
    items = list(generator())
    try:
        coroutine().send(None)
    except StopIteration as stop:
        last = stop.value
print(items, last)


def failing():
    yield D("u") - D("v")


try:
    next(failing())
except TypeError as error:
    print(error)
