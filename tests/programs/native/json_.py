"""JSON read and written, and what goes wrong."""
import sys
class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        ValueError.__init__(self, '%s at %d' % (msg, pos)); self.doc=doc
json=type(sys)('json'); dec=type(sys)('json.decoder'); dec.JSONDecodeError=JSONDecodeError; json.decoder=dec
sys.modules['json']=json; sys.modules['json.decoder']=dec
import _json
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, '|', e, getattr(e,'__notes__',''))
S=_json.scanstring
for s in ['"abc"','"a\\n\\u00e9\\ud83d\\ude00x"','"abc','"a\\','"a\\u12','"a\\u12"','"a\\u12g4"','"a\\x"','"a\nb"','"\\ud83d"','"\\ud83dabcdefgh"','"\\ud83d\\u0041"','"\\ud83d\\uzzzz"','"\\ude00"','"\\u 123"','"é😀\\t"','"','""','"\\ud83d\\u00','"\\u00411"','"\\ud83d\\ude0"  ']:
    t(S,s,1); t(S,s,1,False)
t(S,'abc',-1); t(S,'abc',4); t(S,b'abc',1); t(S,'"a"','x'); t(S,'"abc"',10**30); t(S,'a"',0)
class C:
    strict=True; object_hook=None; object_pairs_hook=None; parse_float=float; parse_int=int; parse_constant={'NaN':1,'Infinity':2,'-Infinity':3}.__getitem__
    memo={}
sc=_json.make_scanner(C())
for s in ['1','-1','-','01','1.5','1.','1e5','1e','1E+5','1e+','-0','-0.0','123456789012345678901234567890','null','nul','true','false','fals','NaN','Infinity','-Infinity','-Inf','[]','[1]','[1,','[1,]','[1 2]','[1,2]','[','[ ]','[ 1 , 2 ]','{}','{','{"a"','{"a":','{"a":1','{"a":1,','{"a":1,}','{"a":1,"b":[1,{}]}','{a:1}','{"a" 1}','{"a":1 "b":2}','{ "a" : 1 , "b" : 2 }','"x','xyz','','  1','{"a":}','[,]','[[[[]]]]','{"k":{"k":1}}','1.5e-3','-a','1x','[1,2','{"a":1 ','["é"]','["😀",1]', '{"a":1 ,  }', '[1 ,  ]','[1,\n 2 ,\n\t3]','{"a":"b"}x','-1.5','9'*5000,'[tru]']:
    t(sc,s,0)
t(sc,'[1]',1); t(sc,'1',-1); t(sc,b'1',0); t(sc,'1'); t(sc,string='1',idx=0); t(sc,'abc',3)
class D(C):
    object_hook=lambda d: ('hook',d)
D.object_hook=staticmethod(D.object_hook)
t(_json.make_scanner(D()),'{"a":{"b":1}}',0)
class D2(C):
    object_pairs_hook=staticmethod(lambda d: ('pairs',d)); object_hook=staticmethod(lambda d:('hook',d)); parse_int=staticmethod(lambda s:'i'+s); parse_float=staticmethod(lambda s:'f'+s)
t(_json.make_scanner(D2()),'{"a":{"b":1},"c":1.5}',0)
d=_json.make_scanner(D2()); t(lambda: d.strict)
t(_json.make_scanner); t(_json.make_scanner,1); t(_json.make_scanner, C(), 1)
class D3(C): 
    strict=0
t(_json.make_scanner(D3()),'"a\nb"',0)
t(lambda: setattr(sc,'strict',1))
r=sc('[{"ab":1},{"ab":2}]',0)[0]; t(lambda: list(r[0])[0] is list(r[1])[0])
B=_json.encode_basestring; A=_json.encode_basestring_ascii
for s in ['','abc','"\\/','\x00\x1f\n\r\t\b\f\x7f','é\x80ÿ','αβ','😀','\ud800','a😀\udc00','x'*50]:
    t(B,s); t(A,s)
t(B,1); t(A,b'a')
class St(str): pass
t(A,St('é'))
def df(o):
    raise TypeError('no '+type(o).__name__)
def mk(markers=None,default=df,encoder=A,indent=None,ks=': ',is_=', ',sk=False,skip=False,nan=True):
    return _json.make_encoder(markers,default,encoder,indent,ks,is_,sk,skip,nan)
e=mk()
class I(int):
    def __repr__(s): return 'I!'
class F(float):
    def __repr__(s): return 'F!'
class DD(dict):
    def items(self): return [('z',1),('y',2)]
for o in [None,True,False,0,1,-5,10**30,1.5,-0.0,1e300,float('inf'),float('-inf'),float('nan'),'a"é',[],[1,2],(),(1,),{}, {'a':1,'b':[1,{'c':None}]},{1:2,1.5:3,True:4,None:5,False:6},{b'a':1},{(1,):2},object,[object],{'a':object},{'a':[1,{'b':object}]},I(5),F(2.5),{I(5):F(2.5)},St('x'),{St('k'):1},DD(a=1),DD(),[[]],[{}],{'b':1,'a':2},set(),b'x', [(object,)]]:
    t(e,o,0)
t(mk(nan=False),float('nan'),0); t(mk(nan=False),[float('inf')],0); t(mk(nan=False),{float('inf'):1},0)
t(mk(sk=True),{'b':1,'a':2},0); t(mk(sk=True),{'b':1,1:2},0); t(mk(skip=True),{'b':1,(1,):2,'c':3},0); t(mk(skip=True),{(1,):2},0)
t(mk(encoder=B),['é','"'],0); t(mk(encoder=lambda s:'<'+s+'>'),['é',{'k':1}],0); t(mk(encoder=lambda s:5),['é'],0); t(mk(encoder=lambda s:5),{'é':1},0)
t(mk(default=lambda o:[str(o)]),{'a':{1,},'b':2j},0)
l=[]; l.append(l); t(mk(markers={}),l,0); dd={}; dd['a']=dd; t(mk(markers={}),dd,0); t(mk(markers={},default=lambda o:[o]),object(),0) if 0 else None
t(mk,1) ; t(mk(markers={}),[1,[2]],0); t(_json.make_encoder); t(mk, ks=1); t(mk, is_=None); t(e); t(e,1); t(e,obj=1,_current_indent_level=0)
for ind in (None,'  ','\t',''):
    t(mk(indent=ind),[1,[2,[]],{},{'a':{'b':[]},'c':(1,2)}],0); t(mk(indent=ind),{'a':1},2); t(mk(indent=ind),[],1); 
t(mk(indent=2),[1],0)
class M(list):
    def __iter__(s): return iter('ab')
t(e,M([1,2]),0)
class BadItems(dict):
    def items(self): return [1]
t(e,BadItems(a=1),0)
class Bad2(dict):
    def items(self): return 5
t(e,Bad2(a=1),0)
