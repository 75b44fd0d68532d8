import _ast


class ast:
    pass


for k,v in vars(_ast).items():
    if not k.startswith('__'): setattr(ast,k,v)
def parse(s,filename='<unknown>',mode='exec',type_comments=False,feature_version=None,optimize=-1):
    fl=_ast.PyCF_ONLY_AST
    if optimize>0: fl|=_ast.PyCF_OPTIMIZED_AST
    if type_comments: fl|=_ast.PyCF_TYPE_COMMENTS
    return compile(s,filename,mode,fl,optimize=optimize,_feature_version=feature_version[1] if feature_version else -1)
def iter_fields(n):
    for f in n._fields:
        try: yield f,getattr(n,f)
        except AttributeError: pass
def children(n):
    for k,v in iter_fields(n):
        if isinstance(v,ast.AST): yield v
        elif isinstance(v,list):
            for i in v:
                if isinstance(i,ast.AST): yield i
def walk(n):
    t=[n]
    while t:
        n=t.pop(0); t.extend(children(n)); yield n
def fix(n,l=1,c=0,el=1,ec=0):
    if 'lineno' in n._attributes:
        if not hasattr(n,'lineno'): n.lineno=l
        else: l=n.lineno
    if 'end_lineno' in n._attributes:
        if getattr(n,'end_lineno',None) is None: n.end_lineno=el
        else: el=n.end_lineno
    if 'col_offset' in n._attributes:
        if not hasattr(n,'col_offset'): n.col_offset=c
        else: c=n.col_offset
    if 'end_col_offset' in n._attributes:
        if getattr(n,'end_col_offset',None) is None: n.end_col_offset=ec
        else: ec=n.end_col_offset
    for x in children(n): fix(x,l,c,el,ec)
    return n
def dump(n,include_attributes=False):
    if isinstance(n,ast.AST):
        a=[k+'='+dump(v,include_attributes) for k,v in iter_fields(n)]
        if include_attributes: a+=[k+'='+repr(getattr(n,k)) for k in n._attributes if hasattr(n,k)]
        return type(n).__name__+'('+', '.join(a)+')'
    if isinstance(n,list): return '['+', '.join(dump(x,include_attributes) for x in n)+']'
    return repr(n)
ast.parse=staticmethod(parse); ast.walk=staticmethod(walk); ast.fix_missing_locations=staticmethod(fix); ast.dump=staticmethod(dump)


def without_addresses(text):
    parts = text.split(" at 0x")
    return parts[0] + "".join(" at 0x…" + part[part.index(","):] if "," in part else part for part in parts[1:])


def show(compute):
    try:
        print(without_addresses(repr(compute())))
    except Exception as error:
        print(type(error).__name__, error)


show(lambda: ast.Name())
show(lambda:ast.Name('x'))
show(lambda: ast.Name(id='x',ctx=ast.Store()))
show(lambda: ast.Name('x',1,2))
show(lambda: ast.Name('x',id='y'))
show(lambda: ast.Name('x',foo=3))
show(lambda: ast.Name('x',lineno=3).lineno)
show(lambda: ast.Return())
show(lambda: ast.Return().value)
show(lambda:ast.Module())
show(lambda:ast.Module().body)
show(lambda: ast.FunctionDef())
show(lambda:ast.AST())
show(lambda:ast.AST(1))
show(lambda: ast.AST(x=1))
show(lambda: ast.Load())
show(lambda:ast.Load(1))
show(lambda: ast.expr())
show(lambda: ast.expr(1))
class N(ast.Name): pass
show(lambda: N())
show(lambda:N('x'))
class M(ast.AST):
    _fields=('a','b')
show(lambda: M())
show(lambda:M(1))
show(lambda:M(1,2))
show(lambda:M(1,c=2))
class M2(ast.AST):
    _fields=('a','b'); _field_types={'a':int}
show(lambda: M2())
show(lambda: M2(b=3))
class M3(ast.AST): _fields=3
show(lambda: M3())
class M4(ast.AST): _fields=('a',); _field_types={'a':int|None}
show(lambda: M4().a); 
class M5(ast.AST): _fields=('a',); _field_types={'a':list[int]}
show(lambda: M5().a)
show(lambda:M5(1,2,3))
class M6(ast.AST): _fields=('a',1)
show(lambda: M6(1,2))
class M7(ast.AST): _fields=[1,2]
show(lambda: M7(a=1))
n=ast.parse('f(x,*y)',mode='eval').body
show(lambda: n.__reduce__())
show(lambda: ast.Name('x',zz=1).__reduce__())
show(lambda: M(b=1).__reduce__())
show(lambda: ast.dump(n,include_attributes=True))
show(lambda: ast.dump(n))
show(lambda: n.__replace__())
show(lambda: ast.dump(n.__replace__(args=[])))
show(lambda: n.__replace__(foo=1))
show(lambda: n.__replace__(foo=1,bar=2))
show(lambda: ast.Name().__replace__())
show(lambda: ast.Name().__replace__(ctx=1))
show(lambda:n.__replace__(1))
show(lambda: ast.dump(n.__replace__(lineno=5),include_attributes=True))
m=ast.Call(); del m.args
show(lambda: m.__replace__()); 
c=ast.Name('x'); del c.id; c.foo=3
show(lambda: c.__replace__())
show(lambda:c.__replace__(id='y')); c.ctx=1
show(lambda:c.__replace__(id='y')); 
f=ast.FunctionDef('a',ast.arguments(),[],[])
show(lambda: f.__replace__(name='b').name); del f.name
show(lambda: f.__replace__()); del f.body
show(lambda:f.__replace__())
c2=ast.Name('x'); c2.foo=3
show(lambda: c2.__replace__(id='z').__dict__)
show(lambda: c2.__replace__(id='z',foo=5).__dict__)
src='''
@d
def f(a,b=1,*c,d:int=2,**e)->str:
    "doc"
    x = [1,2,3,4]; y = {1:2,**z}
    for i in x: pass
    if a < b < c: return lambda: 3
    match x:
        case [1,*_]: pass
class C(B,metaclass=M): x:int=3
import a.b as c
1.5; 1j; b'x'; ...; None
f"{x!r:>{y}}"
'''
tree=ast.parse(src)
show(lambda: tree)
for node in ast.walk(tree): print(repr(node))
show(lambda: ast.Name(id=3))
show(lambda: ast.Constant('x'*500))
show(lambda: ast.List([1,2,3]))
show(lambda: ast.List([]))
show(lambda: ast.List(3))
show(lambda: ast.List((1,2,3)))
show(lambda: ast.List([1]))
show(lambda: ast.List([1,2]))
show(lambda: ast.List([ast.Name('x')]))
l=ast.List([]); l.elts.append(l)
show(lambda: l)
x=ast.UnaryOp(); x.operand=x
show(lambda:x)
def deep():
    e=ast.Name('x')
    for i in range(10):
        e=ast.UnaryOp(ast.Not(),e)
    return e
show(deep)
show(lambda: M(1,M(2,M(3,M(4,M(5,6))))))
show(lambda: ast.Constant(value=(1,2)))

show(lambda: ast.Load() is ast.Load())
show(lambda: n.func.ctx is n.args[0].ctx)
show(lambda: hash(ast.Load)==1)
show(lambda: ast.Name.__text_signature__)
