"""Small operations, each in a loop of its own, timed inside the process: one line `name nanoseconds` for each.

An operation is a function that repeats its statement `n` times. What it costs is the smallest time of several runs; the cost
of the loop is part of it, as it is part of every program. `micro.py NAME…` times only the names that contain one of the words.
"""

import sys
from time import process_time_ns

BENCHMARKS = []
INTS = [i * 7919 % 101 for i in range(100)]
STRINGS = [str(i) for i in INTS]
RUNS = 5
LEAST = 5_000_000  # nanoseconds of processor time of one run


def benchmark(function):
    BENCHMARKS.append(function)
    return function


def cost(function):
    n = 100
    while True:
        begin = process_time_ns()
        function(n)
        spent = process_time_ns() - begin
        if spent >= LEAST / 4:
            break
        n *= 2
    n = max(1, n * LEAST // spent)
    best = None
    for _ in range(RUNS):
        begin = process_time_ns()
        function(n)
        spent = process_time_ns() - begin
        best = spent if best is None else min(best, spent)
    return best / n


class Point:
    kind = "point"

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def get(self):
        return self.x

    def add(self, other, scale=1):
        return self.x + other * scale

    @property
    def first(self):
        return self.x

    @classmethod
    def make(cls, x):
        return x

    @staticmethod
    def plain(x):
        return x

    def __eq__(self, other):
        return self.x == other.x

    def __hash__(self):
        return 1

    def __add__(self, other):
        return self

    def __getitem__(self, key):
        return key

    def __len__(self):
        return 2

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None


class Derived(Point):
    def __init__(self, x, y):
        super().__init__(x, y)

    def get(self):
        return super().get()


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self):
        self.x = self.y = 1


class Dynamic:
    def __getattr__(self, name):
        return 1


def nothing():
    pass


def one(a):
    return a


def three(a, b, c):
    return a


def defaults(a, b=2, c=3):
    return a


def keyword_only(*, a, b=2):
    return a


def stars(*args, **kwargs):
    return args


def forward(*args, **kwargs):
    return three(*args, **kwargs)


@benchmark
def loop_range(n):
    for _ in range(n):
        pass


@benchmark
def loop_while(n):
    i = 0
    while i < n:
        i += 1


