"""Functions of whole numbers, exact sums and lengths, neighbours of floats: what does not depend on the C library."""
import math

inf, nan = math.inf, math.nan


def t(f, *a, **k):
    try:
        print(f.__name__, f(*a, **k))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


for n in (0, 1, 2, 5, 20, 21, 22, 50, 100, 333, True):
    t(math.factorial, n)
    t(math.isqrt, n)
    for k in (0, 1, 2, 3, 7, 20, 49):
        t(math.comb, n, k)
        t(math.perm, n, k)
for n in (-1, 2.0, 'a', 2**70, -2**70):
    t(math.factorial, n)
    t(math.isqrt, n)
    t(math.comb, n, 2)
    t(math.perm, n, 2)
    t(math.comb, 5, n)
    t(math.perm, 5, n)
t(math.comb, 1000, 500)
t(math.comb, 2**70, 2**70 - 2)
t(math.perm, 2**70, 5)
t(math.gcd)
t(math.lcm)
for a in (0, 1, -4, 12, 10**30, 2**64, -2**63, 2**62):
    for b in (0, 6, -9, 10**20, 2**80, -2**63):
        t(math.gcd, a, b)
        t(math.lcm, a, b)
for values in ([0.1] * 10, [1e308, 1e308], [inf, -inf], [inf, nan], [1e16, 1.0, -1e16], [], [1e100, 1.0, -1e100, 1e-100]):
    t(math.fsum, values)
    t(math.sumprod, values, values)
    t(math.prod, values)
t(math.sumprod, [2**62] * 5, [3] * 5)
t(math.sumprod, [True, 2.5], [1, 2])
t(math.sumprod, [1, 2.0, 3j], [1, 2, 3])
t(math.sumprod, [1], [1, 2])
t(math.sumprod, ['a'], [2])
t(math.sumprod, [10**400, 1.0], [1, 1])
t(math.prod, ['a'])
t(math.prod, [2] * 100, start=3)
t(math.hypot)
for point in ((3, 4), (1, 2, 3), (inf, nan), (nan, 1), (1e308, 1e308), (5e-324, 5e-324), (1e-200,) * 5, (0.1,) * 7):
    t(math.hypot, *point)
    t(math.dist, point, point[::-1])
t(math.dist, [1], [1, 2])
t(math.dist, 1, 2)
for x in (0.0, -0.0, 1.0, -1.5, 5e-324, 1e308, inf, -inf, nan):
    t(math.ulp, x)
    t(math.frexp, x)
    t(math.modf, x)
    t(math.floor, x)
    t(math.ceil, x)
    t(math.trunc, x)
    for y in (0.0, 1.0, -2.0, inf, -inf, nan):
        for steps in (None, 0, 1, 5, 2**62, 2**64, 2**70):
            t(math.nextafter, x, y, steps=steps)
        t(math.remainder, x, y)
        t(math.fmod, x, y)
        t(math.copysign, x, y)
        t(math.isclose, x, y)
        t(math.fma, x, y, 2.0)
t(math.nextafter, 1, 2, steps=-1)
t(math.nextafter, 1, 2, steps=1.5)
t(math.ldexp, 1, 2**70)
t(math.ldexp, 1, -2**70)
t(math.ldexp, 1.5, -1075)
t(math.ldexp, 1, 2.0)
t(math.log, 8, 2)
t(math.log, 2, 1)
t(math.log, 0)
t(math.log, -1.5)
t(math.log2, 2**5000)
t(math.sqrt, -1)
t(math.exp, 1000)
t(math.sin, inf)
t(math.acos, 2)
t(math.gamma, -1)
t(math.gamma, 23)
t(math.lgamma, 0)
