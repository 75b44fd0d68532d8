"""What lists and tuples do with good and bad arguments."""


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


show('[1][2]', lambda: [1][2])
show("[1]['a']", lambda: [1]['a'])
show("(1,)['a']", lambda: (1,)['a'])
show('(1,)[3]', lambda: (1,)[3])
show('[].pop()', lambda: [].pop())
show('[1].pop(5)', lambda: [1].pop(5))
show("[1].pop('a')", lambda: [1].pop('a'))
show('[].index(3)', lambda: [].index(3))
show("[1].index('x')", lambda: [1].index('x'))
show('[].remove(3)', lambda: [].remove(3))
show('().index(3)', lambda: ().index(3))
show('[1]+(1,)', lambda: [1]+(1,))
show('(1,)+[1]', lambda: (1,)+[1])
show("[1]*'a'", lambda: [1]*'a')
show('[1]*2.0', lambda: [1]*2.0)
show("'a'*[1]", lambda: 'a'*[1])
show('[1]*10**30', lambda: [1]*10**30)
show('[1]*2**62', lambda: [1]*2**62)
show('(1,)*2**62', lambda: (1,)*2**62)
show("[1,2].__mul__('a')", lambda: [1,2].__mul__('a'))
show('[].__add__(3)', lambda: [].__add__(3))
show('().__add__(3)', lambda: ().__add__(3))
show('[].__iadd__(3)', lambda: [].__iadd__(3))
show('[].extend(3)', lambda: [].extend(3))
show('list(3)', lambda: list(3))
show('tuple(3)', lambda: tuple(3))
show('list(1,2)', lambda: list(1,2))
show('list(x=1)', lambda: list(x=1))
show('tuple(x=1)', lambda: tuple(x=1))
show('tuple(1,2)', lambda: tuple(1,2))
show('list.append()', lambda: list.append())
show('[].append()', lambda: [].append())
show('[].append(1,2)', lambda: [].append(1,2))
show('[].insert(1)', lambda: [].insert(1))
show("[].insert('a',1)", lambda: [].insert('a',1))
show('[].sort(1)', lambda: [].sort(1))
show('[].sort(x=1)', lambda: [].sort(x=1))
show('[].sort(key=3)', lambda: [].sort(key=3))
show('[1].sort(key=3)', lambda: [1].sort(key=3))
show("[1,'a'].sort()", lambda: [1,'a'].sort())
show('hash(())', lambda: hash(()))
show('hash((1,2,3))', lambda: hash((1,2,3)))
show("hash(('a',1.5,None))", lambda: hash(('a',1.5,None)))
show('hash((1,[]))', lambda: hash((1,[])))
show('().__getnewargs__()', lambda: ().__getnewargs__())
show('T((1,2)).__getnewargs__()', lambda: T((1,2)).__getnewargs__())
show('[1,2,3].__getitem__(slice(0,2))', lambda: [1,2,3].__getitem__(slice(0,2)))
show('list.__getitem__([1],0)', lambda: list.__getitem__([1],0))
show("[1,2,3][slice('a',2)]", lambda: [1,2,3][slice('a',2)])
show('[].__sizeof__()', lambda: [].__sizeof__())
show('(1,).__sizeof__()', lambda: (1,).__sizeof__())
show('[1,2,3].__contains__(2)', lambda: [1,2,3].__contains__(2))
show('[1].__eq__(1)', lambda: [1].__eq__(1))
show('[1].__lt__([1,2])', lambda: [1].__lt__([1,2]))
show('[].__hash__', lambda: [].__hash__)
show('hash([])', lambda: hash([]))
show('[[...]]', lambda: [[...]])
show("repr([1,'a',(2,)])", lambda: repr([1,'a',(2,)]))
show('repr((1,))', lambda: repr((1,)))
show('list.__new__()', lambda: list.__new__())
show('list.__new__(int)', lambda: list.__new__(int))
show('list.__new__(list,1,2,3,x=1)', lambda: list.__new__(list,1,2,3,x=1))
show('list.__init__([],1,2)', lambda: list.__init__([],1,2))
show('list.__init__([],x=1)', lambda: list.__init__([],x=1))
show('L(x=1)', lambda: L(x=1))
show('T(x=1)', lambda: T(x=1))
show('[].copy(1)', lambda: [].copy(1))
show("[1].index(1,'a')", lambda: [1].index(1,'a'))
show('[1].index(1,None)', lambda: [1].index(1,None))
show('[1].index()', lambda: [1].index())
show('[1,2,3].index(3,-1)', lambda: [1,2,3].index(3,-1))
show('[1,2,3].index(3,10**30)', lambda: [1,2,3].index(3,10**30))
show('[1].count()', lambda: [1].count())
show('min([])', lambda: min([]))
show("sum(['a'])", lambda: sum(['a']))
show('[].clear(1)', lambda: [].clear(1))
show('list.sort.__text_signature__', lambda: list.sort.__text_signature__)
show('list.index.__text_signature__', lambda: list.index.__text_signature__)
show('tuple.__text_signature__', lambda: tuple.__text_signature__)
show('list.__getitem__.__text_signature__', lambda: list.__getitem__.__text_signature__)
show('tuple.__new__(tuple,[1],2)', lambda: tuple.__new__(tuple,[1],2))
show('T.__new__(T,[1])', lambda: T.__new__(T,[1]))
show('tuple.__new__(T,x=3)', lambda: tuple.__new__(T,x=3))
show('(1,2).__lt__((1,3))', lambda: (1,2).__lt__((1,3)))
show('(1,2).__mul__(-1)', lambda: (1,2).__mul__(-1))
show('[1,2,3].__delitem__(0)', lambda: [1,2,3].__delitem__(0))
show('[1,2,3].__setitem__(0)', lambda: [1,2,3].__setitem__(0))
show("[1,2,3].__setitem__('a',1)", lambda: [1,2,3].__setitem__('a',1))
show('[1].__setitem__(5,1)', lambda: [1].__setitem__(5,1))
show('[1].__delitem__(5)', lambda: [1].__delitem__(5))
show('(1,2)[1:]', lambda: (1,2)[1:])
show('(1,2,3)[::2]', lambda: (1,2,3)[::2])
show('(1,)[slice(1.0)]', lambda: (1,)[slice(1.0)])
show('(1,)[1.0]', lambda: (1,)[1.0])
show('[1][1.0]', lambda: [1][1.0])
show('[1][10**30]', lambda: [1][10**30])
show('(1,)[10**30]', lambda: (1,)[10**30])
show('[1].pop(10**30)', lambda: [1].pop(10**30))
show('[1].insert(10**30,2)', lambda: [1].insert(10**30,2))
show('[1]*-1', lambda: [1]*-1)

