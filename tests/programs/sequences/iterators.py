"""Iterators: arguments, what is left of them, how they are pickled."""


class Empty:
    def __getitem__(self, index):
        raise IndexError


class L(list):
    pass


class T(tuple):
    pass


def show(text, ask):
    try:
        print(text, "->", repr(ask()).split(" at 0x")[0])
    except BaseException as error:
        print(text, "!!", type(error).__name__, error)


show('iter([1,2]).__reduce__()', lambda: iter([1,2]).__reduce__())
show('iter(()).__reduce__()', lambda: iter(()).__reduce__())
show('reversed([1,2]).__reduce__()', lambda: reversed([1,2]).__reduce__())
show('list(iter([])) or iter([]).__reduce__()', lambda: list(iter([])) or iter([]).__reduce__())
show('iter(range(3)).__reduce__()', lambda: iter(range(3)).__reduce__())
show('iter(range(1,10,3)).__reduce__()', lambda: iter(range(1,10,3)).__reduce__())
show('iter(range(10**30)).__reduce__()', lambda: iter(range(10**30)).__reduce__())
show('enumerate([1],5).__reduce__()[1][1]', lambda: enumerate([1],5).__reduce__()[1][1])
show('enumerate([1],10**30).__reduce__()[1][1]', lambda: enumerate([1],10**30).__reduce__()[1][1])
show('zip([1]).__reduce__()[2:]', lambda: zip([1]).__reduce__()[2:])
show('zip([1],strict=True).__reduce__()[2:]', lambda: zip([1],strict=True).__reduce__()[2:])
show('zip().__reduce__()', lambda: zip().__reduce__())
show('map(len,[1]).__reduce__()[1][0]', lambda: map(len,[1]).__reduce__()[1][0])
show('map(len,[1],strict=True).__reduce__()[2:]', lambda: map(len,[1],strict=True).__reduce__()[2:])
show('filter(None,[1]).__reduce__()[1][0]', lambda: filter(None,[1]).__reduce__()[1][0])
show("reversed('abc').__reduce__()", lambda: reversed('abc').__reduce__())
show('iter(int,1).__reduce__()', lambda: iter(int,1).__reduce__())
show('iter(int,0).__length_hint__', lambda: iter(int,0).__length_hint__)
show('iter([1,2,3]).__length_hint__()', lambda: iter([1,2,3]).__length_hint__())
show('reversed([1,2,3]).__length_hint__()', lambda: reversed([1,2,3]).__length_hint__())
show('iter(range(10**30)).__length_hint__()', lambda: iter(range(10**30)).__length_hint__())
show('enumerate()', lambda: enumerate())
show('enumerate(1)', lambda: enumerate(1))
show('enumerate([],1,2)', lambda: enumerate([],1,2))
show("enumerate([],'a')", lambda: enumerate([],'a'))
show('enumerate([],foo=1)', lambda: enumerate([],foo=1))
show('enumerate(start=1)', lambda: enumerate(start=1))
show('list(enumerate(iterable=[1],start=2))', lambda: list(enumerate(iterable=[1],start=2)))
show('list(enumerate(start=3,iterable=[1]))', lambda: list(enumerate(start=3,iterable=[1])))
show('enumerate([1],iterable=2)', lambda: enumerate([1],iterable=2))
show('enumerate(1,2,start=3)', lambda: enumerate(1,2,start=3))
show('enumerate(foo=1,bar=2,baz=3)', lambda: enumerate(foo=1,bar=2,baz=3))
show('zip(1)', lambda: zip(1))
show('zip([],1)', lambda: zip([],1))
show('zip(strict=1,x=2)', lambda: zip(strict=1,x=2))
show('list(zip([1],[1,2],strict=True))', lambda: list(zip([1],[1,2],strict=True)))
show('list(zip([1,2],[1],strict=True))', lambda: list(zip([1,2],[1],strict=True)))
show('list(zip([1],[1],[1,2],strict=True))', lambda: list(zip([1],[1],[1,2],strict=True)))
show('list(zip([1,2],[1,2],[1],strict=True))', lambda: list(zip([1,2],[1,2],[1],strict=True)))
show('map()', lambda: map())
show('map(len)', lambda: map(len))
show('map(len,1)', lambda: map(len,1))
show("list(map(len,['a'],[1,2],strict=True))", lambda: list(map(len,['a'],[1,2],strict=True)))
show('list(map(lambda *a:a,[1,2],[1],strict=True))', lambda: list(map(lambda *a:a,[1,2],[1],strict=True)))
show('list(map(lambda *a:a,[1,2],[1,2],[1],strict=True))', lambda: list(map(lambda *a:a,[1,2],[1,2],[1],strict=True)))
show('filter()', lambda: filter())
show('filter(None)', lambda: filter(None))
show('filter(None,1)', lambda: filter(None,1))
show('filter(None,[],x=1)', lambda: filter(None,[],x=1))
show('reversed()', lambda: reversed())
show('reversed(1)', lambda: reversed(1))
show('reversed([],x=1)', lambda: reversed([],x=1))
show('iter(1,2)', lambda: iter(1,2))
show("iter([]).__setstate__('a')", lambda: iter([]).__setstate__('a'))
show("iter(range(3)).__setstate__('a')", lambda: iter(range(3)).__setstate__('a'))
show('iter(range(3)).__setstate__(10**30)', lambda: iter(range(3)).__setstate__(10**30))
show('zip([1]).__setstate__(1)', lambda: zip([1]).__setstate__(1))
show('type(iter([]))()', lambda: type(iter([]))())
show('iter(range(3)).__next__()', lambda: iter(range(3)).__next__())
show('iter([]).__next__()', lambda: iter([]).__next__())
show('type(iter(range(2**63-2,2**63-1)))', lambda: type(iter(range(2**63-2,2**63-1))))
show('type(iter(range(2**63-2,2**63)))', lambda: type(iter(range(2**63-2,2**63))))
show('type(iter(range(-2**63,2**63-1)))', lambda: type(iter(range(-2**63,2**63-1))))
show('type(iter(range(0,2**63-1,2**62)))', lambda: type(iter(range(0,2**63-1,2**62))))
show('[sorted(n for n in dir(t) if n not in dir(object)) for t in (tuple,list,range,enumerate,zip,map,filter,reversed,type(iter([])),type(iter(())),type(reversed([])),type(iter(range(1))),type(iter(range(10**30))),type(iter(int,1)),type(iter(Empty())))]', lambda: [sorted(n for n in dir(t) if n not in dir(object)) for t in (tuple,list,range,enumerate,zip,map,filter,reversed,type(iter([])),type(iter(())),type(reversed([])),type(iter(range(1))),type(iter(range(10**30))),type(iter(int,1)),type(iter(Empty())))])

