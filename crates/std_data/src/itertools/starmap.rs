//! `starmap`

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("An iterator over what the function returns for arguments that the iterable gives as tuples."),
    signature: Some("(function, iterable, /)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    ..Definition::of(&STARMAP)
};

/// The payload.
#[pyclass(name = "itertools.starmap")]
pub(crate) struct Starmap {
    function: Value,
    iterator: Value,
}

/// All of it.
struct Core;

#[pymethods(Starmap)]
impl Core {
    #[pyslot("(function, iterable, /)", name = "starmap")]
    fn new(class: &Type, py: &mut Py, function: Borrowed<'_>, iterable: &Value) -> PyResult<Value> {
        let iterator = py.iter(iterable)?;
        py.heap().object_of(class, Starmap { function: function.to_value(), iterator })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Starmap, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(arguments) = py.next(&this.iterator)? else { return Ok(None) };
        if let Some(arguments) = arguments.exact::<Tuple>() {
            return call(py, &this.function, arguments.items()).map(Some);
        }
        let arguments = py.collect(&arguments)?;
        call(py, &this.function, &arguments).map(Some)
    }
}

#[inline]
fn call(py: &mut Py, function: &Value, arguments: &[Value]) -> PyResult<Value> {
    match arguments {
        [first] => py.call(function, &[first]),
        [first, second] => py.call(function, &[first, second]),
        [first, second, third] => py.call(function, &[first, second, third]),
        _ => py.call_tuple(function, arguments, None),
    }
}
