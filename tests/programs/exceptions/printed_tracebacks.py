"""Tracebacks as they are printed: carets, suggestions, chains, repeated lines, groups, notes, syntax errors."""
import sys
import traceback


def show(function, *args):
    try:
        function(*args)
    except BaseException as error:
        error.__traceback__ = error.__traceback__.tb_next
        print("".join(traceback.format_exception(error)).replace(__file__, "FILE").replace(traceback.__file__.removesuffix("traceback.py"), "LIB/"))


class Thing:
    attribute = 1

    def method(self):
        return self.atribute


def binary(a, b):
    return (a + 1) * (b / 0) + len([1, 2])


def call(f):
    return f(1,
             2)


def subscript(d):
    return d["x"]["y"]["z"]


def names():
    value = 1
    return valeu + 1


def modules():
    import sys
    return sys.pth


def imports():
    from os import pathh


def recursion(n):
    return recursion(n + 1)


def chain():
    try:
        {}["k"]
    except KeyError as error:
        raise ValueError("second") from error


def context():
    try:
        {}["k"]
    except KeyError:
        undefined


def long_line():
    return [aaaa for aaaa in range(10)] + [bbbb for bbbb in range(10)] + [cccc for cccc in range(10)] + None + [dddd for dddd in range(10)]


def multiline():
    return (1 +
            2 +
            None +
            4)


def group():
    raise ExceptionGroup("group", [ValueError("a"), ExceptionGroup("inner", [KeyError("b"), OSError(2, "c")])])


def noted():
    error = ValueError("v")
    error.add_note("note 1")
    error.add_note("note 2\n  indented")
    raise error


def nested_calls():
    return max(
        min([1, 2], key=lambda x: x.nothing),
        3,
    )


def assertion():
    assert 1 == 2, "not equal"


def comprehension():
    return [1 / i for i in (1, 0)]


def unicode_text():
    return "ééé" + "日本" + 3


def decorated():
    @(lambda f: f.x)
    def g():
        pass


show(Thing().method)
show(binary, 1, 2)
show(call, lambda x: x)
show(subscript, {"x": {"y": 3}})
show(names)
show(modules)
show(imports)
show(chain)
show(context)
show(long_line)
show(multiline)
show(group)
show(noted)
show(nested_calls)
show(assertion)
show(comprehension)
show(unicode_text)
show(decorated)
show(lambda: eval("1 +* 2"))
show(lambda: compile("def f(:\n  pass", "<text>", "exec"))
show(lambda: compile("x = 'abc", "<text>", "exec"))
show(lambda: compile("if x:\npass", "<text>", "exec"))
show(lambda: compile("print 'x'", "<text>", "exec"))
show(lambda: compile("a = 1\n  b = 2", "<text>", "exec"))
show(lambda: exec(compile("def f():\n    return 1 / 0\nf()", "<no source>", "exec")))
try:
    sys.setrecursionlimit(120)
    recursion(0)
except RecursionError as error:
    text = "".join(traceback.format_exception(error)).replace(__file__, "FILE")
    print(text.count("\n") < 30, "Previous line repeated" in text, text.splitlines()[-1])
finally:
    sys.setrecursionlimit(1000)
print(traceback.format_list(traceback.extract_stack()[:1])[0].replace(__file__, "FILE"))
