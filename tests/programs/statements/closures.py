"""Closures: cells, nonlocal, shared variables, late binding, deleted variables, class scopes."""


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


def counter():
    n = 0

    def up():
        nonlocal n
        n += 1
        return n

    def get():
        return n

    return up, get


up, get = counter()
up(), up()
print(get(), up.__closure__[0] is get.__closure__[0], up.__code__.co_freevars, counter.__code__.co_cellvars)


def late():
    def f():
        return x

    try:
        f()
    except NameError as error:
        print(error)
    x = 5
    print(f())
    del x
    try:
        f()
    except NameError as error:
        print(error)
    x = 6
    return f()


attempt(late)


def parameters(a, *args, b=2, **kwargs):
    def inner():
        return a, args, b, kwargs

    a = "changed"
    return inner()


attempt(lambda: parameters(1, 2, 3, b=4, c=5))


def deep():
    x = 1

    def one():
        def two():
            def three():
                nonlocal x
                x += 1
                return x

            return three()

        return two()

    return one(), x


attempt(deep)


def class_scope():
    x = "function"

    class C:
        x = "class"
        y = x

        def m(self):
            return x

        z = [x for _ in "a"]
        w = (lambda: x)()

    return C.x, C.y, C().m(), C.z, C.w


attempt(class_scope)


def class_reads_then_sets():
    x = "outer"

    class C:
        print(x)
        x = "inner"
        print(x)
        del x
        print(x)

    return hasattr(C, "x")


attempt(class_reads_then_sets)


def delete_deref():
    x = 1

    def inner():
        nonlocal x
        del x

    inner()
    try:
        return x
    except UnboundLocalError as error:
        return error


attempt(delete_deref)
x = "global"


def global_statement():
    global x
    x = "changed"

    class C:
        global y
        y = "from class"

    return x, y


attempt(global_statement)


def cell_api():
    v = 1
    f = lambda: v
    cell = f.__closure__[0]
    cell.cell_contents = 2
    return v, cell == cell, type(cell)(3).cell_contents, repr(type(cell)())[:5], type(cell)(1) < type(cell)(2), type(cell)() < type(cell)(2)


attempt(cell_api)


def comprehension_cells():
    fs = [lambda: (i, j) for i in range(2) for j in range(2)]
    return [f() for f in fs], [(lambda k=k: k)() for k in range(3)]


attempt(comprehension_cells)


def exception_variable():
    try:
        1 / 0
    except ZeroDivisionError as e:
        f = lambda: e
    try:
        return f()
    except NameError as error:
        return error


attempt(exception_variable)


def recursion():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)

    return fact(20)


attempt(recursion)


def locals_with_cells():
    a, b = 1, 2
    f = lambda: a
    return sorted(locals()), f.__code__.co_freevars


attempt(locals_with_cells)
attempt(lambda: exec("def f():\n nonlocal q\n"))
attempt(lambda: exec("nonlocal q"))
attempt(lambda: exec("def f(a):\n global a"))
attempt(lambda: exec("def f():\n x = 1\n global x"))
attempt(lambda: exec("def f():\n print(x)\n nonlocal x"))
attempt(lambda: eval("x", {"x": 1}))
attempt(lambda: exec((lambda: v).__code__, {}) if (v := 1) else 0)
