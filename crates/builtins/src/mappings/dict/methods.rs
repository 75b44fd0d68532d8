//! The methods of `dict`.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::dict::Dict;
use taipan_object::types::dict::iterators::ReversedKeys;
use taipan_object::types::dict::views::{DictItems, DictKeys, DictValues};
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::super::class_getitem;
use super::operators::get_item;
use super::{copy, or_none};

/// Looking up, adding, removing.
pub(super) struct Methods;

#[pymethods(Dict)]
impl Methods {
    /// The value of a key, or what __missing__ gives.
    #[pymethod("($self, key, /)", name = "__getitem__")]
    fn getitem(this: Borrowed<'_>, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        get_item(py, this, key)
    }

    /// Whether the dict has a key.
    #[pymethod("($self, key, /)", name = "__contains__")]
    fn contains(this: &Dict, py: &mut Py, key: &Value) -> PyResult<bool> {
        this.contains(py, key)
    }

    /// The bytes that the dict takes, without its keys and values.
    #[pymethod("($self, /)", name = "__sizeof__")]
    fn size_of(this: Borrowed<'_>, py: &mut Py) -> PyResult<usize> {
        Ok(this.type_().instance_size() + super::payload(py, this)?.table_bytes(py))
    }

    /// The value of a key, or the default.
    #[pymethod("($self, key, default=None, /)")]
    fn get(this: &Dict, py: &mut Py, key: &Value, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        Ok(match this.get(py, key)? {
            Some(value) => value,
            None => or_none(default),
        })
    }

    /// The value of a key; where there is none, it becomes the default.
    #[pymethod("($self, key, default=None, /)")]
    fn setdefault(this: &Dict, py: &mut Py, key: &Value, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let default = or_none(default);
        Ok(this.set_default(py, key, &default)?.0)
    }

    /// Removes a key and gives its value; where there is none, the default, or KeyError.
    #[pymethod("($self, key, default=<unrepresentable>, /)")]
    fn pop(this: &Dict, py: &mut Py, key: &Value, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        // A key is not even hashed where there is none to find.
        let found = if this.is_empty(py) { None } else { this.remove(py, key)? };
        match (found, default) {
            (Some(value), _) => Ok(value),
            (None, Some(default)) => Ok(default.to_value()),
            (None, None) => Err(exc::key_error(py, key)),
        }
    }

    /// Removes the key that was added last and gives it with its value.
    #[pymethod("($self, /)")]
    fn popitem(this: &Dict, py: &mut Py) -> PyResult<Value> {
        match this.remove_last(py) {
            Some((key, value)) => py.heap().pair(key, value),
            None => Err(py.error(&exc::KEY_ERROR, format_args!("popitem(): dictionary is empty"))),
        }
    }

    /// A view of the keys.
    #[pymethod("($self, /)")]
    fn keys(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.heap().object(DictKeys::of(this))
    }

    /// A view of the keys with their values, as pairs.
    #[pymethod("($self, /)")]
    fn items(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.heap().object(DictItems::of(this))
    }

    /// A view of the values.
    #[pymethod("($self, /)")]
    fn values(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.heap().object(DictValues::of(this))
    }

    /// Removes everything.
    #[pymethod("($self, /)")]
    fn clear(this: &Dict, py: &mut Py) -> Value {
        this.clear(py);
        none()
    }

    /// A dict with the same keys and values.
    #[pymethod("($self, /)")]
    fn copy(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        copy(py, this)
    }

    /// An iterator over the keys, the last one first.
    #[pymethod("($self, /)", name = "__reversed__")]
    fn reversed(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        ReversedKeys::over(py, this)
    }

    /// See PEP 585.
    #[pyclassmethod("($type, object, /)", name = "__class_getitem__")]
    fn class_getitem(class: &Type, py: &mut Py, arguments: Borrowed<'_>) -> PyResult<Value> {
        class_getitem(py, class, arguments)
    }
}
