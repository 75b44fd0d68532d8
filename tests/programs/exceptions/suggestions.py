"""What NameError, AttributeError, ImportError and TypeError suggest."""
import traceback


def show(source, **names):
    try:
        exec(source, names)
    except Exception as error:
        print(source.splitlines()[-1], "!!", "".join(traceback.format_exception_only(error)).strip())


class C:
    blue, green, _private = 1, 2, 3

    def method(self):
        return grene

    def own(self):
        return blue


for source in (
    "pritn", "lenght", "rangee(3)", "x = 1; y", "value = 1; vlaue", "Value = 1; value", "abc = 1; xyz", "c.bleu", "c.Blue", "c.gren", "c.private", "c.xxxxxxxx", "c.method()", "c.own()", "[].apend", "'x'.uper", "{}.itmes", "(1).reel", "sys", "math.pi", "import math; math.sqr", "import os; os.pathh", "import collectons", "import sys.pathh", "from math import sine, coss", "None.x", "len.x", "c.blue.x", "int('x').y", "f = lambda valuе: value; f(1)", "sorted([], revers=True)", "print(1, spe=2)", "int('1', bas=2)", "def g(alpha): pass\ng(alhpa=1)", "class D:\n  colour = 1\nD.color", "class E:\n  def __getattr__(s, n): raise AttributeError('own')\nE().x", "class F:\n  def __dir__(s): 1/0\nF().x", "import datetime; datetime.dattime", "time.sleep(1)", "datetime", "self.x", "stdout", "true", "null", "nil", "this", "elif_", "T" * 200, "a" * 41,
):
    show(source, c=C())
