//! Trace and profile functions.

use taipan_macros::pymodule;
use taipan_object::hooks::EvaluationHooks;
use taipan_object::types::singletons::none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

pub(super) struct Tracing;

#[pymodule("sys")]
impl Tracing {
    /// Sets the function that is called for each call, line, return and exception, in the current thread.
    #[pyfunction("(function, /)")]
    fn settrace(py: &mut Py, function: &Value) -> PyResult<()> {
        py.audit("sys.settrace", &[])?;
        (hooks(py)?.set_trace)(py, Some(function))
    }

    /// The trace function, or None.
    #[pyfunction]
    fn gettrace(py: &mut Py) -> PyResult<Value> {
        Ok((hooks(py)?.trace)(py)?.unwrap_or_else(none))
    }

    /// Sets the trace function in all threads.
    #[pyfunction("(function, /)")]
    fn _settraceallthreads(py: &mut Py, function: &Value) -> PyResult<()> {
        (hooks(py)?.set_trace_everywhere)(py, Some(function))
    }

    /// Sets the function that is called for each call and return, those of native functions included.
    #[pyfunction("(function, /)")]
    fn setprofile(py: &mut Py, function: &Value) -> PyResult<()> {
        py.audit("sys.setprofile", &[])?;
        (hooks(py)?.set_profile)(py, Some(function))
    }

    /// The profile function, or None.
    #[pyfunction]
    fn getprofile(py: &mut Py) -> PyResult<Value> {
        Ok((hooks(py)?.profile)(py)?.unwrap_or_else(none))
    }

    /// Sets the profile function in all threads.
    #[pyfunction("(function, /)")]
    fn _setprofileallthreads(py: &mut Py, function: &Value) -> PyResult<()> {
        (hooks(py)?.set_profile_everywhere)(py, Some(function))
    }

    /// Calls func(*args) with tracing enabled, also from a trace function: a debugger debugs what it calls.
    #[pyfunction("(func, args, /)")]
    fn call_tracing(py: &mut Py, func: &Value, args: Borrowed<'_>) -> PyResult<Value> {
        let Some(args) = args.get::<Tuple>() else {
            return Err(exc::type_error(
                py,
                format_args!("call_tracing() argument 2 must be tuple, not {}", args.type_().name()),
            ));
        };
        (hooks(py)?.call_tracing)(py, func, args.items())
    }
}

fn hooks(py: &Py) -> PyResult<EvaluationHooks> {
    match py.interpreter().hooks().evaluation {
        Some(hooks) => Ok(hooks),
        None => Err(exc::system_error(py, format_args!("there is no interpreter"))),
    }
}
