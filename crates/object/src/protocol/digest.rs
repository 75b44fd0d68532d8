//! Comparing secrets in a time that does not tell where they differ.

use std::hint::black_box;

use crate::buffer::BufferRequest;
use crate::exception as exc;
use crate::py::{Py, PyResult};
use crate::types::str_::Str;
use crate::value::Value;

impl Py {
    /// Whether two strings in ASCII, or two bytes-like objects, are equal, found out in a time that does not depend on where they
    /// differ.
    pub fn compare_digest(&mut self, a: &Value, b: &Value) -> PyResult<bool> {
        if let (Some(a), Some(b)) = (a.get::<Str>(), b.get::<Str>()) {
            return match (a.as_ascii(), b.as_ascii()) {
                (Some(a), Some(b)) => Ok(equal(a.as_bytes(), b.as_bytes())),
                _ => Err(exc::type_error(
                    self,
                    format_args!("comparing strings with non-ASCII characters is not supported"),
                )),
            };
        }
        let lends = |value: &Value| value.type_().slots.get_buffer.get().is_some();
        if !lends(a) && !lends(b) {
            return Err(exc::type_error(
                self,
                format_args!(
                    "unsupported operand types(s) or combination of types: '{}' and '{}'",
                    a.type_().name(),
                    b.type_().name()
                ),
            ));
        }
        let a = bytes(self, a)?;
        let b = bytes(self, b)?;
        Ok(equal(&a, &b))
    }
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
