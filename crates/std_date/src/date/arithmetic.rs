//! Adding to dates, their differences, comparing and hashing them. A datetime is a stranger here, though its class derives
//! from `date`.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Raised, Value};

use super::{DATE, Date, exact, of_class, plain};
use crate::delta::{self, span_of};
use crate::packed::Day;
use crate::span::Span;

/// Operators.
pub(super) struct Arithmetic;

#[pymethods(Date)]
impl Arithmetic {
    #[pyslot]
    fn add(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        let (date, span) = if left.get::<Date>().is_some() { (left, right) } else { (right, left) };
        match (plain(date), span_of(&span)) {
            (Some(_), Some(span)) => later(py, date, span.days.into()).map(Some),
            _ => Ok(None),
        }
    }

    #[pyslot]
    fn subtract(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        let Some(date) = plain(left) else { return Ok(None) };
        if let Some(other) = plain(right) {
            let days = date.day.ordinal() - other.day.ordinal();
            return delta::new(py, Span::of_days(days as i32)).map(Some);
        }
        match span_of(&right) {
            Some(span) => later(py, left, -i64::from(span.days)).map(Some),
            None => Ok(None),
        }
    }

    #[pyslot]
    fn compare(this: &Date, _: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Option<bool>> {
        Ok(plain(other).map(|other| op.holds(this.day.cmp(&other.day))))
    }

    #[pyslot]
    fn hash(this: &Date, py: &mut Py) -> PyResult<i64> {
        if this.hash.get() == -1 {
            this.hash.set(py.interpreter().hash_secret().bytes(&this.day.bytes()));
        }
        Ok(this.hash.get())
    }
}

/// The date so many days later, of the same class.
fn later(py: &mut Py, this: Borrowed<'_>, days: i64) -> PyResult<Value> {
    let Some(date) = this.get::<Date>() else { return Ok(this.to_value()) };
    match date.day.calendar().later(days) {
        Some(day) if this.type_().is(&DATE) => exact(py, Day::new(day)),
        Some(day) => of_class(py, this.type_(), day),
        None => Err(out_of_range(py)),
    }
}

/// `OverflowError`: the calendar has no such day.
#[cold]
pub(crate) fn out_of_range(py: &Py) -> Raised {
    exc::overflow_error(py, format_args!("date value out of range"))
}
