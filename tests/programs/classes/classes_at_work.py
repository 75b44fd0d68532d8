"""Classes at work: inheritance, special methods, descriptors, slots, metaclasses, changing classes."""

def t(f):
    try: print(f())
    except BaseException as e:
        print(type(e).__name__, str(e))

class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        ns['made_by'] = m.__name__
        return super().__new__(m, name, bases, ns)
    def __init__(c, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        c.kw = kw
    def __call__(c, *a, **k):
        r = super().__call__(*a, **k)
        return r
    def __len__(c): return 7
    def __getattr__(c, n): return 'meta ' + n
    @property
    def prop(c): return 'prop of ' + c.__name__
class A(metaclass=Meta, x=1):
    a = 1
    def __init__(self, v=0): self.v = v
    def __add__(self, o): return ('add', self.v, getattr(o, 'v', o))
    def __radd__(self, o): return ('radd', self.v, o)
    def __eq__(self, o): return isinstance(o, A) and self.v == o.v
    def __len__(self): return self.v
    def __getitem__(self, k): return ('item', k)
    def __contains__(self, k): return k == 3
    def __call__(self, *a, **k): return (a, k)
    def __repr__(self): return 'A(%s)' % self.v
    def __iter__(self): return iter([1, 2])
    def __bool__(self): return False
    def __index__(self): return 5
    def __enter__(self): return self
    def __exit__(self, *a): return True
print(A.made_by, A.kw, len(A), A.zzz, A.prop, type(A).__name__)
a = A(4)
t(lambda: a + 1); t(lambda: 1 + a); t(lambda: a + A(2)); t(lambda: a == A(4)); t(lambda: hash(a)); t(lambda: len(a)); t(lambda: a[1:2]); t(lambda: 3 in a); t(lambda: a(1, b=2)); t(lambda: list(a)); t(lambda: bool(a)); t(lambda: [0,1,2,3,4,5][a]); t(lambda: repr(a)); t(lambda: str(a))
class B(A):
    def __radd__(self, o): return ('B radd', o)
t(lambda: a + B(9)); t(lambda: B(9) + a); t(lambda: A.__add__(a, 3))
A.__sub__ = lambda s, o: 'sub'
t(lambda: B() - 1)
del A.__sub__
t(lambda: B() - 1)
A.__hash__ = lambda s: 11
t(lambda: hash(B()))
B.__len__ = None
t(lambda: len(B()))
class D:
    def __get__(s, o, c): return ('get', o is None, c.__name__)
    def __set__(s, o, v): print('set', v)
    def __delete__(s, o): print('del')
    def __set_name__(s, c, n): print('name', c.__name__, n)
class E:
    d = D()
    def __getattr__(s, n): return 'dyn ' + n
e = E()
t(lambda: e.d); t(lambda: E.d); e.d = 4; del e.d; e.__dict__['d'] = 5; t(lambda: e.d); t(lambda: e.other)
class F:
    def __getattribute__(s, n):
        if n == 'boom': raise AttributeError('no boom')
        return object.__getattribute__(s, n)
    def __setattr__(s, n, v): object.__setattr__(s, n, (v,))
f = F(); f.x = 1; t(lambda: f.x); t(lambda: f.boom); t(lambda: hasattr(f, 'boom'))
class S:
    __slots__ = ('x', 'y')
    def __init__(s): s.x = 1
class S2(S): pass
class S3(S): __slots__ = ('z',)
s = S(); t(lambda: s.x); t(lambda: s.y); t(lambda: setattr(s, 'w', 1)); s2 = S2(); s2.w = 3; t(lambda: (s2.x, s2.w, s2.__dict__)); s3 = S3(); s3.z = 9; t(lambda: (s3.x, s3.z)); del s3.x; t(lambda: s3.x)
class L(list):
    def first(self): return self[0]
    def __len__(self): return 100
l = L([3, 4]); l.extra = 1; t(lambda: (l, l.first(), len(l), l.extra, l + [1], type(l + [1]).__name__))
class I(int):
    def __add__(s, o): return 'I+'
i = I(5); i.tag = 'x'; t(lambda: (i + 1, i * 2, i.tag, i == 5, hash(i) == hash(5)))
class T(tuple):
    def __new__(c, *a): return super().__new__(c, a)
tt = T(1, 2); tt.q = 3; t(lambda: (tt, tt.q, len(tt)))
class St(str): __slots__ = ('m',)
st = St('abc'); st.m = 5; t(lambda: (st, st.m, st.upper()))
class X(Exception):
    def __init__(s, a, b): super().__init__(a); s.b = b
t(lambda: (_ for _ in ()).throw(X('m', 2)))
try: raise X('m', 2)
except X as x: print(x.b, x.args)
class P:
    def __init_subclass__(cls, /, tag=None, **kw): super().__init_subclass__(**kw); cls.tag = tag
    def __class_getitem__(cls, k): return (cls.__name__, k)
class Q(P, tag='t'): pass
t(lambda: (Q.tag, Q[1], P['a']))
class C1:
    def who(s): return 'C1'
class C2(C1):
    def who(s): return 'C2' + super().who()
class C3(C1):
    def who(s): return 'C3' + super().who()
class C4(C2, C3):
    def who(s): return 'C4' + super().who()
t(lambda: C4().who()); t(lambda: [c.__name__ for c in C4.__mro__])
c = C2(); c.z = 1; c.__class__ = C3; t(lambda: (c.who(), c.z)); c.y = 2; t(lambda: sorted(c.__dict__))
class Many:
    def __init__(s):
        for n in range(40): setattr(s, 'a%d' % n, n)
m = Many(); t(lambda: sum(getattr(m, 'a%d' % n) for n in range(40))); t(lambda: list(m.__dict__)[:3]); del m.a0; t(lambda: m.a0)
class G:
    @classmethod
    def cm(cls): return cls.__name__
    @staticmethod
    def sm(x): return x
    @property
    def pr(self): return 'pr'
    @pr.setter
    def pr(self, v): print('pr set', v)
class H(G): pass
t(lambda: (H.cm(), H().cm(), H.sm(1), H().sm(2), H().pr)); h = H(); h.pr = 6; t(lambda: delattr(h, 'pr')); t(lambda: H.pr is G.pr)
t(lambda: isinstance(h, G)); t(lambda: issubclass(H, (int, G)))
class IC(type):
    def __instancecheck__(c, o): return o == 1
    def __subclasscheck__(c, o): return o is int
class Z(metaclass=IC): pass
t(lambda: (isinstance(1, Z), isinstance(2, Z), issubclass(int, Z), issubclass(str, Z)))
class N:
    def __new__(cls, *a): return 5
t(lambda: N(1))
class W:
    x: int = 3
    def f(self): return __class__
t(lambda: W().f() is W); t(lambda: W.__annotations__)
class Pow:
    def __pow__(s, o, m=None): return ('pow', o, m)
    def __rpow__(s, o, m=None): return ('rpow', o, m)
    def __ipow__(s, o): return 'ipow'
p = Pow(); t(lambda: p ** 2); t(lambda: 2 ** p); t(lambda: pow(p, 2, 3)); p **= 2; print(p)
class Cmp:
    def __lt__(s, o): return 'lt'
    def __gt__(s, o): return 'gt'
t(lambda: Cmp() < 1); t(lambda: 1 < Cmp()); t(lambda: Cmp() <= 1)
class Bad:
    def __bool__(s): return 1
    def __len__(s): return -1
    def __hash__(s): return 'x'
    def __repr__(s): return 1
    def __iter__(s): return 1
    def __index__(s): return 'i'
b = Bad(); t(lambda: bool(b)); t(lambda: len(b)); t(lambda: hash(b)); t(lambda: repr(b)); t(lambda: iter(b)); t(lambda: [1][b])
