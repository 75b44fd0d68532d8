"""Runs code objects with changed bytes, tables and constants: each must be refused, raise, or end; the process must not.

usage: mutate.py SEED COUNT [FROM]    runs COUNT mutants of the functions below, printing the number of each thousand; with FROM, it
runs and prints only those from that number on
"""
import faulthandler
import marshal
import random
import signal
import sys
import types
import warnings


def arithmetic(a, b):
    total = 0
    for i in range(5):
        total += a * i - b
        if total > 20:
            break
    else:
        total = -total
    return [total, a < b, not a, f"{a!r:>5}{b}"]


def containers(a, b):
    x, *y = (a, b, a)
    d = {"k": x, **{"l": y}}
    s = {x, 2, *y}
    d["m"] = [i + 1 for i in y if i]
    del d["k"]
    return d, s, (*y, a), y[0:1], x in s


def exceptions(a, b):
    try:
        try:
            a / 0
        except ZeroDivisionError as error:
            raise ValueError(b) from error
        finally:
            a += 1
    except (ValueError, TypeError):
        return a
    with open("/dev/null") as file:
        return file.read()


def closures(a, b):
    def inner(c=a, *rest, d=b, **named):
        nonlocal a
        a = c
        return a, b, rest, named

    return inner(1, 2, 3, d=4, e=5), inner(*[b], **{"x": 1}), (lambda: a)()


def generators(a, b):
    def numbers():
        got = yield a
        yield from (got, b)
        return 5

    it = numbers()
    return next(it), it.send(3), list(it), list(x * 2 for x in (a, b))


def classes(a, b):
    class One:
        x = a

        def __init__(self, y):
            self.y = y
            super().__init__()

        def method(self, *args):
            return self.x + self.y + len(args)

    o = One(b)
    o.z = 3
    del o.z
    return o.method(1, 2), One.x, o.y


def matching(a, b):
    match (a, {"k": b}, [a, b]):
        case (int(x), {"k": str(y), **rest}, [*z]) if x:
            return x, y, rest, z
        case (x, {"k": y}, [1, _]) | (x, {"k": y}, [_, _]):
            return x, y
    return None


async def coroutines(a, b):
    async def one():
        return a

    async def many():
        yield a
        yield b

    x = await one()
    return [x async for x in many()], x


FUNCTIONS = [arithmetic, containers, exceptions, closures, generators, classes, matching, coroutines]
CODES = []


def gather(code):
    CODES.append(code)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            gather(constant)


for _function in FUNCTIONS:
    gather(_function.__code__)
CONSTANTS = [None, 0, -1, 2**70, 1.5, "name", b"bytes", (), (1, "a"), frozenset({1}), ..., True, 1j, *CODES]


