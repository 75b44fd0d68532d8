//! `Placeholder`: stands in a `partial` for an argument that is still to come.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::{Args, Py, PyCell, PyResult, Type, Value};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("The type of Placeholder, which is its only instance."),
    slots: &[PlaceholderType::SLOTS],
    methods: &[PlaceholderType::METHODS],
    ..Definition::of(&PLACEHOLDER_TYPE)
};

/// The payload.
#[pyclass(name = "functools._PlaceholderType", leaf)]
pub(crate) struct PlaceholderType;

/// The only instance of the interpreter.
#[derive(Default)]
struct Instance(PyCell<Option<Value>>);

/// `Placeholder`
pub(super) fn placeholder(py: &mut Py) -> PyResult<Value> {
    let instance = py.state::<Instance>();
    if let Some(instance) = &*instance.0.get(py) {
        return Ok(instance.clone());
    }
    let new = py.heap().object(PlaceholderType)?;
    drop(instance.0.replace(py, Some(new.clone())));
    Ok(new)
}

/// Whether a value is the placeholder.
#[inline]
pub(super) fn is_placeholder(value: &Value) -> bool {
    value.exact::<PlaceholderType>().is_some()
}

#[pymethods]
impl PlaceholderType {
    #[pyslot]
    fn new(_: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if !args.is_empty() || args.has_keywords() {
            return Err(exc::type_error(py, format_args!("PlaceholderType takes no arguments")));
        }
        placeholder(py)
    }

    #[pyslot]
    fn repr(&self) -> &'static str {
        "Placeholder"
    }

    /// The name under which pickles find it.
    #[pymethod("($self, /)")]
    fn __reduce__(&self) -> &'static str {
        "Placeholder"
    }
}
