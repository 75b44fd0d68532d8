//! `sum`: ints in a machine word as long as they fit, floats with compensation, anything else with `+`.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::protocol::number::Operator;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::as_bool;
use taipan_object::{Borrowed, Py, PyResult, Value};

pub(super) struct Builtins;

#[pymodule("builtins")]
impl Builtins {
    /// The sum of numbers, and of a start value.
    ///
    /// For sequences of strings or bytes, join() is the better way.
    #[pyfunction("(iterable, /, start=0)")]
    fn sum(py: &mut Py, iterable: &Value, start: Option<Borrowed<'_>>) -> PyResult<Value> {
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
        match py.next(iterator)? {
            Some(next) => item = next,
            None => return Ok((py.int(sum)?, None)),
        }
    }
}

/// Adds floats and ints with compensation for what rounding loses (Neumaier, "Rundungsfehleranalyse einiger Verfahren zur
/// Summation endlicher Summen", 1974).
fn floats(py: &mut Py, iterator: &Value, start: f64, mut item: Value) -> PyResult<(Value, Option<Value>)> {
    let (mut high, mut low) = (start, 0.0);
    let total = |high: f64, low: f64| if low != 0.0 && low.is_finite() { high + low } else { high };
    loop {
        let number = match item.exact_float() {
            Some(number) => number,
            None if item.is_int() => py.to_f64(&item)?,
            None => return Ok((py.float(total(high, low))?, Some(item))),
        };
        let sum = high + number;
        low += if high.abs() >= number.abs() { (high - sum) + number } else { (number - sum) + high };
        high = sum;
        match py.next(iterator)? {
            Some(next) => item = next,
            None => return Ok((py.float(total(high, low))?, None)),
        }
    }
}
