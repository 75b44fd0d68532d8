//! `sumprod`: the sum of products, exact for ints and nearly so for floats.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::protocol::number::Operator;
use taipan_object::types::singletons::as_bool;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::sum::{product, sum};

/// The function.
pub(super) struct SumsOfProducts;

#[pymodule("math")]
impl SumsOfProducts {
    /// The sum of the products of values from two iterables: p0*q0 + p1*q1 + ...
    ///
    /// For floats and mixtures of ints and floats, products and sums are computed with extended precision.
    #[pyfunction("(p, q, /)")]
    fn sumprod(py: &mut Py, p: &Value, q: &Value) -> PyResult<Value> {
        let (p, q) = (py.iter(p)?, py.iter(q)?);
        let mut total =
            Total { value: py.int(0)?, whole: Some(0), real: Some(Triple::default()), has_real: false };
        loop {
            match (py.next(&p)?, py.next(&q)?) {
                (Some(p), Some(q)) => total.add(py, &p, &q)?,
                (None, None) => {
                    total.end_whole(py)?;
                    total.end_real(py)?;
                    return Ok(total.value);
                }
                _ => return Err(exc::value_error(py, format_args!("Inputs are not the same length"))),
            }
        }
    }
}

/// A sum in three parts: what is a value already, and sums of machine words that are added to it when their time is over.
struct Total {
    value: Value,
    /// While all are ints that fit: their sum.
    whole: Option<i64>,
    /// While all are floats or ints with floats: their sum.
    real: Option<Triple>,
    /// Whether that is the sum of anything.
    has_real: bool,
}

impl Total {
    fn add(&mut self, py: &mut Py, p: &Value, q: &Value) -> PyResult<()> {
        if let Some(sum) = self.whole {
            if let Some(sum) = add_ints(sum, p, q) {
                self.whole = Some(sum);
                return Ok(());
            }
            self.end_whole(py)?;
        }
        if let Some(sum) = self.real {
            if let Some(sum) = add_floats(sum, p, q) {
                self.real = Some(sum);
                self.has_real = true;
                return Ok(());
            }
            self.end_real(py)?;
        }
        let term = py.binary(Operator::Multiply, p, q)?;
        self.value = py.binary(Operator::Add, &self.value, &term)?;
        Ok(())
    }

    fn end_whole(&mut self, py: &mut Py) -> PyResult<()> {
        if let Some(sum) = self.whole.take() {
            let sum = py.int(sum)?;
            self.value = py.binary(Operator::Add, &self.value, &sum)?;
        }
        Ok(())
    }

    fn end_real(&mut self, py: &mut Py) -> PyResult<()> {
        if let Some(sum) = self.real.take().filter(|_| self.has_real) {
            let sum = py.float(sum.value())?;
            self.value = py.binary(Operator::Add, &self.value, &sum)?;
        }
        Ok(())
    }
}

/// The sum with the product of two ints, if everything fits.
fn add_ints(sum: i64, p: &Value, q: &Value) -> Option<i64> {
    if !p.is_exact_int() || !q.is_exact_int() {
        return None;
    }
    sum.checked_add(p.as_i64()?.checked_mul(q.as_i64()?)?)
}

/// The sum with the product of two floats, or of a float and an int, if it is finite.
fn add_floats(sum: Triple, p: &Value, q: &Value) -> Option<Triple> {
    let float = |value: &Value| value.borrow().is_exact_float().then(|| value.as_float()).flatten();
    let (p, q) = match (float(p), float(q)) {
        (Some(p), Some(q)) => (p, q),
        (Some(p), None) => (p, int_as_float(q.borrow())?),
        (None, Some(q)) => (int_as_float(p.borrow())?, q),
        (None, None) => return None,
    };
    Some(sum.with_product(p, q)).filter(|sum| sum.high.is_finite())
}

fn int_as_float(value: Borrowed<'_>) -> Option<f64> {
    if !value.is_exact_int() && as_bool(&value).is_none() {
        return None;
    }
    let mut limb = [0];
    taipan_num::int::to_f64(value.as_int(&mut limb)?).ok()
}

/// A sum of three floats (Ogita, Rump and Oishi 2005, algorithm 5.10 with K = 3).
#[derive(Clone, Copy, Default)]
struct Triple {
    high: f64,
    low: f64,
    tiny: f64,
}

impl Triple {
    fn with_product(self, p: f64, q: f64) -> Self {
        let term = product(p, q);
        let high = sum(self.high, term.high);
        let low = sum(self.low, term.low);
        let carried = sum(low.high, high.low);
        Self { high: high.high, low: carried.high, tiny: self.tiny + low.low + carried.low }
    }

    fn value(self) -> f64 {
        let last = sum(self.low, self.tiny);
        self.high + last.high
    }
}
