"""Tables read and written in every dialect, and what goes wrong."""
import _csv
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, '|', e)
R=lambda lines,*a,**k: list(_csv.reader(lines,*a,**k))
class W:
    def __init__(s): s.out=[]
    def write(s,x): s.out.append(x); return len(x)
def wr(rows,*a,**k):
    w=W(); c=_csv.writer(w,*a,**k)
    r=[c.writerow(x) for x in rows]
    return w.out,r
class ex: delimiter=','; quotechar='"'; doublequote=True; skipinitialspace=False; lineterminator='\r\n'; quoting=0
_csv.register_dialect('excel',ex)
t(_csv.list_dialects); t(_csv.get_dialect,'excel'.upper()); t(lambda: type(_csv.get_dialect('excel'))); t(_csv.unregister_dialect,'nope'); t(_csv.get_dialect,'nope'); t(_csv.get_dialect); t(_csv.register_dialect,3,ex); t(_csv.register_dialect); t(_csv.register_dialect,'x','excel'); t(_csv.register_dialect,'y',delimiter='\t',quoting=3); t(lambda: sorted(_csv.list_dialects())); t(_csv.unregister_dialect,'x'); t(_csv.reader,[],'zzz')
for l in [[],[''],['a,b'],['a,"b,c"'],['"a""b"'],['"a'],['"a\n','b"'],['a"b'],['"a"b'],['a\nb'],['a\r\n'],['a\n\n'],['a,\n'],[','],['"a" ,b'],[' a, b'],["'a','b'"],['a\\,b'],['"a\\"b"'],['1,"2",3.5,x'],['a\rb'],['a\x00b'],['""'],['"",""'],['"a,b\n','c\n','d",e'],['\n'],['\r\n'],['a,"b'],['"a"\n"b"'], ['a,"b"c'], ['"a"",b"'], ['"a\\', 'b'], ['a\\']]:
    for k in [{},{'quotechar':"'"},{'escapechar':'\\'},{'skipinitialspace':True},{'quoting':2},{'quoting':3,'quotechar':None},{'strict':True},{'doublequote':False,'escapechar':'\\'},{'delimiter':'|'},{'quoting':4},{'quoting':5},{'quoting':3,'escapechar':'\\'}, {'strict':True,'escapechar':'\\'}]:
        t(R,l,**k)
t(R,[1]); t(R,[b'a']); t(R,5); t(R); t(R,['a'],delimiter=''); t(R,['a'],delimiter='ab'); t(R,['a'],delimiter=5); t(R,['a'],delimiter=None); t(R,['a'],delimiter='\n'); t(R,['a'],quotechar='ab'); t(R,['a'],quotechar=5); t(R,['a'],quotechar=None); t(R,['a'],quotechar='\r'); t(R,['a'],escapechar='ab'); t(R,['a'],escapechar='\n'); t(R,['a'],quoting=9); t(R,['a'],quoting='x'); t(R,['a'],quoting=None); t(R,['a'],lineterminator=5); t(R,['a'],lineterminator=None); t(R,['a'],foo=1); t(R,['a'],delimiter=',',quotechar=','); t(R,['a'],delimiter='\\',escapechar='\\'); t(R,['a'],skipinitialspace=True,delimiter=' '); t(R,['a'],quotechar=' ',skipinitialspace=True); t(R,['a'],quotechar='',quoting=1); t(R,['a'],quotechar='',quoting=3); t(R,['a'],quotechar='"',escapechar='"'); t(R,['a'],lineterminator='xyz',delimiter='x'); t(R,['a'],delimiter='é',quotechar='😀'); t(R,['aébé😀cé😀'],delimiter='é',quotechar='😀')
r=_csv.reader(['a,b\n','"c\n','d"\n']); t(lambda: (next(r), r.line_num, next(r), r.line_num)); t(next,r); t(lambda: r.dialect.delimiter)
t(_csv.field_size_limit); t(_csv.field_size_limit,5); t(R,['abcdef']); t(R,['abcde,f']); t(R,['"abcdef"']); t(_csv.field_size_limit,131072); t(_csv.field_size_limit,'x'); t(_csv.field_size_limit,1,2); t(_csv.field_size_limit, 2**70)
rows=[[],[''],['a'],['a','b'],['a,b'],['a"b'],['a\nb'],['a\rb'],[None],[None,None],[1,2.5,'x'],[1.0],['a',''],["it's"],[' a'],['a '],['\\'],['a\\b'],[b'x'],[True],('t',1),'str',{'k':1},['','' ],['"'],['""'],['a','"b"'],[' '],['é😀']]
for k in [{},{'quoting':1},{'quoting':2},{'quoting':3},{'quoting':3,'escapechar':'\\'},{'quoting':4},{'quoting':5},{'doublequote':False},{'doublequote':False,'escapechar':'\\'},{'escapechar':'\\'},{'quotechar':"'"},{'lineterminator':'!'},{'delimiter':' '},{'skipinitialspace':True},{'skipinitialspace':True,'delimiter':'\t'},{'quotechar':None,'quoting':3},{'quotechar':None,'quoting':0}, {'delimiter':' ','skipinitialspace':True},{'delimiter':' ','skipinitialspace':True,'quoting':3}]:
    for row in rows: t(wr,[row],**k)
t(wr,[5]); t(_csv.writer,5); t(_csv.writer); 
class NW: write=None
t(_csv.writer,NW())
w=W(); c=_csv.writer(w); t(c.writerows,[[1],[2,3]]); t(lambda: w.out); t(c.writerows,5); t(c.writerow); t(lambda: c.dialect.lineterminator); t(c.writerows,[[1],5])
class BadStr:
    def __str__(s): raise ZeroDivisionError
t(c.writerow,[BadStr()])
def gen():
    yield 'a'; raise KeyError('x')
t(c.writerow,gen()); t(R,gen())
D=_csv.Dialect
t(lambda: [getattr(D(),a) for a in ('delimiter','doublequote','escapechar','lineterminator','quotechar','quoting','skipinitialspace','strict')]); d=D('excel',delimiter='|'); t(lambda: d.delimiter); t(lambda: D(d) is d); t(lambda: D(d,delimiter='x').delimiter); t(setattr,d,'delimiter','x'); t(setattr,d,'quotechar','x'); t(setattr,d,'strict',1); t(lambda: d.foo); t(D,1,2)
class Bad: delimiter=5
t(D,Bad); t(D,Bad())
class Bad2: quoting='x'
t(D,Bad2)
t(lambda: type(_csv.Error).__mro__); t(lambda: _csv.Error.__module__); t(lambda: (_csv.QUOTE_ALL,_csv.QUOTE_MINIMAL,_csv.QUOTE_NONE,_csv.QUOTE_NONNUMERIC,_csv.QUOTE_NOTNULL,_csv.QUOTE_STRINGS,_csv.__version__))
t(_csv.Reader); t(_csv.Writer); t(lambda: _csv.reader(iter([]),dialect='excel',delimiter=':').dialect.delimiter); t(lambda: list(_csv.reader('ab\n')))
