"""types.MappingProxyType"""
def t(f):
    try:
        r = f()
        print(type(r).__name__, ("yes" if r else "no") if r is True or r is False else repr(r))
    except BaseException as e:
        print(type(e).__name__, str(e))
mp = type(type.__dict__)
m = mp({'a': 'b'})
for f in (lambda: m, lambda: mp(['a']), lambda: mp('abc'), lambda: mp(), lambda: mp({}, {}), lambda: mp(mapping={}), lambda: str(m), lambda: m | {'c': 'd'}, lambda: {'c': 'd'} | m, lambda: m.__ior__({}), lambda: m.get('x', 'y'), lambda: m.get(), lambda: list(reversed(m)), lambda: m == {'a': 'b'}, lambda: m['zz'], lambda: 'a' in m, lambda: m.copy(), lambda: m.keys(), lambda: list(m.items()), lambda: len(m) == True, lambda: hash(m)): t(f)
