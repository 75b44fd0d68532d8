//! Functions of whole numbers: common divisors and multiples, roots.

use taipan_macros::pymodule;
use taipan_num::int::{self, Int, IntRef};
use taipan_object::exception as exc;
use taipan_object::{Args, Py, PyResult, Raised, Value};

/// The functions.
pub(super) struct Integers;

#[pymodule("math")]
impl Integers {
    /// The greatest common divisor of all arguments.
    #[pyfunction("(*integers)")]
    fn gcd(py: &mut Py, integers: Args<'_>) -> PyResult<Value> {
        fold(py, integers, 0, small_gcd, int::gcd)
    }

    /// The least common multiple of all arguments.
    #[pyfunction("(*integers)")]
    fn lcm(py: &mut Py, integers: Args<'_>) -> PyResult<Value> {
        fold(py, integers, 1, small_lcm, int::lcm)
    }

    /// The whole part of the square root of a number.
    #[pyfunction("(n, /)")]
    fn isqrt(py: &mut Py, n: &Value) -> PyResult<Value> {
        let n = py.index(n)?;
        if let Some(small) = n.as_small_int().and_then(|small| u64::try_from(small).ok()) {
            return py.int(small.isqrt().cast_signed());
        }
        let mut limb = [0];
        let root = n.as_int(&mut limb).map(|n| if n.negative { None } else { Some(int::square_root(n)) });
        match root.flatten() {
            Some(root) => whole(py, root),
            None => Err(exc::value_error(py, format_args!("isqrt() argument must be nonnegative"))),
        }
    }
}

/// A result of arithmetic as a value.
pub(super) fn whole(py: &Py, result: Result<Int, taipan_num::Error>) -> PyResult<Value> {
    match result {
        Ok(int) => py.int_from_big(&int),
        Err(error) => Err(failed(py, &error)),
    }
}

/// The exception for an error of arithmetic.
#[cold]
pub(super) fn failed(py: &Py, error: &taipan_num::Error) -> Raised {
    match error {
        taipan_num::Error::OutOfMemory => py.heap().no_memory(),
        _ => exc::overflow_error(py, format_args!("math range error")),
    }
}

/// Takes all arguments together with a function of two.
fn fold(
    py: &mut Py,
    args: Args<'_>,
    first: i64,
    small: fn(i64, i64) -> Option<i64>,
    large: fn(IntRef<'_>, IntRef<'_>) -> Result<Int, taipan_num::Error>,
) -> PyResult<Value> {
    let mut result = py.int(first)?;
    for arg in args.iter() {
        let arg = py.index(&arg)?;
        if let (Some(a), Some(b)) = (result.as_small_int(), arg.as_small_int())
            && let Some(both) = small(a, b)
        {
            result = py.int(both)?;
            continue;
        }
        let (mut limb_a, mut limb_b) = ([0], [0]);
        let both = match (result.as_int(&mut limb_a), arg.as_int(&mut limb_b)) {
            (Some(a), Some(b)) => large(a, b),
            _ => continue,
        };
        result = whole(py, both)?;
    }
    Ok(result)
}

/// Of ints of 63 bits.
fn small_gcd(a: i64, b: i64) -> Option<i64> {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Some(a.cast_signed())
}

fn small_lcm(a: i64, b: i64) -> Option<i64> {
    if a == 0 || b == 0 {
        return Some(0);
    }
    let divisor = small_gcd(a, b)?;
    (a / divisor).checked_mul(b)?.checked_abs()
}
