"""Statements typed at the plain prompt: what is printed, what is asked for, and how the session ends."""
import subprocess
import sys


def session(text, *arguments):
    print("==", *arguments)
    command = [sys.executable, "-I", "-q", "-i", *arguments]
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(done.stdout)
    print("exit code", done.returncode)


session("""\
1 + 1
_ * 2
def f():
    1/0

f()
if 1: print("one")

for
values = [1,

2]
values
# a comment

  indented
text = '''a

b'''
text
x = 1 \\
  + 2
x; x + 1
return 1
@f
def
""")
session("""\
import sys
sys._getframe().f_code.co_filename
1/0
sys.last_exc is sys.last_value, sys.last_type
from __future__ import annotations
def h(a: unknown): pass

h.__annotations__
class Prompt:
    count = 0
    def __str__(self):
        self.count += 1
        return f"[{self.count}] "

sys.ps1 = Prompt()
1
sys.ps1 = "> "
sys.displayhook = lambda value: print("shown:", value)
3
raise SystemExit(4)
5
""")
session("x\n", "-c", "x = 5; raise SystemExit(3)")
session("x", "-c", "x = 5; 1/0")
session("if 1:\n  3")
session("x = (\n")
session("import code; code.interact('banner', exitmsg='bye', local_exit=True)\n")
