"""Slices."""

def show(v):
    if isinstance(v, str): return repr(v)
    if isinstance(v, bool): return '%s' % v
    if isinstance(v, int): return '%d' % v
    if isinstance(v, list): return '[' + ', '.join([show(x) for x in v]) + ']'
    if isinstance(v, tuple): return '(' + ', '.join([show(x) for x in v]) + ')'
    if isinstance(v, dict): return '{' + ', '.join([show(x) for x in v.items()]) + '}'
    if isinstance(v, bytes): return 'bytes ' + repr(str(v, 'latin-1'))
    if v is None: return 'None'
    return type(v).__name__


def run(what, f):
    try:
        r = show(f())
    except BaseException as e:
        r = type(e).__name__ + ': ' + str(e)
    print(what, '=>', ascii(r)[1:-1])


run('slice(1, 2).indices(5)', lambda: slice(1, 2).indices(5))
run('slice(None, None, -1).indices(5)', lambda: slice(None, None, -1).indices(5))
run('slice(-3, None).indices(5)', lambda: slice(-3, None).indices(5))
run('slice(1).start', lambda: slice(1).start)
run('slice(1, 2, 3).step', lambda: slice(1, 2, 3).step)
run('slice(1, 2) == slice(1, 2)', lambda: slice(1, 2) == slice(1, 2))
run('slice(1, 2) < slice(1, 3)', lambda: slice(1, 2) < slice(1, 3))
run('hash(slice(1, 2, 3))', lambda: hash(slice(1, 2, 3)))
run("repr(slice('a', None, 'b'))", lambda: repr(slice('a', None, 'b')))
run('slice()', lambda: slice())
run('slice(1, 2, 3, 4)', lambda: slice(1, 2, 3, 4))
run('slice(1).indices(-1)', lambda: slice(1).indices(-1))
run('slice(0, 1, 0).indices(1)', lambda: slice(0, 1, 0).indices(1))
run('slice(-2**80, 2**90, -2**70).indices(2**100)', lambda: slice(-2**80, 2**90, -2**70).indices(2**100))
run('slice(1).__reduce__()[1]', lambda: slice(1).__reduce__()[1])