try:
    i=iter([1])
    list(i)
    print(i.__reduce__(), i.__length_hint__())
    i.__setstate__(0)
    print(list(i))
    print('i=iter([1]); list(i); print(i.__reduce__(), i.__length_hint__()); i.__setstate__(0); print(list(i))', "done")
except BaseException as error:
    print('i=iter([1]); list(i); print(i.__reduce__(), i.__length_hint__()); i.__setstate__(0); print(list(i))', "!!", type(error).__name__, error)

try:
    i=iter((1,))
    list(i)
    print(i.__reduce__())
    print('i=iter((1,)); list(i); print(i.__reduce__())', "done")
except BaseException as error:
    print('i=iter((1,)); list(i); print(i.__reduce__())', "!!", type(error).__name__, error)

try:
    i=reversed([1])
    list(i)
    print(i.__reduce__(), i.__length_hint__())
    print('i=reversed([1]); list(i); print(i.__reduce__(), i.__length_hint__())', "done")
except BaseException as error:
    print('i=reversed([1]); list(i); print(i.__reduce__(), i.__length_hint__())', "!!", type(error).__name__, error)

try:
    i=reversed('a')
    list(i)
    print(i.__reduce__(), i.__length_hint__())
    print("i=reversed('a'); list(i); print(i.__reduce__(), i.__length_hint__())", "done")
except BaseException as error:
    print("i=reversed('a'); list(i); print(i.__reduce__(), i.__length_hint__())", "!!", type(error).__name__, error)

try:
    i=iter(range(3))
    next(i)
    print(i.__reduce__())
    list(i)
    print(i.__reduce__(),i.__length_hint__())
    print('i=iter(range(3)); next(i); print(i.__reduce__()); list(i); print(i.__reduce__(),i.__length_hint__())', "done")
except BaseException as error:
    print('i=iter(range(3)); next(i); print(i.__reduce__()); list(i); print(i.__reduce__(),i.__length_hint__())', "!!", type(error).__name__, error)

try:
    i=iter(range(3))
    i.__setstate__(2)
    print(list(i))
    print('i=iter(range(3)); i.__setstate__(2); print(list(i))', "done")
except BaseException as error:
    print('i=iter(range(3)); i.__setstate__(2); print(list(i))', "!!", type(error).__name__, error)

try:
    i=iter(range(3))
    i.__setstate__(22)
    print(list(i), i.__reduce__())
    print('i=iter(range(3)); i.__setstate__(22); print(list(i), i.__reduce__())', "done")
