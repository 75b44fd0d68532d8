//! `*Ts`: type variable tuples in the place of several arguments.

use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Value};

use super::{TYPE_VAR_TUPLE, library};

/// `typing.Unpack[value]`
fn unpacked(py: &mut Py, value: &Value) -> PyResult<Value> {
    let unpack = library::get(py, "Unpack")?;
    py.get_item(&unpack, value)
}

/// What `*value` gives: the value, unpacked, once.
pub(super) fn iterate(py: &mut Py, value: &Value) -> PyResult<Value> {
    let unpacked = unpacked(py, value)?;
    let once = py.tuple([unpacked])?;
    py.iter(&once)
}

/// Type parameters, a tuple, with type variable tuples unpacked: what a class is generic over.
pub(super) fn parameters(py: &mut Py, parameters: &Value) -> PyResult<Value> {
    let items = parameters.get::<Tuple>().map_or(&[][..], Tuple::items);
    if !items.iter().any(|item| item.type_().is(&TYPE_VAR_TUPLE)) {
        return Ok(parameters.clone());
    }
    let mut result = Vec::with_capacity(items.len());
    for item in items {
        result.push(if item.type_().is(&TYPE_VAR_TUPLE) { unpacked(py, item)? } else { item.clone() });
    }
    py.tuple(result)
}
