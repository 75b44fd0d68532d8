//! Factorials, and products of many numbers.

use taipan_macros::pymodule;
use taipan_num::Error;
use taipan_num::int::{self, Int, IntRef};
use taipan_object::exception as exc;
use taipan_object::{Py, PyResult, Value};

use super::integer::whole;

/// The function.
pub(super) struct Factorials;

#[pymodule("math")]
impl Factorials {
    /// The product of all ints from 1 to n.
    #[pyfunction("(n, /)")]
    fn factorial(py: &mut Py, n: &Value) -> PyResult<Value> {
        let n = py.index(n)?;
        factorial_of(py, &n)
    }
}

/// The factorial of an int.
pub(super) fn factorial_of(py: &mut Py, n: &Value) -> PyResult<Value> {
    let mut limb = [0];
    let number = n.as_int(&mut limb);
    if number.is_some_and(|number| number.negative) {
        return Err(exc::value_error(py, format_args!("factorial() not defined for negative values")));
    }
    match number.and_then(IntRef::to_i64) {
        Some(n) => whole(py, factorial(n.unsigned_abs())),
        None => {
            Err(exc::overflow_error(py, format_args!("factorial() argument should not exceed {}", i64::MAX)))
        }
    }
}

/// The greatest number whose factorial has 64 bits.
const LARGEST_SMALL: u64 = 20;

/// `n!`, as its odd part and a shift: the odd numbers up to n, up to n/2, up to n/4 and so on are its odd factors.
pub(super) fn factorial(n: u64) -> Result<Int, Error> {
    if n <= LARGEST_SMALL {
        return Ok(Int::from((1..=n).product::<u64>()));
    }
    let (mut inner, mut outer) = (Int::from(1_u64), Int::from(1_u64));
    for shift in (0..u64::BITS - n.leading_zeros()).rev() {
        let (low, high) = (n >> (shift + 1), n >> shift);
        if high <= 2 {
            continue;
        }
        // The odd numbers above the last bound up to this one.
        let odd = product(&|index| ((low + 1) | 1) + 2 * index, 0, (high.div_ceil(2)) - (low.div_ceil(2)))?;
        inner = int::multiply(inner.as_ref(), odd.as_ref())?;
        outer = int::multiply(outer.as_ref(), inner.as_ref())?;
    }
    let twos = n - u64::from(n.count_ones());
    int::left_shift(outer.as_ref(), Int::from(twos).as_ref())
}

/// The product of the factors of the numbers from `start` to `end`: halves are multiplied, so that large factors are of like
/// size.
pub(super) fn product(factor: &dyn Fn(u64) -> u64, start: u64, end: u64) -> Result<Int, Error> {
    const FEW: u64 = 16;
    if end - start > FEW {
        let middle = start + (end - start) / 2;
        let (left, right) = (product(factor, start, middle)?, product(factor, middle, end)?);
        return int::multiply(left.as_ref(), right.as_ref());
    }
    let mut result = Int::from(1_u64);
    let mut small = 1_u64;
    for index in start..end {
        let next = factor(index);
        match small.checked_mul(next) {
            Some(both) => small = both,
            None => {
                result = int::multiply(result.as_ref(), Int::from(small).as_ref())?;
                small = next;
            }
        }
    }
    int::multiply(result.as_ref(), Int::from(small).as_ref())
}
