//! Adding, subtracting, comparing and hashing spans.

use taipan_macros::pymethods;
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};

use super::{Delta, new, span_of};
use crate::span::Span;

/// What needs nothing but the numbers.
pub(super) struct Arithmetic;

#[pymethods(Delta)]
impl Arithmetic {
    #[pyslot]
    fn add(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        match (span_of(&left), span_of(&right)) {
            (Some(left), Some(right)) => new(py, left.plus(right)).map(Some),
            _ => Ok(None),
        }
    }

    #[pyslot]
    fn subtract(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        match (span_of(&left), span_of(&right)) {
            (Some(left), Some(right)) => new(py, left.minus(right)).map(Some),
            _ => Ok(None),
        }
    }

    #[pyslot]
    fn negative(this: &Delta, py: &mut Py) -> PyResult<Value> {
        new(py, this.span.negative())
    }

    #[pyslot]
    fn positive(this: &Delta, py: &mut Py) -> PyResult<Value> {
        new(py, this.span)
    }

    #[pyslot]
    fn absolute(this: &Delta, py: &mut Py) -> PyResult<Value> {
        new(py, if this.span.days < 0 { this.span.negative() } else { this.span })
    }

    #[pyslot]
    fn truth(this: &Delta, _: &mut Py) -> PyResult<bool> {
        Ok(this.span != Span::ZERO)
    }

    #[pyslot]
    fn compare(this: &Delta, _: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Option<bool>> {
        Ok(span_of(&other).map(|other| op.holds(this.span.cmp(&other))))
    }

    #[pyslot]
    fn hash(this: &Delta, _: &mut Py) -> PyResult<i64> {
        Ok(hash(this.span))
    }
}

/// The hash of a tuple of the three numbers.
///
/// Tuples are hashed by a variant of xxHash over the hashes of their items, which for numbers as small as these are the numbers,
/// but -2 for -1.
pub(crate) fn hash(span: Span) -> i64 {
    const FIRST: u64 = 11_400_714_785_074_694_791;
    const SECOND: u64 = 14_029_467_366_897_019_727;
    const FIFTH: u64 = 2_870_177_450_012_600_261;
    let mut sum = FIFTH;
    for item in [span.days, span.seconds, span.microseconds] {
        let item = i64::from(if item == -1 { -2 } else { item }) as u64;
        sum = sum.wrapping_add(item.wrapping_mul(SECOND)).rotate_left(31).wrapping_mul(FIRST);
    }
    sum = sum.wrapping_add(3 ^ (FIFTH ^ 3_527_539));
    if sum == u64::MAX { 1_546_275_796 } else { sum as i64 }
}
