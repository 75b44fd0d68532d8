//! `fsum`, and sums and products that keep what rounding takes from them.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::{Py, PyResult, Value};

/// The function.
pub(super) struct Sums;

#[pymodule("math")]
impl Sums {
    /// The exact sum of the floats of an iterable, rounded once.
    #[pyfunction("(seq, /)")]
    fn fsum(py: &mut Py, seq: &Value) -> PyResult<f64> {
        let mut sum = ExactSum::default();
        let iterator = py.iter(seq)?;
        while let Some(item) = py.next(&iterator)? {
            let x = py.to_f64(&item)?;
            if !sum.add(x) {
                return Err(exc::overflow_error(py, format_args!("intermediate overflow in fsum")));
            }
        }
        match sum.finish() {
            Some(sum) => Ok(sum),
            None => Err(exc::value_error(py, format_args!("-inf + inf in fsum"))),
        }
    }
}

/// A number as the sum of two floats that do not overlap.
#[derive(Clone, Copy, Default)]
pub(super) struct Double {
    pub(super) high: f64,
    pub(super) low: f64,
}

/// The sum of two floats, the first of which is not the smaller one.
#[inline]
pub(super) fn fast_sum(a: f64, b: f64) -> Double {
    let high = a + b;
    Double { high, low: (a - high) + b }
}

/// The sum of two floats.
#[inline]
pub(super) fn sum(a: f64, b: f64) -> Double {
    let high = a + b;
    let z = high - a;
    Double { high, low: (a - (high - z)) + (b - z) }
}

/// The product of two floats.
#[inline]
pub(super) fn product(a: f64, b: f64) -> Double {
    let high = a * b;
    Double { high, low: a.mul_add(b, -high) }
}

/// A sum as floats of growing size that do not overlap (Shewchuk 1997).
#[derive(Default)]
struct ExactSum {
    partials: Vec<f64>,
    /// The sum of what is infinite or NaN, and of what is infinite.
    special: f64,
    infinite: f64,
}

impl ExactSum {
    /// Adds a number. False when finite numbers have become too large.
    fn add(&mut self, summand: f64) -> bool {
        let mut x = summand;
        let mut kept = 0;
        for index in 0..self.partials.len() {
            let mut y = self.partials[index];
            if x.abs() < y.abs() {
                (x, y) = (y, x);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                self.partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.partials.truncate(kept);
        if x.is_finite() {
            if x != 0.0 {
                self.partials.push(x);
            }
            return true;
        }
        if summand.is_finite() {
            return false;
        }
        if summand.is_infinite() {
            self.infinite += summand;
        }
        self.special += summand;
        self.partials.clear();
        true
    }

    /// The sum, rounded to even. `None`: both infinities were added.
    fn finish(mut self) -> Option<f64> {
        if self.special != 0.0 {
            return if self.infinite.is_nan() { None } else { Some(self.special) };
        }
        let Some(mut high) = self.partials.pop() else { return Some(0.0) };
        let mut low = 0.0;
        while let Some(y) = self.partials.pop() {
            let x = high;
            high = x + y;
            low = y - (high - x);
            if low != 0.0 {
                break;
            }
        }
        // Half way between two floats, the partials below decide.
        if let Some(&below) = self.partials.last()
            && ((low < 0.0 && below < 0.0) || (low > 0.0 && below > 0.0))
        {
            let y = low * 2.0;
            let x = high + y;
            if y == x - high {
                high = x;
            }
        }
        Some(high)
    }
}
