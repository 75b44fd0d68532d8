//! `_compare_digest`: comparing secrets in a time that does not tell where they differ.

use taipan_macros::pymodule;
use taipan_object::{Py, PyResult, Value};

/// The function.
pub(super) struct Digests;

#[pymodule("_operator")]
impl Digests {
    /// Whether a equals b, found out in a time that does not depend on where they differ.
    ///
    /// Both must be strings in ASCII, or both bytes-like. That one is longer than the other may show in the time.
    #[pyfunction("(a, b, /)")]
    fn _compare_digest(py: &mut Py, a: &Value, b: &Value) -> PyResult<bool> {
        py.compare_digest(a, b)
    }
}
