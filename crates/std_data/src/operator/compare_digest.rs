//! `_compare_digest`: comparing secrets in a time that does not tell where they differ.

use std::hint::black_box;

use taipan_macros::pymodule;
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value};

/// The function.
pub(super) struct Digests;

#[pymodule("_operator")]
impl Digests {
    /// Whether a equals b, found out in a time that does not depend on where they differ.
    ///
    /// Both must be strings in ASCII, or both bytes-like. That one is longer than the other may show in the time.
    #[pyfunction("(a, b, /)")]
    fn _compare_digest(py: &mut Py, a: &Value, b: &Value) -> PyResult<bool> {
        compare(py, a, b)
    }
}

/// What the function does.
pub(crate) fn compare(py: &mut Py, a: &Value, b: &Value) -> PyResult<bool> {
    if let (Some(a), Some(b)) = (a.get::<Str>(), b.get::<Str>()) {
        return match (a.as_ascii(), b.as_ascii()) {
            (Some(a), Some(b)) => Ok(equal(a.as_bytes(), b.as_bytes())),
            _ => Err(exc::type_error(
                py,
                format_args!("comparing strings with non-ASCII characters is not supported"),
            )),
        };
    }
    let lends = |value: &Value| value.type_().slots.get_buffer.get().is_some();
    if !lends(a) || !lends(b) {
        return Err(exc::type_error(
            py,
            format_args!(
                "unsupported operand types(s) or combination of types: '{}' and '{}'",
                a.type_().name(),
                b.type_().name()
            ),
        ));
    }
    let a = bytes(py, a)?;
    let b = bytes(py, b)?;
    Ok(equal(&a, &b))
}

/// The bytes of a buffer of one dimension.
fn bytes(py: &mut Py, value: &Value) -> PyResult<Vec<u8>> {
    let buffer = py.get_buffer(value, BufferRequest::SIMPLE)?;
    let one_dimension = buffer.shape.as_ref().is_none_or(|shape| shape.len() <= 1);
    let bytes = buffer.to_vec();
    py.release_buffer(buffer);
    if !one_dimension {
        return Err(py.error(&exc::BUFFER_ERROR, format_args!("Buffer must be single dimension")));
    }
    Ok(bytes)
}

fn equal(a: &[u8], b: &[u8]) -> bool {
    // Where the lengths differ, b is compared with itself, so that the time is that of b.
    let other = if a.len() == b.len() { a } else { b };
    let difference = other.iter().zip(b).fold(0, |difference, (a, b)| black_box(difference | (a ^ b)));
    difference == 0 && a.len() == b.len()
}