try:
    del [1][5]
    print('del [1][5]', "done")
except BaseException as error:
    print('del [1][5]', "!!", type(error).__name__, error)

try:
    del (1,)[0]
    print('del (1,)[0]', "done")
except BaseException as error:
    print('del (1,)[0]', "!!", type(error).__name__, error)

try:
    (1,)[0]=1
    print('(1,)[0]=1', "done")
except BaseException as error:
    print('(1,)[0]=1', "!!", type(error).__name__, error)

try:
    [1][5]=1
    print('[1][5]=1', "done")
except BaseException as error:
    print('[1][5]=1', "!!", type(error).__name__, error)

try:
    [1]['a']=1
    print("[1]['a']=1", "done")
except BaseException as error:
    print("[1]['a']=1", "!!", type(error).__name__, error)

try:
    del [1]['a']
    print("del [1]['a']", "done")
except BaseException as error:
    print("del [1]['a']", "!!", type(error).__name__, error)

try:
    [1,2,3][0:2]=5
    print('[1,2,3][0:2]=5', "done")
except BaseException as error:
    print('[1,2,3][0:2]=5', "!!", type(error).__name__, error)

try:
    [1,2,3][::2]=5
    print('[1,2,3][::2]=5', "done")
except BaseException as error:
    print('[1,2,3][::2]=5', "!!", type(error).__name__, error)

try:
    [1,2,3][::2]=[5]
    print('[1,2,3][::2]=[5]', "done")
except BaseException as error:
    print('[1,2,3][::2]=[5]', "!!", type(error).__name__, error)

try:
    [1,2,3][::2]=iter([5])
    print('[1,2,3][::2]=iter([5])', "done")
except BaseException as error:
    print('[1,2,3][::2]=iter([5])', "!!", type(error).__name__, error)

try:
    [1,2,3][::0]=[]
    print('[1,2,3][::0]=[]', "done")
except BaseException as error:
    print('[1,2,3][::0]=[]', "!!", type(error).__name__, error)

try:
    del [1,2,3][::0]
    print('del [1,2,3][::0]', "done")
except BaseException as error:
    print('del [1,2,3][::0]', "!!", type(error).__name__, error)

try:
    [1][1.0]=2
    print('[1][1.0]=2', "done")
except BaseException as error:
    print('[1][1.0]=2', "!!", type(error).__name__, error)

try:
    l=[1,2]
    l+=3
    print('l=[1,2]; l+=3', "done")
except BaseException as error:
    print('l=[1,2]; l+=3', "!!", type(error).__name__, error)

try:
    l=[]
    l*=1.5
    print('l=[]; l*=1.5', "done")
except BaseException as error:
    print('l=[]; l*=1.5', "!!", type(error).__name__, error)

try:
    l=(1,)
    l+=[1]
    print('l=(1,); l+=[1]', "done")
except BaseException as error:
    print('l=(1,); l+=[1]', "!!", type(error).__name__, error)

try:
    [1]<(1,)
    print('[1]<(1,)', "done")
except BaseException as error:
    print('[1]<(1,)', "!!", type(error).__name__, error)

try:
    [1]-[1]
    print('[1]-[1]', "done")
except BaseException as error:
    print('[1]-[1]', "!!", type(error).__name__, error)

try:
    [1].foo=1
    print('[1].foo=1', "done")
except BaseException as error:
    print('[1].foo=1', "!!", type(error).__name__, error)

try:
    l=[2,1]
    l.sort(key=lambda x:l.append(1))
    print('l=[2,1]; l.sort(key=lambda x:l.append(1))', "done")
except BaseException as error:
    print('l=[2,1]; l.sort(key=lambda x:l.append(1))', "!!", type(error).__name__, error)
