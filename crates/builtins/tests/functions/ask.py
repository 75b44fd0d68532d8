"""Asks CPython 3.14 what calls of the builtin functions give; prints `expected.txt`: call, tab, value or error."""
CALLS = """
abs('a') abs()
bin('a') bin(1.5) bin(-5) hex(255) oct(8) hex('a') hex(-1) bin(0)
chr(-1) chr(1114112) chr('a') chr(97) chr(8364) chr(1000000000000000000000)
ord('') ord('ab') ord(1) ord('a') ord(None)
divmod(1,'a') divmod(1) pow('a',2) pow(2,'a',3) pow(2) pow()
len(1) len('abc') len() len('a','b')
dir(1,2) vars(1,2) vars(1)
format(1,2) format('a') format(1,'x',3) format()
getattr(1) getattr(1,2) getattr(1,'foo') getattr(1,'foo',3) getattr(1,2,3) getattr(1,'foo',name=1)
hasattr(1,2) hasattr(1,'foo') setattr(1,2,3) setattr(1,'a',3) delattr(1,2) delattr(1,'a') setattr(1)
hash('') hash()
isinstance(1,2) isinstance(1,(int,2)) isinstance(1,(2,int)) isinstance('',(int,(float,str))) isinstance(1)
issubclass(1,int) issubclass(int,1) issubclass(int,(str,int)) issubclass(int,str)
callable(1) callable(len) callable(int) callable()
iter(1) iter(1,2) iter() iter(1,2,3) next(1) next()
max() max(1) max(1,2,default=3) max('b','a','c') min('b','a','c') max('b','a',key=None) max(1,'a') max(1,2,key=1) min(1,foo=2) min('b','a',key=repr)
print(1,sep=2) print(1,end=2) print(1,file=3) print(foo=1)
repr() ascii() ascii('é')
round('a') round()
sorted() sorted(1) sorted([1],[2]) sorted(iterable=[1]) sum() sum(1) sum(1,start=2)
id() eval(1) exec(1) eval('1',2) eval('1',{},2) exec('1',2) exec('1',{},2) eval('1',globals=1) exec('1',closure=1) eval() exec()
compile(1,'a','exec') compile('1','a','foo') compile('1',1,'exec') compile('1','a','exec',flags=1073741824) compile('1','a','exec',optimize=5) compile('1','a','func_type') compile()
__build_class__() __build_class__(1) __build_class__(1,2)
__import__() __import__(1) __import__('a',level=-1)
aiter(1) anext(1) anext() aiter()
globals(1) locals(1) input(1,2) all(1) any(1) all()
"""
for call in CALLS.split():
    try:
        shown = repr(eval(call))
    except Exception as error:
        shown = f"{type(error).__name__}: {error}"
    print(call, shown, sep="\t")
