//! Comparing and hashing times.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::singletons::none_ref;
use taipan_object::{Borrowed, CompareOp, Py, PyResult};

use super::Time;
use crate::delta;
use crate::span::Span;
use crate::zone;

/// Operators.
pub(super) struct Arithmetic;

#[pymethods(Time)]
impl Arithmetic {
    #[pyslot]
    fn compare(this: &Time, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Option<bool>> {
        let Some(other) = other.get::<Time>() else { return Ok(None) };
        let order = this.clock.order().cmp(&other.clock.order());
        if zone::same(this.zone.as_ref(), other.zone.as_ref()) {
            return Ok(Some(op.holds(order)));
        }
        let left = zone::offset(py, this.zone.as_ref(), none_ref())?;
        let right = zone::offset(py, other.zone.as_ref(), none_ref())?;
        match (left, right, op) {
            _ if left == right => Ok(Some(op.holds(order))),
            (Some(left), Some(right), _) => {
                let seconds = |time: &Time, offset: Span| time.clock.seconds() - offset.total_seconds();
                let order = seconds(this, left).cmp(&seconds(other, right));
                let order = order.then(this.clock.microsecond().cmp(&other.clock.microsecond()));
                Ok(Some(op.holds(order)))
            }
            (_, _, CompareOp::Eq) => Ok(Some(false)),
            (_, _, CompareOp::Ne) => Ok(Some(true)),
            _ => Err(exc::type_error(py, format_args!("can't compare offset-naive and offset-aware times"))),
        }
    }

    #[pyslot]
    fn hash(this: &Time, py: &mut Py) -> PyResult<i64> {
        if this.hash.get() == -1 {
            let hash = match zone::offset(py, this.zone.as_ref(), none_ref())? {
                None => py.interpreter().hash_secret().bytes(&this.clock.bytes()),
                Some(offset) => {
                    let time = Span::normal(0, this.clock.seconds(), this.clock.microsecond().into());
                    delta::hash(time.minus(offset))
                }
            };
            this.hash.set(hash);
        }
        Ok(this.hash.get())
    }
}