@benchmark
def loop_list(n):
    items = [None] * 100
    for _ in range(n // 100):
        for _ in items:
            pass


@benchmark
def loop_dict_items(n):
    items = dict.fromkeys(range(100))
    for _ in range(n // 100):
        for _, _ in items.items():
            pass


@benchmark
def loop_enumerate(n):
    items = [None] * 100
    for _ in range(n // 100):
        for _, _ in enumerate(items):
            pass


@benchmark
def loop_zip(n):
    items = [None] * 100
    for _ in range(n // 100):
        for _, _ in zip(items, items):
            pass


@benchmark
def loop_str(n):
    text = "x" * 100
    for _ in range(n // 100):
        for _ in text:
            pass


@benchmark
def attribute_read(n):
    p = Point(1, 2)
    for _ in range(n):
        p.x
        p.y


@benchmark
def attribute_write(n):
    p = Point(1, 2)
    for _ in range(n):
        p.x = 1
        p.y = 2


@benchmark
def attribute_of_class(n):
    p = Point(1, 2)
    for _ in range(n):
        p.kind
        Point.kind


@benchmark
def attribute_slot(n):
    p = Slotted()
    for _ in range(n):
        p.x = 1
        p.y


@benchmark
def attribute_property(n):
    p = Point(1, 2)
    for _ in range(n):
        p.first


@benchmark
def attribute_getattr_hook(n):
    p = Dynamic()
    for _ in range(n):
        p.missing


@benchmark
def attribute_module(n):
    for _ in range(n):
        sys.maxsize


@benchmark
def attribute_augmented(n):
    p = Point(1, 2)
    for _ in range(n):
        p.x += 1


@benchmark
def global_read(n):
    for _ in range(n):
        BENCHMARKS
        RUNS


@benchmark
def builtin_read(n):
    for _ in range(n):
        len
        int


@benchmark
def call_nothing(n):
    for _ in range(n):
        nothing()


@benchmark
def call_three(n):
    for _ in range(n):
        three(1, 2, 3)


@benchmark
def call_defaults(n):
    for _ in range(n):
        defaults(1)


@benchmark
def call_keywords(n):
    for _ in range(n):
        three(1, c=2, b=3)


@benchmark
def call_keyword_only(n):
    for _ in range(n):
        keyword_only(a=1)


@benchmark
def call_stars_in_callee(n):
    for _ in range(n):
        stars(1, 2)


@benchmark
def call_stars_in_caller(n):
    args = (1, 2, 3)
    for _ in range(n):
        three(*args)


@benchmark
def call_forwarded(n):
    for _ in range(n):
        forward(1, 2, c=3)


@benchmark
def call_closure(n):
    free = 1

    def inner(a):
        return a + free

    for _ in range(n):
        inner(1)


@benchmark
def call_lambda_made(n):
    for _ in range(n):
        (lambda x: x)(1)


@benchmark
def method_call(n):
    p = Point(1, 2)
    for _ in range(n):
        p.get()


@benchmark
def method_call_arguments(n):
    p = Point(1, 2)
    for _ in range(n):
        p.add(1, 2)


@benchmark
def method_bound(n):
    get = Point(1, 2).get
    for _ in range(n):
        get()


@benchmark
def method_class_static(n):
    for _ in range(n):
        Point.make(1)
        Point.plain(1)


@benchmark
def method_super(n):
    p = Derived(1, 2)
    for _ in range(n):
        p.get()


@benchmark
def instance_made(n):
    for _ in range(n):
        Point(1, 2)


@benchmark
def instance_made_super(n):
    for _ in range(n):
        Derived(1, 2)


@benchmark
def operator_method(n):
    p = Point(1, 2)
    for _ in range(n):
        p + p
        p[1]
        p == p


@benchmark
def builtin_len(n):
    items = [1]
    for _ in range(n):
        len(items)


@benchmark
def builtin_isinstance(n):
    p = Point(1, 2)
    for _ in range(n):
        isinstance(p, Point)
        isinstance(p, int)


@benchmark
def builtin_abs_min_max(n):
    for _ in range(n):
        abs(-1)
        min(1, 2)
        max(1, 2)


@benchmark
def builtin_conversions(n):
    for _ in range(n):
        int("12")
        str(12)
        float("1.5")


@benchmark
def builtin_sum_range(n):
    for _ in range(n // 100):
        sum(range(100))


@benchmark
def builtin_any_generator(n):
    for _ in range(n // 20):
        any(x > 50 for x in range(20))


@benchmark
def builtin_map_lambda(n):
    for _ in range(n // 20):
        list(map(one, range(20)))


@benchmark
def builtin_sorted_key(n):
    items = list(range(20, 0, -1))
    for _ in range(n // 20):
        sorted(items, key=one)


@benchmark
def builtin_getattr(n):
    p = Point(1, 2)
    for _ in range(n):
        getattr(p, "x")
        hasattr(p, "z")


@benchmark
def list_append(n):
    for _ in range(n // 100):
        items = []
        for i in range(100):
            items.append(i)


@benchmark
def list_index(n):
    items = [1, 2, 3]
    for _ in range(n):
        items[0]
        items[2] = 1
        items[-1]


@benchmark
def list_made(n):
    for _ in range(n):
        [1, n, 3]


@benchmark
def list_slice(n):
    items = list(range(10))
    for _ in range(n):
        items[2:5]


@benchmark
def list_concat(n):
    items = [1, 2]
    for _ in range(n):
        items + items


@benchmark
def list_pop_insert(n):
    items = list(range(10))
    for _ in range(n):
        items.insert(5, items.pop())


@benchmark
def list_contains(n):
    items = list(range(10))
    for _ in range(n):
        9 in items


@benchmark
def list_comprehension(n):
    for _ in range(n // 20):
        [i for i in range(20)]


@benchmark
def list_comprehension_condition(n):
    for _ in range(n // 20):
        [i * 2 for i in range(20) if i & 1]


@benchmark
def list_sort_ints(n):
    for _ in range(n // 100 + 1):
        sorted(INTS)


@benchmark
def list_sort_strings(n):
    for _ in range(n // 100 + 1):
        sorted(STRINGS)


@benchmark
def tuple_made_unpacked(n):
    for _ in range(n):
        a, b, c = n, 2, 3
        t = (a, b, c)
        a, b, c = t


@benchmark
def tuple_compare_hash(n):
    t, u = (1, "a", n), (1, "a", n)
    for _ in range(n):
        t == u
        hash(t)


@benchmark
def dict_get_item(n):
    d = {"a": 1, "b": 2}
    for _ in range(n):
        d["a"]
        d["b"] = 1


@benchmark
def dict_int_keys(n):
    d = dict.fromkeys(range(100))
    for i in range(n):
        d[i % 100]


@benchmark
def dict_tuple_keys(n):
    d = {(1, 2): 3}
    for i in range(n):
        d[1, i & 0 | 2]


@benchmark
def dict_methods(n):
    d = {"a": 1}
    for _ in range(n):
        d.get("a")
        d.get("z", 1)
        d.setdefault("a", 1)


@benchmark
def dict_made(n):
    for _ in range(n):
        {"a": n, "b": 2}


@benchmark
def dict_comprehension(n):
    for _ in range(n // 20):
        {i: i for i in range(20)}


@benchmark
def dict_contains(n):
    d = {"a": 1}
    for _ in range(n):
        "a" in d
        "z" not in d


@benchmark
def dict_grow_shrink(n):
    d = {}
    for i in range(n):
        d[i] = i
        if i > 50:
            del d[i - 50]


@benchmark
def set_operations(n):
    s, t = {1, 2, 3}, {2, 3, 4}
    for _ in range(n):
        s & t
        s | t
        2 in s


@benchmark
def set_add(n):
    s = set()
    for i in range(n):
        s.add(i & 127)


@benchmark
def int_arithmetic(n):
    a = 5
    for i in range(n):
        a = (a * 3 + i) % 1000 - (i >> 2) & 0xFFFF


@benchmark
def int_divide(n):
    for i in range(1, n + 1):
        n // i
        n % i


@benchmark
def int_big(n):
    a, b = 1 << 200, (1 << 190) + 7
    for _ in range(n):
        a * b
        a + b


@benchmark
def int_true_divide_power(n):
    for i in range(n):
        i / 3
        i ** 2


@benchmark
def float_arithmetic(n):
    a = 1.5
    for i in range(n):
        a = a * 0.5 + 1.25 - i / 7.0


@benchmark
def float_compare(n):
    a, b = 1.5, 2.5
    for _ in range(n):
        a < b
        a == b


@benchmark
def float_math(n):
    from math import floor, sqrt
    for i in range(n):
        sqrt(i)
        floor(1.5)


@benchmark
def str_concat(n):
    a, b = "hello", "world"
    for _ in range(n):
        a + b


@benchmark
def str_build(n):
    for _ in range(n // 50):
        text = ""
        for _ in range(50):
            text += "abc"


@benchmark
def str_join_split(n):
    words = ["a", "bc", "def", "g"]
    for _ in range(n):
        "a bc def g".split()
        ",".join(words)


@benchmark
def str_format(n):
    for i in range(n):
        f"{i} and {n}"


@benchmark
def str_format_spec(n):
    for i in range(n):
        f"{i:5d} {1.5:.2f}"


@benchmark
def str_percent(n):
    for i in range(n):
        "%d %s" % (i, "x")


@benchmark
def str_methods(n):
    s = "Hello World"
    for _ in range(n):
        s.lower()
        s.startswith("He")
        s.find("o W")
        s.replace("l", "L")
        s.strip()


@benchmark
def str_index_slice(n):
    s = "Hello World"
    for _ in range(n):
        s[3]
        s[2:5]


@benchmark
def str_compare(n):
    a, b = "hello" * 2, "hello" * 2
    c = "".join(a)
    for _ in range(n):
        b == c
        a < b


@benchmark
def bytes_operations(n):
    b = b"hello world"
    for _ in range(n):
        b[3]
        b + b
        b.find(b"w")


@benchmark
def generator_loop(n):
    def numbers(n):
        for i in range(n):
            yield i

    for _ in numbers(n):
        pass


@benchmark
def generator_next(n):
    def numbers():
        while True:
            yield 1

    numbers = numbers()
    for _ in range(n):
        next(numbers)


@benchmark
def generator_made(n):
    for _ in range(n // 3):
        for _ in (i for i in (1, 2, 3)):
            pass


@benchmark
def generator_yield_from(n):
    def inner(n):
        yield from range(n)

    def outer(n):
        yield from inner(n)

    for _ in outer(n):
        pass


@benchmark
def coroutine_await(n):
    async def inner():
        return 1

    async def outer(n):
        for _ in range(n):
            await inner()

    try:
        outer(n).send(None)
    except StopIteration:
        pass


@benchmark
def exception_caught(n):
    for _ in range(n):
        try:
            raise ValueError
        except ValueError:
            pass


@benchmark
def exception_of_callee(n):
    def fail():
        raise ValueError("x")

    for _ in range(n):
        try:
            fail()
        except (KeyError, ValueError) as e:
            pass


@benchmark
def exception_key_error(n):
    d = {}
    for _ in range(n):
        try:
            d["a"]
        except KeyError:
            pass


@benchmark
def exception_try_only(n):
    for _ in range(n):
        try:
            pass
        finally:
            pass


@benchmark
def with_statement(n):
    p = Point(1, 2)
    for _ in range(n):
        with p:
            pass


@benchmark
def class_made(n):
    for _ in range(n):
        class C:
            x = 1

            def f(self):
                pass


@benchmark
def function_made(n):
    for _ in range(n):
        def f(a, b=1):
            pass


@benchmark
def compare_chain(n):
    for i in range(n):
        0 <= i < n
        i is None
        not i


@benchmark
def match_statement(n):
    p = Point(1, 2)
    for i in range(n):
        match p:
            case Slotted():
                pass
            case Point(x=1, y=3):
                pass
            case Point(x=1, y=y):
                pass


@benchmark
def unpack_starred(n):
    t = (1, 2, 3, 4)
    for _ in range(n):
        a, *b = t


@benchmark
def recursion(n):
    def fib(k):
        return k if k < 2 else fib(k - 1) + fib(k - 2)

    for _ in range(n // 177):
        fib(10)


def main():
    words = sys.argv[1:]
    for function in BENCHMARKS:
        if not words or any(word in function.__name__ for word in words):
            print(f"{function.__name__} {cost(function):.2f}", flush=True)


main()
