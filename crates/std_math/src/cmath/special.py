"""Asks CPython what the functions of cmath give for infinities and NaN: writes special.rs to standard output."""

import cmath, math, sys
inf=math.inf; nan=math.nan
vals=[-inf,-1.0,-0.0,0.0,1.0,inf,nan]
pi=math.pi
def tok(x):
    if x!=x: return 'N'
    s='-' if math.copysign(1,x)<0 else ''
    a=abs(x)
    if a==inf: return s+'INF'
    if a==0: return s+'0.0'
    if a==1: return s+'1.0'
    for n,v in (('P14',pi/4),('P12',pi/2),('P34',3*pi/4),('P',pi)):
        if a==v: return s+n
    raise Exception(x)
out=[]
for name in 'acos acosh asinh atanh cosh exp log sinh sqrt tanh rect'.split():
    f=getattr(cmath,name)
    rows=[]
    for x in vals:
        row=[]
        for y in vals:
            fin=math.isfinite(x) and math.isfinite(y)
            try:
                r=None if fin else (f(x,y) if name=='rect' else f(complex(x,y)))
            except ValueError: r=complex(nan,nan)
            try: row.append('U' if r is None else f'({tok(r.real)}, {tok(r.imag)})')
            except Exception as e: row.append('U')
        rows.append('    ['+', '.join(row)+'],')
    out.append((name,rows))
s='''//! What functions give for infinities and NaN, as annex G of the C standard has it, asked of CPython by `special.py`.
//!
//! Rows are for the real part, columns for the imaginary one, each in the order -inf, negative, -0.0, 0.0, positive, inf,
//! NaN.

use std::f64::consts::{FRAC_PI_2 as P12, FRAC_PI_4 as P14, PI as P};

/// The results of a function.
pub(super) type Table = [[(f64, f64); 7]; 7];

const INF: f64 = f64::INFINITY;
const N: f64 = f64::NAN;
const P34: f64 = 3.0 * P14;
/// Both parts are finite: the table is not asked.
const U: (f64, f64) = (0.0, 0.0);

/// The row or column of a number.
pub(super) fn kind(x: f64) -> usize {
    match x {
        f64::NEG_INFINITY => 0,
        f64::INFINITY => 5,
        _ if x.is_nan() => 6,
        _ if x == 0.0 => if x.is_sign_negative() { 2 } else { 3 },
        _ if x < 0.0 => 1,
        _ => 4,
    }
}
'''
for n,rows in out:
    s+=f'\n#[rustfmt::skip]\npub(super) static {n.upper()}: Table = [\n'+'\n'.join(rows)+'\n];\n'
sys.stdout.write(s)
