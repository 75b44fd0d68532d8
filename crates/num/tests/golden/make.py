"""Writes the golden tables beside it: what CPython 3.14 folds operations on constants to, and how it shows floats.

Run with the oracle: python3.14 make.py crates/num/tests/golden
"""
import dis, math, random, sys, warnings
warnings.simplefilter('ignore')
random.seed(314)
INF='1e400'
ints=[0,1,-1,2,-2,3,5,-7,10,63,64,65,100,127,128,129,255,-256,2**31,2**53+1,-(2**53)-1,2**62,2**63-1,2**63,-(2**63),-(2**63)-1,2**64-1,2**64,3**50,-(3**50),2**100+1,2**126,2**127,2**128,10**40,2**1023,2**1024-1,2**1024-2**970,2**1024-2**970-1,2**1074,-2**1100]
floats=[0.0,-0.0,1.0,-1.0,0.5,-0.5,1.5,2.0,-2.0,3.0,-3.5,0.1,0.3,1/3,1e16,1e22,123456789.123,1e-5,5e-324,2.2250738585072014e-308,1.7976931348623157e308,-1e308,100.0,-100.0,1024.0,1e-300,float('inf'),float('-inf'),-float('nan')]
def cx(a,b): return complex(a,b)
comps=[cx(a,b) for a in (0.0,-0.0,1.0,-2.5,3.0,1e200,float('inf')) for b in (0.0,-0.0,1.0,-2.0,0.25,1e-200,float('-inf'))]+[cx(100.0,0.0),cx(-3.0,0.0),cx(101.0,0.0),cx(float('nan'),1.0),cx(1e308,1e308)]
def src(v):
    t=type(v)
    if t is bool: return str(v)
    if t is int: return f'({hex(v)})' if v<0 else hex(v)
    if t is float:
        if v!=v: return f'({INF}-{INF})'
        if v==float('inf'): return INF
        if v==float('-inf'): return f'(-{INF})'
        return f'({v!r})'
    # real + imaginary literal: the sum leaves the imaginary part alone, the difference negates it
    im=v.imag
    if im!=im: return None if v.real!=v.real else f'({src(v.real)}+({INF}j*0))'
    neg=math.copysign(1,im)<0
    imt=INF if abs(im)==float('inf') else repr(abs(im))
    return f'({src(v.real)}{"-" if neg else "+"}{imt}j)'
def enc(v):
    t=type(v)
    if t is bool: return str(v)
    if t is int: return hex(v)
    if t is float: return ('-nan' if math.copysign(1, v) < 0 else 'nan') if v != v else repr(v)
    return f'{enc(v.real)},{enc(v.imag)}'
def fold(text, unary=False):
    code=compile(text,'f','eval')
    ins=[i for i in dis.get_instructions(code) if i.opname not in('RESUME','RETURN_VALUE')]
    if len(ins)==1: return ins[0].argval
    return None
ops=['+','-','*','/','//','%','**','<<','>>','|','^','&']
rows=[]
ALWAYS=[(0j,'**',-float('nan')),(-float('nan'),'**',3.0),(-float('nan'),'**',0.0),(1.0,'**',-float('nan')),(2.0,'**',-float('nan'))]
def pair(a,op,b):
    sa,sb=src(a),src(b)
    if sa is None or sb is None: return
    # operands must fold to what we mean
    for s,v in((sa,a),(sb,b)):
        got=fold(s)
        if got is None or enc(got)!=enc(v): return
    r=fold(f'{sa} {op} {sb}')
    rows.append((enc(a),op,enc(b),'-' if r is None else enc(r)))
seen=set()
def sample(xs,ys,ops,n):
    al=[(a,o,b) for a in xs for o in ops for b in ys]
    random.shuffle(al)
    for a,o,b in al[:n]: pair(a,o,b)
for always in ALWAYS: pair(*always)
bools=[True,False]
sample(bools,bools,ops,99)
sample(ints,ints,ops,900)
small=[i for i in ints if abs(i)<300]
sample(small,small,['**','<<','*','//','%'],500)
bigs=[random.getrandbits(random.choice([60,100,300,1000]))*random.choice([1,-1]) for _ in range(20)]
sample(bigs,bigs,["/","//","%"],100)
sample(floats,floats,['+','-','*','/','//','%','**'],700)
sample(ints,floats,['+','-','*','/','//','%','**','<<','&'],250)
sample(floats,ints,['+','-','*','/','//','%','**','>>'],250)
sample(comps,comps,['+','-','*','/','**'],700)
sample(comps,floats+small+bools,['+','-','*','/','**','//'],500)
sample(floats+ints+bools,comps,['+','-','*','/','**','%'],600)
out=open(sys.argv[1]+'/fold_binary.tsv','w')
for r in rows: print(*r,sep='\t',file=out)
out=open(sys.argv[1]+'/fold_unary.tsv','w')
n=0
for op in ['-','+','~','not ']:
    for v in bools+ints+floats+comps:
        s=src(v)
        if s is None or enc(fold(s))!=enc(v): continue
        # The compiler tests a sum for truth before it negates, which keeps `not` from being folded; its value is the same.
        r=(not v) if op=='not ' else fold(op+s)
        print(op.strip(),enc(v),'-' if r is None else enc(r),sep='\t',file=out); n+=1
print(len(rows),n)
# repr: bits and text
import struct
out=open(sys.argv[1]+'/repr_float.tsv','w')
vals=[2.0**e for e in range(-1074,1024,3)]+[10.0**e for e in range(-320,309,7)]+floats+[struct.unpack('d',struct.pack('Q',random.getrandbits(64)))[0] for _ in range(800)]+[random.uniform(-1e6,1e6) for _ in range(200)]+[i/8 for i in range(-40,40)]+[float(f'{d}e{e}') for d in('1','12','123456789') for e in range(-8,20)]+[2.0**-44, 1492095357078608.25, 73665866186143.625, -42227.0*2**30/2**6, 9007199254740993.0*4, 9007199254740993.0, 9.5e-5,1e23]
for v in vals: print(struct.unpack('Q',struct.pack('d',v))[0].to_bytes(8).hex(),repr(v),sep='\t',file=out)
