//! Comparing deques, as sequences are.

use taipan_macros::pymethods;
use taipan_object::types::singletons::{boolean, not_implemented};
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};

use super::{Deque, mutated};

/// The comparisons.
pub(super) struct Compare;

#[pymethods(Deque)]
impl Compare {
    #[pyslot]
    fn compare(this: &Deque, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        let Some(other) = other.get::<Deque>() else { return Ok(not_implemented()) };
        if matches!(op, CompareOp::Eq | CompareOp::Ne) {
            if std::ptr::eq(this, other) {
                return Ok(boolean(op == CompareOp::Eq));
            }
            if this.len(py) != other.len(py) {
                return Ok(boolean(op == CompareOp::Ne));
            }
        }
        let changes = (this.changes.get(), other.changes.get());
        let mut at = 0;
        loop {
            if (this.changes.get(), other.changes.get()) != changes {
                return Err(mutated(py));
            }
            let (own, others) = (this.item(py, at), other.item(py, at));
            let (Some(own), Some(others)) = (own, others) else { break };
            if !py.equal(&own, &others)? {
                return py.compare_truth(&own, &others, op).map(boolean);
            }
            at += 1;
        }
        Ok(boolean(op.holds(this.len(py).cmp(&other.len(py)))))
    }
}
