"""Special methods whose descriptors raise: an AttributeError means that the class has no such method, where it can do without."""

import math
import operator


for error in AttributeError, KeyError:
    class F: pass
    for n in "add radd len lt eq hash getitem contains iter bool call repr str neg index format bytes enter exit next reversed length_hint int float complex await sizeof iadd round trunc".split():
        def get(self, n=n): raise error(n)
        setattr(F, f"__{n}__", property(get))
    f=F()
    for e in "f+1","1+f","len(f)","f<1","f<F()","f==F()","f!=F()","f>F()","hash(f)","f[1]","1 in f","iter(f)","bool(f)","f()","repr(f)","str(f)","-f","[1][f]","format(f)","bytes(f)","next(f)","reversed(f)","operator.length_hint(f)","int(f)","float(f)","complex(f)","operator.iadd(f,1)","round(f)","math.trunc(f)","not f","list(f)","f in [1]","f'{f}'","{f:1}","f%1","divmod(f,f)","pow(f,2)":
        try: r=eval(e); print(e, r if 'object at' not in str(type(r)) and not isinstance(r,str) else "text")
        except Exception as x: print(e, type(x).__name__, str(x)[:60])
