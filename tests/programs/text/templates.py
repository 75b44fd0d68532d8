"""Template strings."""

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


run("t'a{1}b'.strings", lambda: t'a{1}b'.strings)
run("t'a{1}b'.values", lambda: t'a{1}b'.values)
run("[type(x).__name__ for x in t'{1}a{2}']", lambda: [type(x).__name__ for x in t'{1}a{2}'])
run("(t'a{1}' + t'b').strings", lambda: (t'a{1}' + t'b').strings)
run("t'{1!r:>5}'.interpolations[0].conversion", lambda: t'{1!r:>5}'.interpolations[0].conversion)
run("t'{1+1}'.interpolations[0].expression", lambda: t'{1+1}'.interpolations[0].expression)
run("t'a' + 'b'", lambda: t'a' + 'b')
run("'b' + t'a'", lambda: 'b' + t'a')
