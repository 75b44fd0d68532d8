"""The Mersenne Twister, seeded, and the inverse of the normal distribution."""
import _random


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


R=_random.Random
r=R(42); print([r.random() for _ in range(5)], [r.getrandbits(k) for k in (1,5,32,33,64,65,100,1000)])
for s in (0,1,-1,2**32,2**64+5,-2**100,True):
    r=R(s); print(s, r.random(), r.getrandbits(64))
r=R(); r.seed('abc'); 
r.seed(5.5); print(r.random()); r.seed((1,2)); print(r.random())
s=r.getstate(); print(len(s), s[:3], s[-1]); x=[r.random() for _ in range(1000)]; r.setstate(s); print(x==[r.random() for _ in range(1000)], sum(x))
t(r.getrandbits,-1); t(r.getrandbits,0); t(r.getrandbits,'a'); t(r.getrandbits,2**70); t(r.setstate,1); t(r.setstate,(1,)); t(r.setstate,s[:-1]+(700,)); t(r.setstate,(-1,)+s[1:]); t(r.setstate,(2**70,)+s[1:]);t(r.setstate,('a',)+s[1:]); t(r.setstate,s[:-1]+('a',)); t(R,1,2); t(R,x=1); t(r.seed,[]); t(r.random,1); t(r.seed,1,2); t(r.getrandbits,2.5)
r=R(2**40); print(r.random())
r=R(0); print(hash(tuple(r.random() for _ in range(10000))))
import _statistics
f=_statistics._normal_dist_inv_cdf
for p in (0.5,0.1,0.9,0.001,0.999,1e-10,1-1e-10,1e-300,0.075,0.925): print(f(p,0.0,1.0), f(p,1.5,2.5))
t(f,0,0,1); t(f,1,0,1); t(f,.5,0,0); t(f,math_nan:=float('nan'),0,1)
