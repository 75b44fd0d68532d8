//! Times as the C API has them.

use taipan_macros::pymodule;
use taipan_object::{Borrowed, Py, PyResult};
use taipan_std_os::time::convert;

pub(super) struct Times;

#[pymodule("_testcapi")]
impl Times {
    /// Nanoseconds as a float of seconds.
    #[pyfunction("(nanoseconds, /)", hidden)]
    fn PyTime_AsSecondsDouble(py: &mut Py, nanoseconds: Borrowed<'_>) -> PyResult<f64> {
        convert::whole_nanoseconds(py, nanoseconds).map(convert::to_seconds)
    }
}
