import _stat


def without_addresses(text):
    parts = text.split(" at 0x")
    return parts[0] + "".join(" at 0x…" + part[part.index(">"):] if ">" in part else part for part in parts[1:])


def show(compute):
    try:
        print(without_addresses(repr(compute())))
    except BaseException as error:
        print(type(error).__name__, without_addresses(str(error)))


for f in ('S_ISDIR','S_IMODE','S_IFMT','filemode'):
    g=getattr(_stat,f)
    for a in ('a',-1,2**32,2**64,1.0,True,0o40755,0o177777,0o104755,0):
        show(lambda:(f,a,g(a)))
    show(lambda:g())
show(lambda:g(1,2))
class I:
    def __index__(self): return 16877
show(lambda: _stat.S_ISDIR(I()))
for k in range(16):
    for p in (0,0o777,0o7777,0o7000,0o421,0o4010,0o1001):
        m=k<<12|p
        print(m,_stat.filemode(m),_stat.S_IMODE(m),_stat.S_IFMT(m),[n for n in dir(_stat) if n.startswith('S_IS') and callable(getattr(_stat,n)) and getattr(_stat,n)(m)])
print({k:v for k,v in vars(_stat).items() if isinstance(v,int)}=={k:v for k,v in vars(_stat).items() if isinstance(v,int)}, sorted((k,v) for k,v in vars(_stat).items() if isinstance(v,int)))
