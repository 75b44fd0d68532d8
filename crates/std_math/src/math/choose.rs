//! `comb` and `perm`: in how many ways something can be chosen.

use taipan_macros::pymodule;
use taipan_num::Error;
use taipan_num::int::{self, Int, IntRef};
use taipan_object::exception as exc;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

use super::factorial::{factorial, factorial_of, product};
use super::integer::{failed, whole};

/// The functions.
pub(super) struct Choices;

#[pymodule("math")]
impl Choices {
    /// The number of ways to choose k items of n, without repetition and without order.
    #[pyfunction("(n, k, /)")]
    fn comb(py: &mut Py, n: &Value, k: &Value) -> PyResult<Value> {
        let (n, k) = (py.index(n)?, py.index(k)?);
        let (mut limb_n, mut limb_k) = ([0], [0]);
        let (Some(n), Some(k)) = (n.as_int(&mut limb_n), k.as_int(&mut limb_k)) else { return py.int(0) };
        check(py, n, k)?;
        let rest = int::subtract(n, k).map_err(|error| failed(py, &error))?;
        if rest.is_negative() {
            return py.int(0);
        }
        let k = if int::compare(rest.as_ref(), k).is_lt() { rest.as_ref() } else { k };
        let Some(k) = k.to_i64() else {
            return Err(exc::overflow_error(py, format_args!("min(n - k, k) must not exceed {}", i64::MAX)));
        };
        let k = k.unsigned_abs();
        if let Some(small) = n.to_u64().and_then(|n| small_comb(n, k)) {
            return whole(py, Ok(Int::from(small)));
        }
        let result = falling(n, k).and_then(|ways| {
            let orders = factorial(k)?;
            int::floor_divide(ways.as_ref(), orders.as_ref())
        });
        whole(py, result)
    }

    /// The number of ways to choose k items of n, without repetition and in order; without k, all of them.
    #[pyfunction("(n, k=None, /)")]
    fn perm(py: &mut Py, n: &Value, k: Borrowed<'_>) -> PyResult<Value> {
        let n = py.index(n)?;
        if is_none(&k) {
            return factorial_of(py, &n);
        }
        let k = py.index(&k)?;
        let (mut limb_n, mut limb_k) = ([0], [0]);
        let (Some(n), Some(k)) = (n.as_int(&mut limb_n), k.as_int(&mut limb_k)) else { return py.int(0) };
        check(py, n, k)?;
        if int::compare(n, k).is_lt() {
            return py.int(0);
        }
        match k.to_i64() {
            Some(k) => whole(py, falling(n, k.unsigned_abs())),
            None => Err(exc::overflow_error(py, format_args!("k must not exceed {}", i64::MAX))),
        }
    }
}

fn check(py: &Py, n: IntRef<'_>, k: IntRef<'_>) -> PyResult<()> {
    match (n.negative, k.negative) {
        (true, _) => Err(negative(py, "n")),
        (_, true) => Err(negative(py, "k")),
        _ => Ok(()),
    }
}

#[cold]
fn negative(py: &Py, name: &str) -> Raised {
    exc::value_error(py, format_args!("{name} must be a non-negative integer"))
}

/// The number of ways without order, if all steps have 128 bits and the result 64: each step divides evenly.
fn small_comb(n: u64, k: u64) -> Option<u64> {
    // With more, the result is larger than that.
    const MOST: u64 = 64;
    if k > MOST {
        return None;
    }
    let mut result: u128 = 1;
    for index in 0..k {
        result = result * u128::from(n - index) / u128::from(index + 1);
        if result > u128::from(u64::MAX) {
            return None;
        }
    }
    u64::try_from(result).ok()
}

/// `n * (n - 1) * … * (n - k + 1)`
fn falling(n: IntRef<'_>, k: u64) -> Result<Int, Error> {
    match n.to_u64() {
        Some(n) => product(&|index| n - index, 0, k),
        None => long_falling(n, 0, k),
    }
}

fn long_falling(n: IntRef<'_>, start: u64, end: u64) -> Result<Int, Error> {
    match end - start {
        0 => Ok(Int::from(1_u64)),
        1 => int::subtract(n, Int::from(start).as_ref()),
        count => {
            let middle = start + count / 2;
            let (left, right) = (long_falling(n, start, middle)?, long_falling(n, middle, end)?);
            int::multiply(left.as_ref(), right.as_ref())
        }
    }
}
