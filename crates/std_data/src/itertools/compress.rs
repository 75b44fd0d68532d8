//! `compress`

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("An iterator over those items of data whose counterpart in selectors is true."),
    signature: Some("(data, selectors)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    ..Definition::of(&COMPRESS)
};

/// The payload.
#[pyclass(name = "itertools.compress")]
pub(crate) struct Compress {
    data: Value,
    selectors: Value,
}

/// All of it.
struct Core;

#[pymethods(Compress)]
impl Core {
    #[pyslot("(data, selectors)", name = "compress")]
    fn new(class: &Type, py: &mut Py, data: &Value, selectors: &Value) -> PyResult<Value> {
        let data = py.iter(data)?;
        let selectors = py.iter(selectors)?;
        py.heap().object_of(class, Compress { data, selectors })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Compress, py: &mut Py) -> PyResult<Option<Value>> {
        loop {
            let Some(item) = py.next(&this.data)? else { return Ok(None) };
            let Some(selector) = py.next(&this.selectors)? else { return Ok(None) };
            if py.is_true(&selector)? {
                return Ok(Some(item));
            }
        }
    }
}
