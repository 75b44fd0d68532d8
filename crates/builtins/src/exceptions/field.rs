//! Attributes that are a field of the payload: read as `None` where nothing is set, and deleted by setting nothing.

use taipan_object::exception as exc;
use taipan_object::exception::payload::or_none;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

/// The definition of such an attribute: `field!("name", "docstring", this => payload of this, field)`.
macro_rules! field {
    ($name:literal, $doc:literal, $this:ident => $payload:expr, $field:ident) => {
        taipan_object::native::GetSetDef {
            name: $name,
            member: true,
            doc: Some($doc),
            get: |py, $this| Ok($crate::exceptions::field::read(py, $payload.map(|it| &it.$field))),
            set: Some(|py, $this, value| {
                $crate::exceptions::field::write(py, $payload.map(|it| &it.$field), value);
                Ok(())
            }),
        }
    };
    ($name:literal, $doc:literal, $this:ident => $payload:expr, $field:ident, read only) => {
        taipan_object::native::GetSetDef {
            name: $name,
            member: true,
            doc: Some($doc),
            get: |py, $this| Ok($crate::exceptions::field::read(py, $payload.map(|it| &it.$field))),
            set: Some($crate::exceptions::field::read_only),
        }
    };
}
pub(super) use field;

pub(super) fn read(py: &Py, field: Option<&PyCell<Option<Value>>>) -> Value {
    field.map_or_else(none, |field| or_none(field, py))
}

pub(super) fn write(py: &mut Py, field: Option<&PyCell<Option<Value>>>, value: Option<Borrowed<'_>>) {
    if let Some(field) = field {
        drop(field.replace(py, value.map(Borrowed::to_value)));
    }
}

pub(super) fn read_only(py: &mut Py, _: Borrowed<'_>, _: Option<Borrowed<'_>>) -> PyResult<()> {
    Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("readonly attribute")))
}

/// Sets a field.
pub(super) fn set(py: &mut Py, field: &PyCell<Option<Value>>, value: Option<Value>) {
    drop(field.replace(py, value));
}
