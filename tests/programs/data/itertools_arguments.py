"""What the types of itertools take, and how they complain."""
import itertools


def clean(text):
    """Without addresses."""
    first, *rest = text.split(' at 0x')
    return first + ''.join(' at ...' + part[part.index('>'):] for part in rest)


def t(f, *a, **k):
    name = getattr(f, '__name__', type(f).__name__)
    try:
        print(clean(f'{name} {k} {f(*a, **k)!r}'))
    except Exception as e:
        print(clean(f'{name} {k} {type(e).__name__} {e}'))


for n in 'accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse groupby islice pairwise permutations product repeat starmap takewhile tee zip_longest _tee _tee_dataobject _grouper'.split():
    f=getattr(itertools,n)
    t(f); t(f,1); t(f,1,2,3,4,5); t(f, foo=1); t(f,[],foo=1)
t(itertools.count,'a'); t(itertools.permutations,[1],'a'); t(itertools.permutations,[1],-1); t(itertools.combinations,[1],-1); t(itertools.combinations,[1],None)
t(itertools.product,[1],repeat=-1); t(itertools.product,[1],repeat='a'); t(itertools.product,[1],repeat=10**20)
t(itertools.product,[1,2],repeat=2**62)
t(itertools.repeat,1,'a'); t(itertools.repeat,1,times=None); t(itertools.repeat,object=1,times=2); t(itertools.repeat, 1, 2**70)
t(itertools.islice,[1],'a'); t(itertools.islice,[1],-1); t(itertools.islice,[1],1,'a');t(itertools.islice,[1],'a',1);t(itertools.islice,[1],1,2,0);t(itertools.islice,[1],1,2,'a')
t(itertools.batched,[1],0); t(itertools.tee,[],-1); t(itertools.tee,[],'a'); t(itertools.zip_longest,[1],fillvalue=1,x=2)
t(itertools._tee_dataobject, [], [], None); t(itertools._tee_dataobject, [], (), None); t(itertools._tee_dataobject, [], [1], 5); t(itertools._tee_dataobject, [], [1]*57, 5)
t(itertools._grouper, 1,2); t(itertools._grouper, itertools.groupby([]),2)
t(next, itertools.starmap(pow,[1])); t(next, itertools.starmap(pow,[[1]]))
t(repr, itertools.repeat(1)); t(repr, itertools.repeat(1,-5)); t(repr, itertools.count()); t(repr,itertools.count(1,2)); t(repr,itertools.count(1.5,1)); t(repr,itertools.count(1.5,1.0)); t(repr,itertools.count(1,True));t(repr, itertools.chain()) 
class C(itertools.count): pass
print(C(3))
t(itertools.repeat(1).__length_hint__); 
I=itertools.islice
for a in [(-5,),(1,-5),(-5,1),(-1,1),(1,-1),('a','b'),('a',-5),(1,2,-1),(1,2,10**30),(10**30,1),(1,10**30),(10**30,)]: t(lambda *x: list(I(*x)),[1],*a)
