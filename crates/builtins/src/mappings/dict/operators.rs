//! What the language does with dicts: subscripts, `in`, `|`, `==`, iteration, `repr`.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::dict::iterators::KeyIterator;
use taipan_object::types::dict::{DICT, Dict};
use taipan_object::types::singletons::{boolean, not_implemented};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};
use taipan_strings::Buffer;
use taipan_text::Name;

use super::{copy, payload};

/// The slots.
pub(super) struct Operators;

#[pymethods(Dict)]
impl Operators {
    #[pyslot]
    fn length(this: &Dict, py: &mut Py) -> usize {
        this.len(py)
    }

    #[pyslot]
    fn contains(this: &Dict, py: &mut Py, key: &Value) -> PyResult<bool> {
        this.contains(py, key)
    }

    #[pyslot]
    fn getitem(this: Borrowed<'_>, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        get_item(py, this, key)
    }

    #[pyslot]
    fn setitem(this: &Dict, py: &mut Py, key: &Value, value: Option<Borrowed<'_>>) -> PyResult<()> {
        match value {
            Some(value) => this.set(py, key, value.to_value()),
            None => match this.remove(py, key)? {
                Some(_) => Ok(()),
                None => Err(exc::key_error(py, key)),
            },
        }
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        KeyIterator::over(py, this)
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        if left.get::<Dict>().is_none() || right.get::<Dict>().is_none() {
            return Ok(not_implemented());
        }
        let result = copy(py, left)?;
        payload(py, result.borrow())?.update(py, &right)?;
        Ok(result)
    }

    #[pyslot]
    fn inplace_or(this: Borrowed<'_>, py: &mut Py, other: &Value) -> PyResult<Value> {
        payload(py, this)?.update(py, other)?;
        Ok(this.to_value())
    }

    #[pyslot]
    fn compare(this: &Dict, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        match (op, other.get::<Dict>()) {
            (CompareOp::Eq, Some(other)) => equal(py, this, other).map(boolean),
            (CompareOp::Ne, Some(other)) => equal(py, this, other).map(|equal| boolean(!equal)),
            _ => Ok(not_implemented()),
        }
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        if payload(py, this)?.is_empty(py) {
            return py.str("{}");
        }
        let Some(guard) = py.enter_repr(this) else { return py.str("{...}") };
        let result = show(py, payload(py, this)?);
        py.leave_repr(guard);
        result
    }
}

/// `dict[key]`; where a subclass has no such key, what its `__missing__` gives.
pub(super) fn get_item(py: &mut Py, this: Borrowed<'_>, key: Borrowed<'_>) -> PyResult<Value> {
    match payload(py, this)?.get(py, &key)? {
        Some(value) => Ok(value),
        None if this.type_().is(&DICT) => Err(exc::key_error(py, &key)),
        None => missing(py, this, key),
    }
}

/// What `__missing__` of the class gives for a key that is not there.
#[cold]
fn missing(py: &mut Py, this: Borrowed<'_>, key: Borrowed<'_>) -> PyResult<Value> {
    let name = py.name(Name::__MISSING__).clone();
    let Some(found) = this.type_().lookup(py, &name) else { return Err(exc::key_error(py, &key)) };
    let bound = match found.type_().slots.descr_get.get() {
        Some(get) => get(py, found.borrow(), Some(this), Some(this.type_().borrow()))?,
        None => found,
    };
    py.call(&bound, &[&key])
}

/// Whether two dicts have equal values for the same keys.
fn equal(py: &mut Py, this: &Dict, other: &Dict) -> PyResult<bool> {
    if this.len(py) != other.len(py) {
        return Ok(false);
    }
    if let Some(equal) = this.known_equal(py, other) {
        return Ok(equal);
    }
    let mut at = 0;
    while let Some(entry) = this.next_entry(py, at) {
        at = entry.position + 1;
        let Some(value) = other.get_hashed(py, &entry.key, entry.hash)? else { return Ok(false) };
        if !py.equal(&entry.value, &value)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn show(py: &mut Py, dict: &Dict) -> PyResult<Value> {
    let mut text = Buffer::new();
    text.push('{'.into())?;
    let (mut at, mut first) = (0, true);
    while let Some((key, value, next)) = dict.next(py, at) {
        at = next;
        if !first {
            text.push_str(", ")?;
        }
        first = false;
        show_value(py, &mut text, &key)?;
        text.push_str(": ")?;
        show_value(py, &mut text, &value)?;
    }
    text.push('}'.into())?;
    py.heap().str_from_buffer(&text)
}

fn show_value(py: &mut Py, text: &mut Buffer, value: &Value) -> PyResult<()> {
    let shown = py.repr(value)?;
    if let Some(shown) = shown.get::<Str>() {
        text.extend_units(shown.units())?;
    }
    Ok(())
}
