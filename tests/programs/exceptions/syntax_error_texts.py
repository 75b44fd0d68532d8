"""SyntaxError: messages and ranges for a wide range of mistakes."""
for source in """
1 +
(1
1)
[1, 2
{1: 2
{1: }
{1, 2: 3}
'abc
'''abc
f'{'
f'{}'
f'{a b}'
f'{a!}'
f'{a!z}'
f'{a:{b'
f"{'a' 'b"
x = 
x == = 1
if x
if x = 1: pass
while x
for x in: pass
for in y: pass
for 1 in y: pass
def f: pass
def f(: pass
def f(a b): pass
def f(a, *): pass
def f(**a, b): pass
def f(a=1, /, b): pass
def f(*, **k): pass
class C( pass
class C: x = 
return
yield x
lambda x: yield
import
import a.
from a import
from a import (b
from a import *, b
from . import *
import a as
try: pass
try:\\n pass\\nexcept: pass\\nexcept A: pass
try:\\n pass\\nexcept A, B: pass
try:\\n pass\\nfinally: pass\\nelse: pass
try:\\n pass\\nexcept* : pass
try:\\n pass\\nexcept A: pass\\nexcept* B: pass
with x as 1: pass
with x: 
with (x as y, z as): pass
match x:\\n case 1
match x:\\n case: pass
match x: pass
del
del x +
del f(), x
assert
assert (1, 'x'
raise x from
global
global x.y
nonlocal x
print x
exec 'x'
a = b c
a b
a, = 
*a
*a, b
(*a)
**a
f(**a, *b)
f(a for a in b, c)
f(a=1, a=2)
f(1=2)
f(a.b=1)
f(True=1)
None = 1
x.None
True += 1
f() += 1
x, y += 1
(x) := 1
x := 1
(x.y := 1)
[x := 1 for x in y]
(a if b)
a if b else
not
a not b
a is not not b
1__0
0777
0x
0b2
1.e
1_
1e
0o8
'\\\\x'
b'é'
u'\\\\u12'
'\\\\N{nope}'
$
?
a ? b
a!
@
@x
\\\\ x
é = 1; ° = 2
“x”
if 1:\\n  x\\n y
if 1:\\nx
  x
if 1:\\n\\tx\\n        y
async x
async def f(): yield from x
await
def f(): await x
async with x: pass
class C[T: pass
type X
type X = 
type X[T] = yield
def f[T](x: (yield)): pass
x: yield
x: (y := 1)
break
continue
while 1:\\n def f(): break
for x in y:\\n class C: continue
from __future__ import braces
x = 1; from __future__ import annotations
a.1
1.a
1.real
1if 2else 3
0or 1
[a, b = 1]
{**a for a in b}
[*a for a in b]
{a: *b}
(a, b) = 1 = c
with (a, b) as c, d as (e, f.g()): pass
lambda *: 1
lambda a=1, b: 1
t'{x'
t'x' 'y'
f'{lambda x: 1}'
f'{x:{y:{z:{w}}}}'
f'{*x}'
f'{x=!r:^20' 
f'{\\n1\\n'
""".strip("\n").splitlines():
    source = source.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(source, "<s>", "exec")
            print(ascii(source), "compiles")
        except SyntaxError as error:
            print(ascii(source), type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
