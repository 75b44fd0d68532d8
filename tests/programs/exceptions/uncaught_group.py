"""A program that ends with an exception group: its exit code."""
import sys

sys.stderr = sys.stdout


def fail():
    raise ExceptionGroup("all of it", [ValueError("one"), TypeError("two")])


sys.excepthook = lambda kind, value, tb: print("hook", kind.__name__, value, tb.tb_lineno)
fail()
