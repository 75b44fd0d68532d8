//! Interpreters as old native code makes them.

use taipan_macros::pymodule;
use taipan_object::runtime::{InterpreterConfig, Whence};
use taipan_object::{Py, PyResult, Value};

use crate::internal::interpreters::run_in_new;

pub(super) struct Interpreters;

#[pymodule("_testcapi")]
impl Interpreters {
    /// Executes source text in an interpreter of its own, which shares the main one's lock.
    #[pyfunction("(code, /)", hidden)]
    fn run_in_subinterp(py: &mut Py, code: Value) -> PyResult<i64> {
        run_in_new(py, &code, InterpreterConfig::LEGACY, Whence::LegacyCapi)
    }
}
