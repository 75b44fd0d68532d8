"""What ranges do, with numbers of any size."""


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


show('reversed(range(10)).__reduce__()', lambda: reversed(range(10)).__reduce__())
show('range(3).__reduce__()', lambda: range(3).__reduce__())
show('range()', lambda: range())
show('range(1,2,3,4)', lambda: range(1,2,3,4))
show('range(1,2,0)', lambda: range(1,2,0))
show("range('a')", lambda: range('a'))
show('range(1.0)', lambda: range(1.0))
show('range(1,x=1)', lambda: range(1,x=1))
show('range(3)[5]', lambda: range(3)[5])
show("range(3)['a']", lambda: range(3)['a'])
show('range(10)[2:5]', lambda: range(10)[2:5])
show('range(10)[::-1]', lambda: range(10)[::-1])
show('range(10)[::0]', lambda: range(10)[::0])
show('range(10).index(11)', lambda: range(10).index(11))
show("range(10).index('a')", lambda: range(10).index('a'))
show('range(10).index(10**30)', lambda: range(10).index(10**30))
show('len(range(10**30))', lambda: len(range(10**30)))
show('bool(range(10**30))', lambda: bool(range(10**30)))
show('range(10**30)[10**29]', lambda: range(10**30)[10**29])
show('range(0,10,3)', lambda: range(0,10,3))
show('range(0,10,1)', lambda: range(0,10,1))
show('range(True)', lambda: range(True))
show('range(0,True).stop', lambda: range(0,True).stop)
show('hash(range(10))', lambda: hash(range(10)))
show('hash(range(0))', lambda: hash(range(0)))
show('hash(range(1))', lambda: hash(range(1)))
show('hash(range(5,6,10))', lambda: hash(range(5,6,10)))
show('hash(range(10**30))', lambda: hash(range(10**30)))
show('range(3)==range(0,3,1)', lambda: range(3)==range(0,3,1))
show('range(3)<range(4)', lambda: range(3)<range(4))
show('range(10).count(3)', lambda: range(10).count(3))
show("range(10).count('a')", lambda: range(10).count('a'))
show('range(10).count(3.0)', lambda: range(10).count(3.0))
show('3.0 in range(10)', lambda: 3.0 in range(10))
show('range.start', lambda: range.start)
show('range(3).start', lambda: range(3).start)
show("setattr(range(3),'start',1)", lambda: setattr(range(3),'start',1))
show("delattr(range(3),'start')", lambda: delattr(range(3),'start'))
show("setattr(range(3),'foo',1)", lambda: setattr(range(3),'foo',1))
show('range(3)[10**30]', lambda: range(3)[10**30])
show('range(10**30)[10**31]', lambda: range(10**30)[10**31])
show('range(10)[True]', lambda: range(10)[True])
show('range(10)[-11]', lambda: range(10)[-11])
show('range(10).__getitem__(-1)', lambda: range(10).__getitem__(-1))
show('range(1,2).__contains__(10**30)', lambda: range(1,2).__contains__(10**30))
show('range(10**30).index(10**29)', lambda: range(10**30).index(10**29))
show('range(3).__reversed__()', lambda: range(3).__reversed__())
show('reversed(range(10**30))', lambda: reversed(range(10**30)))
show('reversed(range(3,0,-2)).__reduce__()', lambda: reversed(range(3,0,-2)).__reduce__())
show('range(-2**63,2**63-1).__len__()', lambda: range(-2**63,2**63-1).__len__())
show('range(0,10**30)[1:10**20:7]', lambda: range(0,10**30)[1:10**20:7])
show('range(10)[-3:100]', lambda: range(10)[-3:100])
show('range(10)[5:2]', lambda: range(10)[5:2])
show('range(10)[::10**30]', lambda: range(10)[::10**30])
show('range(5,0,-1)[1:]', lambda: range(5,0,-1)[1:])
show('hash(range(0,100,7))', lambda: hash(range(0,100,7)))
show('range(0)==range(2,1,5)', lambda: range(0)==range(2,1,5))
show('range(0,3,2)==range(0,4,2)', lambda: range(0,3,2)==range(0,4,2))
show('range(1)==range(0,5,10)', lambda: range(1)==range(0,5,10))
show('range(3).__eq__(3)', lambda: range(3).__eq__(3))
show('range(3).__lt__(3)', lambda: range(3).__lt__(3))
show('range(0,1.5)', lambda: range(0,1.5))
show('range(None)', lambda: range(None))
show('range.__new__(range)', lambda: range.__new__(range))
show('range(10).index(3,4)', lambda: range(10).index(3,4))
show('range(3).count(True)', lambda: range(3).count(True))
show('range(3).index(2.0)', lambda: range(3).index(2.0))
show('range(3).index(2.5)', lambda: range(3).index(2.5))

try:
    range(3)[0]=1
    print('range(3)[0]=1', "done")
except BaseException as error:
    print('range(3)[0]=1', "!!", type(error).__name__, error)

try:
    del range(3)[0]
    print('del range(3)[0]', "done")
except BaseException as error:
    print('del range(3)[0]', "!!", type(error).__name__, error)
