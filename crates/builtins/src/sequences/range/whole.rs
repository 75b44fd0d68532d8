//! Arithmetic of ints of any size, without asking their types: what ranges compute with.

use std::cmp::Ordering;

use taipan_num::int::{self, Int, IntRef};
use taipan_object::exception as exc;
use taipan_object::types::singletons::is_none;
use taipan_object::types::slice::Slice;
use taipan_object::{Borrowed, Py, PyResult, Value};

/// `operator.index`, as an exact int.
pub(crate) fn exact(py: &mut Py, value: Borrowed<'_>) -> PyResult<Value> {
    if value.as_small_int().is_some() {
        return Ok(value.to_value());
    }
    let int = py.index(&value)?;
    if int.is_exact_int() {
        return Ok(int);
    }
    match int.as_int(&mut [0]) {
        Some(number) => py.heap().big_int(number),
        None => Ok(int),
    }
}

/// An operation on two ints: with machine words if it does not overflow there.
#[inline]
fn operate(
    py: &mut Py,
    left: &Value,
    right: &Value,
    small: fn(i64, i64) -> Option<i64>,
    big: fn(IntRef<'_>, IntRef<'_>) -> Result<Int, taipan_num::Error>,
) -> PyResult<Value> {
    if let (Some(left), Some(right)) = (left.as_small_int(), right.as_small_int())
        && let Some(result) = small(left, right)
    {
        return py.int(result);
    }
    match big(number(left, &mut [0]), number(right, &mut [0])) {
        Ok(result) => py.int_from_big(&result),
        Err(_) => Err(py.heap().no_memory()),
    }
}

fn number<'a>(value: &'a Value, limb: &'a mut [u64; 1]) -> IntRef<'a> {
    value.as_int(limb).unwrap_or(IntRef::ZERO)
}

/// `left + right`
pub(crate) fn add(py: &mut Py, left: &Value, right: &Value) -> PyResult<Value> {
    operate(py, left, right, i64::checked_add, int::add)
}

/// `left - right`
pub(crate) fn subtract(py: &mut Py, left: &Value, right: &Value) -> PyResult<Value> {
    operate(py, left, right, i64::checked_sub, int::subtract)
}

/// `left * right`
pub(crate) fn multiply(py: &mut Py, left: &Value, right: &Value) -> PyResult<Value> {
    operate(py, left, right, i64::checked_mul, int::multiply)
}

/// `-value`
pub(crate) fn negative(py: &mut Py, value: &Value) -> PyResult<Value> {
    let zero = py.int(0)?;
    subtract(py, &zero, value)
}

/// `left // right` and `left % right`; the divisor is not 0.
pub(crate) fn divide(py: &mut Py, left: &Value, right: &Value) -> PyResult<(Value, Value)> {
    if let (Some(left), Some(right)) = (left.as_small_int(), right.as_small_int()) {
        let (quotient, rest) = (left / right, left % right);
        // Towards minus infinity.
        let down = rest != 0 && (rest < 0) != (right < 0);
        let (quotient, rest) = if down { (quotient - 1, rest + right) } else { (quotient, rest) };
        return Ok((py.int(quotient)?, py.int(rest)?));
    }
    match int::divide_modulo(number(left, &mut [0]), number(right, &mut [0])) {
        Ok((quotient, rest)) => Ok((py.int_from_big(&quotient)?, py.int_from_big(&rest)?)),
        Err(_) => Err(py.heap().no_memory()),
    }
}

/// How two ints compare.
pub(crate) fn order(left: &Value, right: &Value) -> Ordering {
    match (left.as_small_int(), right.as_small_int()) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => int::compare(number(left, &mut [0]), number(right, &mut [0])),
    }
}

/// Whether an int is below 0.
pub(crate) fn is_negative(value: &Value) -> bool {
    number(value, &mut [0]).negative
}

/// How many numbers there are from `start` to before `stop`.
pub(crate) fn count(py: &mut Py, start: &Value, stop: &Value, step: &Value) -> PyResult<Value> {
    if let (Some(start), Some(stop), Some(step)) = (start.as_i64(), stop.as_i64(), step.as_i64())
        && let Some(count) = taipan_object::types::range::count(start, stop, step)
    {
        return py.int(count);
    }
    let down = is_negative(step);
    let (low, high) = if down { (stop, start) } else { (start, stop) };
    if order(low, high).is_ge() {
        return py.int(0);
    }
    let one = py.int(1)?;
    let size = if down { negative(py, step)? } else { step.clone() };
    let distance = subtract(py, high, low)?;
    let distance = subtract(py, &distance, &one)?;
    let (steps, _) = divide(py, &distance, &size)?;
    add(py, &steps, &one)
}

/// `slice.indices(length)`: start, stop and step of the places that a slice selects of so many.
pub(crate) fn slice_indices(py: &mut Py, slice: &Slice, length: &Value) -> PyResult<(Value, Value, Value)> {
    let step = match index(py, slice.step())? {
        Some(step) if step.as_small_int() == Some(0) => {
            return Err(exc::value_error(py, format_args!("slice step cannot be zero")));
        }
        Some(step) => step,
        None => py.int(1)?,
    };
    let (zero, below) = (py.int(0)?, py.int(-1)?);
    let down = is_negative(&step);
    let (lowest, highest) =
        if down { (below.clone(), add(py, length, &below)?) } else { (zero, length.clone()) };
    let (first, last) = if down { (&highest, &lowest) } else { (&lowest, &highest) };
    let clip = |py: &mut Py, value: &Value, default: &Value| -> PyResult<Value> {
        let Some(mut place) = index(py, value)? else { return Ok(default.clone()) };
        if is_negative(&place) {
            place = add(py, &place, length)?;
            return Ok(if order(&place, &lowest).is_lt() { lowest.clone() } else { place });
        }
        Ok(if order(&place, &highest).is_gt() { highest.clone() } else { place })
    };
    let start = clip(py, slice.start(), first)?;
    let stop = clip(py, slice.stop(), last)?;
    Ok((start, stop, step))
}

/// A number of a slice; nothing for None.
fn index(py: &mut Py, value: &Value) -> PyResult<Option<Value>> {
    if is_none(value) {
        return Ok(None);
    }
    if !value.is_int() && value.type_().slots.index.get().is_none() {
        return Err(exc::type_error(
            py,
            format_args!("slice indices must be integers or None or have an __index__ method"),
        ));
    }
    exact(py, value.borrow()).map(Some)
}
