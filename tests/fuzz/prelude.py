"""What every generated program imports: printing that does not hang on addresses, a log of deaths, and objects that are odd."""

import gc
import itertools
import sys
import weakref

gc.disable()


class Stop(BaseException):
    """The program has run for long enough."""


ticks = 0


def tick():
    """Ends what would go on for too long, or too deep."""
    global ticks
    ticks += 1
    if ticks > 400:
        raise Stop
    frame, depth = sys._getframe(), 0
    while frame is not None:
        frame, depth = frame.f_back, depth + 1
    if depth > 60:
        raise Stop


def text(value):
    """A repr of bounded length, of an object that may be in no state to have one."""
    try:
        shown = repr(value)
    except Exception as error:
        shown = f"<no repr: {type(error).__name__}: {brief(error)}>"
    return shown if len(shown) < 400 else f"{shown[:200]}...{len(shown)}...{shown[-100:]}"


def brief(error):
    try:
        return str(error)[:400].encode("utf-8", "backslashreplace").decode()
    except Exception as other:
        return f"<no str: {type(other).__name__}>"


def show(*values):
    """Prints values with their types, and the first items of what is an iterator."""
    for value in values:
        kind = type(value)
        try:
            if isinstance(value, (set, frozenset)) and len(value) > 1:
                # Where items are hashed by address, their order is nobody's promise.
                print(kind.__name__, sorted(map(text, set.__iter__(value) if isinstance(value, set) else frozenset.__iter__(value))))
            elif "__next__" in dir(kind) and kind.__module__ != "prelude":
                print(kind.__name__, [text(item) for item in itertools.islice(value, 6)])
            else:
                print(kind.__name__, text(value))
        except Exception as error:
            print(kind.__name__, "gave", type(error).__name__, brief(error))


def failed(error):
    """Prints an exception with what it has."""
    print("!", type(error).__name__, brief(error))
    if isinstance(error, BaseExceptionGroup):
        print("! of", [type(part).__name__ for part in error.exceptions])
    for link in ("__cause__", "__context__"):
        other = getattr(error, link)
        if other is not None:
            print("!", link, type(other).__name__, brief(other))
    if getattr(error, "__notes__", None):
        print("! notes", error.__notes__)


def case(number, function):
    """Calls a function and prints what comes of it."""
    print("#", number)
    try:
        show(function())
    except BaseException as error:
        failed(error)


# Deaths are noted in the order in which they come, but those in one collection of garbage have no order.
log = []


def flush():
    if log:
        print("deaths:", *log)
        log.clear()


def collect():
    flush()
    gc.collect()
    log.sort(key=str)
    flush()


class Dies:
    """Notes when it dies."""

    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)

    def __repr__(self):
        return f"Dies({self.name!r})"

    def __eq__(self, other):
        return isinstance(other, Dies) and self.name == other.name

    def __hash__(self):
        return hash(str(self.name))

    def __add__(self, other):
        return Dies(f"{self.name}+")

    def __enter__(self):
        return Dies(f"{self.name} entered")

    def __exit__(self, kind, error, trace):
        log.append(f"{self.name} left with {kind and kind.__name__}")

    def __iter__(self):
        for number in range(3):
            yield Dies(f"{self.name}.{number}")

    def __call__(self, *arguments, **named):
        return Dies(f"{self.name}()")

    def __getitem__(self, key):
        if key == 5:
            raise IndexError(self)
        return Dies(f"{self.name}[]")


def watched(name, value):
    """The value, whose death is noted by a weak reference's callback."""
    references.append(weakref.ref(value, lambda reference: log.append(name)))
    return value


references = []


class Index:
    """An index that is not an int."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    def __repr__(self):
        return f"Index({self.value!r})"


class Raises:
    """Whatever it is asked, it raises."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise LookupError(name)

    def _refuse(name):
        def method(self, *arguments):
            raise ArithmeticError(name)

        return method

    for _name in "eq lt len iter getitem contains bool hash index int float add radd call str format enter next".split():
        locals()[f"__{_name}__"] = _refuse(_name)
    del _name, _refuse

    def __repr__(self):
        return "Raises()"


class Wrong:
    """Its special methods answer with what they should not."""

    def __init__(self, answer):
        self.answer = answer

    def _give(self, *arguments):
        return self.answer

    for _name in (
        "eq lt le len iter next getitem contains bool hash index int float complex str bytes format enter exit call length_hint reversed "
        "round trunc floor ceil add radd iadd mul rmul sub mod divmod neg abs await aiter anext dir fspath missing sizeof reduce_ex "
        "instancecheck subclasscheck get set_name mro_entries class_getitem buffer"
    ).split():
        locals()[f"__{_name}__"] = _give
    del _name

    def __repr__(self):
        return "Wrong()"


class Other:
    """Operators that say what they were asked."""

    def _operator(name):
        def method(self, *arguments):
            return f"{name}{arguments}"[:80]

        return method

    for _name in "add sub mul truediv floordiv mod divmod pow matmul and or xor lshift rshift".split():
        for _prefix in ("", "r", "i"):
            locals()[f"__{_prefix}{_name}__"] = _operator(_prefix + _name)
    for _name in "eq ne lt le gt ge neg pos invert getitem call".split():
        locals()[f"__{_name}__"] = _operator(_name)
    del _name, _prefix, _operator
    __hash__ = None

    def __repr__(self):
        return "Other()"


class Sequence:
    """A sequence by `__getitem__` alone."""

    def __init__(self, *items):
        self.items = items

    def __getitem__(self, index):
        return self.items[index]

    def __repr__(self):
        return f"Sequence{self.items}"


class Grows:
    """Each comparison changes the list that it belongs to."""

    def __init__(self, owner):
        self.owner = owner
        owner.append(self)

    def __eq__(self, other):
        self.owner.clear()
        return NotImplemented

    __hash__ = None

    def __repr__(self):
        return "Grows()"


class Int(int):
    def __repr__(self):
        return f"Int({int(self)})"


class Str(str):
    def __repr__(self):
        return f"Str({str.__repr__(self)})"


class Float(float):
    pass


class List(list):
    def __getitem__(self, index):
        return ("item", list.__getitem__(self, index))


class Tuple(tuple):
    def __iter__(self):
        return iter("not the items")


class Dict(dict):
    def __missing__(self, key):
        return ("missing", key)


class Set(set):
    pass


class Bytes(bytes):
    pass


class Slots:
    __slots__ = ("one", "two")


class Attributes:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def __repr__(self):
        return f"Attributes(**{self.__dict__})"


def generator(*values):
    """Gives the values, and prints what it is sent."""
    try:
        for value in values:
            sent = yield value
            if sent is not None:
                print("sent", text(sent))
    except ValueError as error:
        print("caught", error)
        yield "after"
    finally:
        log.append("generator ends")
    return "returned"


def function(one, /, two=2, *rest, three, four=4, **named):
    return (one, two, rest, three, four, named)
