//! `sum`: ints in a machine word as long as they fit, floats with compensation, anything else with `+`.

use taipan_macros::pymodule;
use taipan_num::complex::Complex as Number;
use taipan_object::exception as exc;
use taipan_object::protocol::number::Operator;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::complex::Complex;
use taipan_object::types::list::List;
use taipan_object::types::range::Range;
use taipan_object::types::singletons::as_bool;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Value};

pub(super) struct Builtins;

#[pymodule("builtins")]
impl Builtins {
    /// The sum of numbers, and of a start value.
    ///
    /// For sequences of strings or bytes, join() is the better way.
    #[pyfunction("(iterable, /, start=0)")]
    fn sum(py: &mut Py, iterable: &Value, start: Option<Borrowed<'_>>) -> PyResult<Value> {
        if start.is_none()
            && let Some(sum) = known_sum(py, iterable)
        {
            return sum;
        }
        let iterator = py.iter(iterable)?;
        let start = match start {
            Some(start) => start.to_value(),
            None => py.int(0)?,
        };
        check_start(py, &start)?;
        let mut total = start;
        let Some(mut item) = py.next(&iterator)? else { return Ok(total) };
        loop {
            let rest = if let Some(number) = total.as_small_int() {
                ints(py, &iterator, number, item)?
            } else if let Some(number) = total.exact_float() {
                floats(py, &iterator, number, item)?
            } else if let Some(number) = exact_complex(&total) {
                complexes(py, &iterator, number, item)?
            } else {
                (total, Some(item))
            };
            let (subtotal, Some(stranger)) = rest else { return Ok(rest.0) };
            total = py.binary(Operator::Add, &subtotal, &stranger)?;
            drop((subtotal, stranger));
            match py.next(&iterator)? {
                Some(next) => item = next,
                None => return Ok(total),
            }
        }
    }
}

/// The sum of a range, or of a list or tuple that holds only ints or only floats that are in their words, if it is easily had.
fn known_sum(py: &Py, iterable: &Value) -> Option<PyResult<Value>> {
    if let Some((start, step, length)) = iterable.exact::<Range>().and_then(Range::machine_words) {
        let (start, step, length) = (i128::from(start), i128::from(step), i128::from(length));
        let between = step.checked_mul(length * (length - 1) / 2)?;
        let sum = start.checked_mul(length)?.checked_add(between)?;
        return Some(py.int(i64::try_from(sum).ok()?));
    }
    if let Some(list) = iterable.exact::<List>() {
        return sum_of_words(py, &list.items.get(py));
    }
    sum_of_words(py, iterable.exact::<Tuple>()?.items())
}

fn sum_of_words(py: &Py, items: &[Value]) -> Option<PyResult<Value>> {
    if let Some(first) = items.first()?.as_small_float() {
        let mut sum = Sum::from(first);
        for item in &items[1..] {
            sum.add(item.as_small_float()?);
        }
        return Some(py.float(sum.total()));
    }
    let mut sum = 0_i64;
    for item in items {
        sum = sum.checked_add(item.as_small_int()?)?;
    }
    Some(py.int(sum))
}

/// What a total may not begin with.
fn check_start(py: &Py, start: &Value) -> PyResult<()> {
    let (what, instead) = if start.is_str() {
        ("strings", "''")
    } else if start.get::<Bytes>().is_some() {
        ("bytes", "b''")
    } else if start.type_().native().short_name() == "bytearray" {
        ("bytearray", "b''")
    } else {
        return Ok(());
    };
    Err(exc::type_error(py, format_args!("sum() can't sum {what} [use {instead}.join(seq) instead]")))
}

/// Adds ints and bools as long as they come and the sum fits. What comes back is the sum so far, and the item that did not
/// fit in.
fn ints(py: &mut Py, iterator: &Value, mut sum: i64, mut item: Value) -> PyResult<(Value, Option<Value>)> {
    loop {
        let number = item.as_small_int().or_else(|| as_bool(&item).map(i64::from));
        let Some(next) = number.and_then(|number| sum.checked_add(number)) else {
            return Ok((py.int(sum)?, Some(item)));
        };
        sum = next;
        // Ints in their words and bools need not be dropped.
        std::mem::forget(item);
        match py.next(iterator)? {
            Some(next) => item = next,
            None => return Ok((py.int(sum)?, None)),
        }
    }
}

/// A sum of floats with compensation for what rounding loses (Neumaier, "Rundungsfehleranalyse einiger Verfahren zur
/// Summation endlicher Summen", 1974).
struct Sum {
    high: f64,
    low: f64,
}

impl Sum {
    const fn from(start: f64) -> Self {
        Self { high: start, low: 0.0 }
    }

    #[inline]
    fn add(&mut self, number: f64) {
        let sum = self.high + number;
        let larger = self.high.abs() >= number.abs();
        self.low += if larger { (self.high - sum) + number } else { (number - sum) + self.high };
        self.high = sum;
    }

    fn total(&self) -> f64 {
        if self.low != 0.0 && self.low.is_finite() { self.high + self.low } else { self.high }
    }
}

/// Adds floats and ints.
fn floats(py: &mut Py, iterator: &Value, start: f64, mut item: Value) -> PyResult<(Value, Option<Value>)> {
    let mut sum = Sum::from(start);
    loop {
        match item.exact_float() {
            Some(number) => sum.add(number),
            None if item.is_int() => sum.add(py.to_f64(&item)?),
            None => return Ok((py.float(sum.total())?, Some(item))),
        }
        match py.next(iterator)? {
            Some(next) => item = next,
            None => return Ok((py.float(sum.total())?, None)),
        }
    }
}

fn exact_complex(value: &Value) -> Option<Number> {
    value.exact::<Complex>().map(|complex| complex.0)
}

/// Adds complex numbers, floats and ints.
fn complexes(
    py: &mut Py,
    iterator: &Value,
    start: Number,
    mut item: Value,
) -> PyResult<(Value, Option<Value>)> {
    let (mut real, mut imag) = (Sum::from(start.real), Sum::from(start.imag));
    loop {
        if let Some(number) = exact_complex(&item) {
            real.add(number.real);
            imag.add(number.imag);
        } else if let Some(number) = item.exact_float() {
            real.add(number);
        } else if item.is_int() {
            real.add(py.to_f64(&item)?);
        } else {
            return Ok((py.heap().complex(real.total(), imag.total())?, Some(item)));
        }
        match py.next(iterator)? {
            Some(next) => item = next,
            None => return Ok((py.heap().complex(real.total(), imag.total())?, None)),
        }
    }
}
