# Each call in each of its forms: written out, with stars, as a method, for an instance, from native code. All must agree.
from functools import partial


def show(function):
    try:
        return repr(function())
    except TypeError as error:
        return f"TypeError: {error}"


SIGNATURES = [
    "()",
    "(a)",
    "(a, b=2)",
    "(a, /, b, *, c)",
    "(a=1, /, b=2, *, c=3)",
    "(*args)",
    "(a, *args)",
    "(a, b=2, *args, c, d=4)",
    "(**kwargs)",
    "(a, /, **kwargs)",
    "(a, b=2, **kwargs)",
    "(*args, **kwargs)",
    "(a, b=2, *args, c=3, **kwargs)",
    "(*, a, b=2)",
]
CALLS = [
    ([], {}),
    ([1], {}),
    ([1, 2], {}),
    ([1, 2, 3], {}),
    ([1, 2, 3, 4], {}),
    ([], {"a": 1}),
    ([], {"b": 1, "a": 2}),
    ([1], {"a": 2}),
    ([1], {"b": 2}),
    ([1], {"b": 2, "c": 3}),
    ([1, 2], {"c": 3}),
    ([1, 2], {"b": 3}),
    ([1, 2, 3], {"c": 4}),
    ([1, 2, 3], {"d": 4, "c": 5, "e": 6}),
    ([], {"x": 1}),
    ([], {"args": 1, "kwargs": 2}),
    ([1], {"x": 1, "y": 2, "a": 3}),
    ([1], {"zzz": 1, "c": 2}),
]


def written(args, kwargs):
    return ", ".join([repr(it) for it in args] + [f"{name}={value!r}" for name, value in kwargs.items()])


def forms(signature):
    names = "dict(locals())"
    space = {}
    exec(f"def f{signature}: return {names}", space)
    rest = signature[1:]
    inner = "(self, " + rest if rest != ")" else "(self)"
    if "/" in inner:
        inner = inner.replace("(self, ", "(self, ")
    exec(
        f"class C:\n"
        f"    def m{inner}:\n        found = {names}\n        del found['self']\n        return found\n"
        f"    @staticmethod\n    def s{signature}: return {names}\n"
        f"    def __init__{inner}:\n        found = {names}\n        del found['self']\n        self.found = found\n"
        f"    __call__ = m\n"
        f"class D(C):\n"
        f"    def __init__(self, *args, **kwargs): super().__init__(*args, **kwargs)\n",
        space,
    )
    return space


def all_forms(space, args, kwargs):
    text = written(args, kwargs)
    f, C, D = space["f"], space["C"], space["D"]
    c = C.__new__(C)
    bound = c.m
    space.update(c=c, bound=bound)

    def evaluated(source):
        code = compile(source, "call", "eval")

        def run():
            result = None
            for _ in range(3):
                result = eval(code, space)
            return result

        return run

    def in_generator():
        def generator():
            extra = [0, 0, 0]
            for item in extra:
                result = f(*args, **kwargs)
                yield result
        return list(generator())[-1]

    yield "written", evaluated(f"f({text})")
    yield "stars", lambda: f(*args, **kwargs)
    yield "star", evaluated(f"f(*({''.join(f'{it!r}, ' for it in args)}), **dict({written([], kwargs)}))")
    yield "generator", in_generator
    yield "native", lambda: partial(f, *args, **kwargs)()
    yield "partial", lambda: partial(f, *args[:1], **kwargs)(*args[1:])
    yield "map", lambda: list(map(lambda _: f(*args, **kwargs), [0]))[0]
    yield "static", evaluated(f"C.s({text})")
    yield "method", evaluated(f"c.m({text})")
    yield "bound", evaluated(f"bound({text})")
    yield "bound stars", lambda: bound(*args, **kwargs)
    yield "unbound", evaluated(f"C.m(c{', ' if text else ''}{text})")
    yield "call", evaluated(f"c({text})")
    yield "class", evaluated(f"C({text}).found")
    yield "class stars", lambda: C(*args, **kwargs).found
    yield "derived", evaluated(f"D({text}).found")


def normal(text, form):
    """Without what differs between the forms: the name, and self, which is counted."""
    for name in ("C.s()", "C.m()", "C.__init__()", "D.__init__()"):
        text = text.replace(name, "f()")
    return text


for signature in SIGNATURES:
    print("f" + signature)
    space = forms(signature)
    for args, kwargs in CALLS:
        results = [(form, normal(show(function), form)) for form, function in all_forms(space, args, kwargs)]
        first = results[0][1]
        print("   ", written(args, kwargs), "->", first)
        with_self = None
        for form, result in results[1:]:
            if result == first:
                continue
            # Of methods the errors count self.
            if "positional" in first and with_self in (None, result):
                if with_self is None:
                    print("        methods:", result)
                with_self = result
            else:
                print("       ", form, result)
