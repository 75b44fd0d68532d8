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


def c(tree,mode='exec'): return compile(tree,'<x>',mode)
def E(x): return c(ast.fix_missing_locations(ast.Expression(x)),'eval')
def S(*x): return c(ast.fix_missing_locations(ast.Module(list(x))))

show(lambda: c(ast.Expression(ast.Constant(1))))
show(lambda: c(ast.Module([]),'eval'))
show(lambda: c(ast.AST()))
show(lambda: c(ast.Name('x'),'eval'))
show(lambda: c(ast.Expression(ast.Constant(1)),'eval'))
show(lambda: eval(E(ast.Constant(1))))
show(lambda: E(None))
show(lambda: E(3))
show(lambda: E(ast.Pass()))
show(lambda: E(ast.Name()))
show(lambda:E(ast.Name(3)))
show(lambda:E(ast.Name(None)))
show(lambda: E(ast.Name('x',None)))
show(lambda:E(ast.Name('x',3)))
def d(n,*fs):
    for f in fs: delattr(n,f)
    return n
show(lambda: E(d(ast.Name('x'),'ctx')))
show(lambda: E(d(ast.List([]),'elts')))
show(lambda: E(d(ast.BinOp(ast.Constant(1),ast.Add(),ast.Constant(2)),'op')))
show(lambda: E(ast.BinOp(ast.Constant(1),None,ast.Constant(2))))
show(lambda: E(ast.BinOp(None,ast.Add(),None)))
show(lambda: E(ast.BinOp(None,ast.Add(),3)))
show(lambda: E(ast.List(3)))
show(lambda:E(ast.List((ast.Constant(1),))))
show(lambda: E(ast.List([None])))
show(lambda:E(ast.List([1])))
show(lambda:E(ast.Set([])))
show(lambda:E(ast.Dict([None],[ast.Constant(1)])))
show(lambda:E(ast.Dict([None],[None])))
show(lambda: S(ast.Return(None)))
show(lambda:S(None))
show(lambda:S(ast.Expr(None)))
show(lambda: S(ast.Global([3])))
show(lambda:S(ast.ImportFrom('a',[ast.alias('b')],None)))
show(lambda:S(ast.ImportFrom('a',[ast.alias('b')],'x')))
show(lambda:S(ast.ImportFrom('a',[ast.alias(None)],0)))
show(lambda:S(ast.ImportFrom('a',[3],0)))
show(lambda: S(ast.ImportFrom('a',[ast.alias('b')])))
show(lambda: S(ast.AnnAssign(ast.Name('x',ast.Store()),ast.Name('int'),None,2**40)))
show(lambda: S(ast.AnnAssign(ast.Name('x',ast.Store()),ast.Name('int'),None,None)))
show(lambda: S(ast.AnnAssign(ast.Name('x',ast.Store()),ast.Name('int'),None,True)))
show(lambda: S(ast.AnnAssign(ast.Name('x',ast.Store()),ast.Name('int'),None,1.5)))
show(lambda: E(ast.Constant([])))
show(lambda:E(ast.Constant((1,[]))))
show(lambda:E(ast.Constant(frozenset({1}))))
show(lambda:E(ast.Constant(ast.Name('x'))))
show(lambda: eval(E(ast.Constant((1,2.5,'x',b'y',None,True,...,3j,2**100,-5,frozenset())))))
show(lambda:E(ast.Constant('x',3)))
show(lambda:E(ast.Constant('x','u')))
class I(int): pass
show(lambda:E(ast.Constant(I(3))))
show(lambda:E(d(ast.Constant(1),'value')))
show(lambda: c(ast.Expression(ast.Constant(1,lineno=1)),'eval'))
show(lambda: c(ast.Expression(ast.Constant(1,lineno=1,col_offset=0)),'eval'))
show(lambda: c(ast.Expression(ast.Constant(1,lineno='a',col_offset=0)),'eval'))
show(lambda: c(ast.Expression(ast.Constant(1,lineno=None,col_offset=0)),'eval'))
show(lambda: c(ast.Expression(ast.Constant(1,lineno=5,col_offset=0,end_lineno=2,end_col_offset=3)),'eval'))
show(lambda: c(ast.Expression(ast.Constant(1,lineno=5,col_offset=7)),'eval'))
show(lambda: c(ast.Expression(ast.Constant(1,lineno=2**40,col_offset=7)),'eval'))
show(lambda: E(ast.Lambda(ast.arguments(),ast.Constant(1))))
show(lambda: E(ast.Lambda(None,ast.Constant(1))))
show(lambda: E(ast.Lambda(3,ast.Constant(1))))
show(lambda: E(ast.Lambda(d(ast.arguments(),'args'),ast.Constant(1))))
show(lambda: E(ast.Lambda(ast.arguments(args=[None]),ast.Constant(1))))
show(lambda: E(ast.Lambda(ast.arguments(args=[ast.arg(3)]),ast.Constant(1))))
show(lambda: E(ast.Lambda(ast.arguments(kw_defaults=[None]),ast.Constant(1))))
show(lambda: E(ast.Call(ast.Name('f'),[],[None])))
show(lambda: E(ast.Call(ast.Name('f'),[],[ast.keyword(None,ast.Name('x'))])))
show(lambda: E(ast.Call(ast.Name('f'),[],[ast.keyword('a',None)])))
class N(ast.Name): pass
show(lambda: eval(E(N('len'))))
class Q(ast.expr): pass
show(lambda: E(Q()))
show(lambda: S(ast.Try([ast.Pass()],[ast.ExceptHandler(None,None,[ast.Pass()])],[],[])))
show(lambda: S(ast.Try([ast.Pass()],[3],[],[])))
show(lambda: S(ast.Try([ast.Pass()],[],[],[])))
show(lambda: S(ast.Match(ast.Name('x'),[ast.match_case(None,None,[ast.Pass()])])))
show(lambda: S(ast.Match(ast.Name('x'),[ast.match_case(ast.MatchSingleton(3),None,[ast.Pass()])])))
show(lambda: S(ast.With([ast.withitem(None,None)],[ast.Pass()])))
show(lambda: S(ast.With([ast.withitem(ast.Name('x'),None)],[])))
show(lambda: S(ast.Expr(ast.Yield())))
show(lambda: S(ast.Break()))
show(lambda: E(ast.Compare(ast.Name('x'),[],[])))
show(lambda: E(ast.Compare(ast.Name('x'),[ast.Eq],[])))
m=ast.parse('x=1')
show(lambda: compile(m,'','exec',ast.PyCF_ONLY_AST) is m)
show(lambda: ast.dump(compile(ast.parse('x=1+2\n"a"'),'','exec',ast.PyCF_OPTIMIZED_AST,optimize=2)))
show(lambda: ast.parse('x = (', mode='exec'))
show(lambda: ast.dump(ast.parse('(int,str)->bool',mode='func_type')))
show(lambda: ast.dump(ast.parse('x=1 # type: int\ny=2 # type: ignore[x]',type_comments=True)))
show(lambda: ast.parse('match x:\n case 1: pass',feature_version=(3,8)))

class L(list): pass
show(lambda: E(ast.List(L([ast.Constant(1)]))))
class Evil(ast.Constant):
    @property
    def value(self): l.clear(); return 1
l=[Evil.__new__(Evil),ast.Constant(2)]
for q in l: q.lineno=1;q.col_offset=0
show(lambda: c(ast.Expression(ast.List(l,lineno=1,col_offset=0)),'eval'))
class P(ast.Name):
    @property
    def id(self): raise ValueError('boo')
    @id.setter
    def id(self,v): pass
show(lambda:E(P()))
class P2(ast.Name):
    @property
    def id(self): raise AttributeError('boo')
    @id.setter
    def id(self,v): pass
show(lambda:E(P2()))
show(lambda: exec(ast.Module([])))
show(lambda: eval(ast.Expression(ast.Constant(1))))
show(lambda: compile(3,'','exec'))
show(lambda: eval(3))