except BaseException as error:
    print('i=iter(range(3)); i.__setstate__(22); print(list(i), i.__reduce__())', "!!", type(error).__name__, error)

try:
    i=iter(range(10**30))
    i.__setstate__(2**70)
    print(i.__reduce__())
    i.__setstate__(-5);print(i.__reduce__())
    i.__setstate__(10**40);print(i.__reduce__())
    print('i=iter(range(10**30)); i.__setstate__(2**70); print(i.__reduce__()); i.__setstate__(-5);print(i.__reduce__()); i.__setstate__(10**40);print(i.__reduce__())', "done")
except BaseException as error:
    print('i=iter(range(10**30)); i.__setstate__(2**70); print(i.__reduce__()); i.__setstate__(-5);print(i.__reduce__()); i.__setstate__(10**40);print(i.__reduce__())', "!!", type(error).__name__, error)

try:
    i=iter(range(0,10**30,3))
    next(i)
    i.__setstate__(2)
    print(i.__reduce__(), i.__length_hint__())
    print('i=iter(range(0,10**30,3)); next(i); i.__setstate__(2); print(i.__reduce__(), i.__length_hint__())', "done")
except BaseException as error:
    print('i=iter(range(0,10**30,3)); next(i); i.__setstate__(2); print(i.__reduce__(), i.__length_hint__())', "!!", type(error).__name__, error)

try:
    i=iter([1,2,3])
    i.__setstate__(55)
    print(i.__reduce__(),i.__length_hint__(),list(i),i.__reduce__())
    print('i=iter([1,2,3]); i.__setstate__(55); print(i.__reduce__(),i.__length_hint__(),list(i),i.__reduce__())', "done")
except BaseException as error:
    print('i=iter([1,2,3]); i.__setstate__(55); print(i.__reduce__(),i.__length_hint__(),list(i),i.__reduce__())', "!!", type(error).__name__, error)

try:
    i=reversed([1,2,3])
    i.__setstate__(-5)
    print(i.__reduce__(),i.__length_hint__(),list(i))
    print('i=reversed([1,2,3]); i.__setstate__(-5); print(i.__reduce__(),i.__length_hint__(),list(i))', "done")
except BaseException as error:
    print('i=reversed([1,2,3]); i.__setstate__(-5); print(i.__reduce__(),i.__length_hint__(),list(i))', "!!", type(error).__name__, error)

try:
    i=reversed([1,2,3])
    i.__setstate__(55)
    print(i.__reduce__(),i.__length_hint__(),list(i))
    print('i=reversed([1,2,3]); i.__setstate__(55); print(i.__reduce__(),i.__length_hint__(),list(i))', "done")
except BaseException as error:
    print('i=reversed([1,2,3]); i.__setstate__(55); print(i.__reduce__(),i.__length_hint__(),list(i))', "!!", type(error).__name__, error)

try:
    i=reversed('abc')
    i.__setstate__(-5)
    print(i.__reduce__(),i.__length_hint__(),list(i))
    print("i=reversed('abc'); i.__setstate__(-5); print(i.__reduce__(),i.__length_hint__(),list(i))", "done")
except BaseException as error:
    print("i=reversed('abc'); i.__setstate__(-5); print(i.__reduce__(),i.__length_hint__(),list(i))", "!!", type(error).__name__, error)

try:
    i=reversed('abc')
    i.__setstate__(55)
    print(i.__reduce__(),i.__length_hint__(),list(i))
    print("i=reversed('abc'); i.__setstate__(55); print(i.__reduce__(),i.__length_hint__(),list(i))", "done")
except BaseException as error:
    print("i=reversed('abc'); i.__setstate__(55); print(i.__reduce__(),i.__length_hint__(),list(i))", "!!", type(error).__name__, error)

try:
    i=iter(range(10**30))
    i.__setstate__('a')
    print("i=iter(range(10**30)); i.__setstate__('a')", "done")
except BaseException as error:
    print("i=iter(range(10**30)); i.__setstate__('a')", "!!", type(error).__name__, error)

try:
    i=iter(lambda:1,1)
    list(i)
    print(i.__reduce__())
    print('i=iter(lambda:1,1); list(i); print(i.__reduce__())', "done")
except BaseException as error:
    print('i=iter(lambda:1,1); list(i); print(i.__reduce__())', "!!", type(error).__name__, error)

try:
    l=[1,2,3]
    r=reversed(l)
    l.clear()
    print(r.__length_hint__(), list(r))
    print('l=[1,2,3]; r=reversed(l); l.clear(); print(r.__length_hint__(), list(r))', "done")
except BaseException as error:
    print('l=[1,2,3]; r=reversed(l); l.clear(); print(r.__length_hint__(), list(r))', "!!", type(error).__name__, error)
