"""Templates taken apart."""
from _string import *
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, '|', e)
for s in ['','abc','a{b}c','{0!r:>{w}}x','{{}}','{','}','{a','{a!','{a!r','{a!rx}','{a[b]}','{a:b{c}d}','é{ü}😀','{!}','{:}','a{}{}','{a!}','{a.b[c].d!s:x}', '{a{b}','x}}y{{z']:
    t(lambda: list(formatter_parser(s)))
for s in ['','a','0','12.b','a.b[c][0].d','a[','a[]','a.','a..b','[0]','.x','a[b]c','99999999999999999999','a[99999999999999999999]','é.ü','0a']:
    def f():
        x,y=formatter_field_name_split(s); return x,list(y)
    t(f)
t(formatter_parser,1); t(formatter_parser); t(formatter_field_name_split,b''); i=formatter_parser('a{b}'); t(lambda: iter(i) is i)
t(lambda: (type(i), type(formatter_field_name_split('a')[1])))
