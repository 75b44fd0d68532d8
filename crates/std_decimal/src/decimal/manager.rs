//! The context manager that `localcontext()` gives.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::{boolean, is_none};
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

use super::context::{self, Context, Settings};
use super::current;

/// The payload.
#[pyclass(static = MANAGER, name = "decimal.ContextManager")]
pub(super) struct ContextManager {
    local: Value,
    global: Value,
}

pub(super) const DEFINITION: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    methods: &[ContextManager::METHODS],
    ..Definition::of(&MANAGER)
};

/// A manager for a copy of a context, with attributes set.
pub(super) fn make(py: &mut Py, context: Option<Borrowed<'_>>, settings: Settings<'_>) -> PyResult<Value> {
    let global = current::get(py)?;
    let local = match context.filter(|context| !is_none(context)) {
        None => global.clone(),
        Some(context) if context.get::<Context>().is_some() => context.to_value(),
        Some(_) => return Err(exc::type_error(py, format_args!("optional argument must be a context"))),
    };
    let local = context::copy(py, local.borrow())?;
    context::set_all(py, &local, settings)?;
    py.heap().object(ContextManager { local, global })
}

#[pymethods]
impl ContextManager {
    /// Makes the copy the current context, and gives it.
    #[pymethod("($self, /)")]
    fn __enter__(&self, py: &mut Py) -> PyResult<Value> {
        current::set(py, self.local.borrow())?;
        Ok(self.local.clone())
    }

    /// Makes the context current that was so before.
    #[pymethod("($self, /, *args)", hidden)]
    fn __exit__(&self, py: &mut Py, _args: Args<'_>) -> PyResult<Value> {
        current::set(py, self.global.borrow())?;
        Ok(boolean(false))
    }
}