class Mutants:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def changed(self, data):
        """Bytes with some of them changed, moved, doubled or left out."""
        data = bytearray(data)
        for _ in range(self.random.choice((1, 1, 1, 2, 4))):
            if not data:
                return bytes(data)
            at = self.random.randrange(len(data))
            form = self.random.randrange(8)
            if form < 3:
                data[at] = self.random.randrange(256)
            elif form == 3:
                data[at] ^= 1 << self.random.randrange(8)
            elif form == 4:
                other = self.random.randrange(len(data)) & ~1
                data[at & ~1 : (at & ~1) + 2] = data[other : other + 2]
            elif form == 5:
                del data[at & ~1 : (at & ~1) + 2]
            elif form == 6:
                data[at & ~1 : at & ~1] = bytes((self.random.randrange(256), self.random.randrange(256)))
            else:
                data[at] = self.random.choice((0, 1, 2, 255, 128))
        return bytes(data)

    def constants(self, items):
        items = list(items)
        if items and self.random.random() < 0.8:
            items[self.random.randrange(len(items))] = self.random.choice(CONSTANTS)
        elif items:
            items.pop()
        return tuple(items)

    def names(self, items):
        items = list(items)
        if items and self.random.random() < 0.6:
            items.pop(self.random.randrange(len(items)))
        else:
            items.append("added")
        return tuple(items)

    def replaced(self, code):
        """A code object with some fields replaced, and those inside it as well."""
        fields = {}
        for _ in range(self.random.choice((1, 1, 2))):
            form = self.random.randrange(16)
            if form < 8:
                fields["co_code"] = self.changed(code.co_code)
            elif form == 8:
                fields["co_stacksize"] = self.random.choice((0, 1, 2, code.co_stacksize - 1, code.co_stacksize + 1, 1000))
            elif form == 9:
                fields["co_consts"] = self.constants(code.co_consts)
            elif form == 10:
                fields["co_exceptiontable"] = self.changed(code.co_exceptiontable or b"\x80\x01\x01\x01")
            elif form == 11:
                fields[self.random.choice(("co_names", "co_varnames", "co_freevars", "co_cellvars"))] = self.names(code.co_names)
            elif form == 12:
                fields["co_flags"] = code.co_flags ^ 1 << self.random.randrange(28)
            elif form == 13:
                fields[self.random.choice(("co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals"))] = self.random.choice((0, 1, 2, 3, 5, 255))
            elif form == 14:
                fields["co_linetable"] = self.changed(code.co_linetable)
            else:
                inner = [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
                if inner:
                    chosen = self.random.choice(inner)
                    fields["co_consts"] = tuple(self.replaced(it) if it is chosen else it for it in code.co_consts)
        return code.replace(**fields)

    def mutant(self):
        code = self.random.choice(CODES)
        if self.random.random() < 0.2:
            made = marshal.loads(self.changed(marshal.dumps(code)))
            if not isinstance(made, types.CodeType):
                raise TypeError
            return made
        return self.replaced(code)


class Interrupted(BaseException):
    pass


class Watch:
    """Interrupts a mutant that runs for two ticks of a clock. One that cannot be interrupted ends the process: a handler that covers
    itself and catches everything, as on CPython."""

    TICK = 0.25

    def __init__(self):
        self.number = self.seen = None
        signal.signal(signal.SIGALRM, self.tick)
        signal.setitimer(signal.ITIMER_REAL, self.TICK, self.TICK)

    def tick(self, *_):
        number = self.number
        if number is None:
            return
        if self.seen == number:
            raise Interrupted
        self.seen = number

    def begin(self, number):
        if number % 100 == 0:
            faulthandler.dump_traceback_later(10, exit=True)
        self.number = number

    def end(self):
        self.number = None

    def stop(self):
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()


def run(code, random):
    """Calls the code in each way in which there is one, more than once: instructions remember what they have found."""
    cells = tuple(types.CellType(value) for value in random.choices((1, "a", [], None), k=len(code.co_freevars)))
    function = types.FunctionType(code, {"__name__": "mutant", "__builtins__": SAFE}, None, (1, 2), cells)
    arguments = random.choices((1, 2, "a", None, [], 1.5), k=random.choice((2, 2, 2, 0, 1, 3)))
    for _ in range(2):
        result = function(*arguments)
    for _ in range(3):
        if hasattr(result, "send"):
            result.send(None)
        elif hasattr(result, "__anext__"):
            result.__anext__().send(None)
    repr(result)[:10]


def print_nothing(*_, **__):
    pass


# What mutants see: nothing that touches files, or ends the process.
import builtins

SAFE = {name: value for name, value in vars(builtins).items() if name not in ("input", "exit", "quit", "breakpoint", "__import__", "help", "print", "exec", "eval")}
SAFE["print"] = print_nothing


def panics():
    """How many panics of the program became exceptions."""
    try:
        from _testinternalcapi import caught_panics
    except ImportError:
        return 0
    return caught_panics()


def main():
    seed, count, *first = map(int, sys.argv[1:])
    sys.setrecursionlimit(200)
    mutants = Mutants(seed)
    watch = Watch()
    warnings.simplefilter("ignore")
    sys.unraisablehook = print_nothing
    ran = refused = raised = endless = 0
    for number in range(count):
        if first or number % 1000 == 0:
            print(number, flush=True)
        try:
            code = mutants.mutant()
        except Exception:
            refused += 1
            continue
        # What calls of mutants choose must not hang on how far the others came.
        choices = random.Random(number)
        if first and number < first[0]:
            continue
        try:
            try:
                watch.begin(number)
                run(code, choices)
                ran += 1
            finally:
                watch.end()
        except Interrupted:
            endless += 1
        except SystemError:
            # What the verifier refuses is said when the code is first run.
            refused += 1
        except BaseException:
            raised += 1
    watch.stop()
    print(f"ended: {ran} ran, {raised} raised, {refused} were refused, {endless} were endless, {panics()} panicked", flush=True)


if __name__ == "__main__":
    main()
