//! Whether two code objects are equal.

use taipan_object::types::float::FLOAT;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Value};

use super::Code;

/// Whether two code objects do the same in the same place.
pub(super) fn same(py: &mut Py, a: &Code, b: &Code) -> PyResult<bool> {
    let (left, right) = (&a.tables, &b.tables);
    let plain = same_names(std::slice::from_ref(&a.name), std::slice::from_ref(&b.name))
        && a.arguments == b.arguments
        && left.positional_only == right.positional_only
        && a.keyword_only == b.keyword_only
        && a.flags == b.flags
        && left.first_line == right.first_line
        && left.code == right.code
        && left.lines == right.lines
        && left.handlers == right.handlers
        && same_names(&a.names, &b.names)
        && same_names(&a.local_names, &b.local_names);
    Ok(plain && same_constants(py, &a.constants, &b.constants)?)
}

fn same_names(a: &[Value], b: &[Value]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| match (a.get::<Str>(), b.get::<Str>()) {
            (Some(a), Some(b)) => a.equals(b),
            _ => false,
        })
}

fn same_constants(py: &mut Py, a: &[Value], b: &[Value]) -> PyResult<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (a, b) in a.iter().zip(b) {
        if !same_constant(py, a, b)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether two constants could stand for each other: 1 and 1.0 are equal, and so are 0.0 and -0.0, but they could not.
fn same_constant(py: &mut Py, a: &Value, b: &Value) -> PyResult<bool> {
    py.check_stack("in comparison")?;
    if a.is(b) {
        return Ok(true);
    }
    if !a.type_().is(b.type_()) {
        return Ok(false);
    }
    if let (Some(a), Some(b)) = (a.exact::<Tuple>(), b.exact::<Tuple>()) {
        return same_constants(py, a.items(), b.items());
    }
    if a.type_().is(&FLOAT) {
        return Ok(py.to_f64(a)?.to_bits() == py.to_f64(b)?.to_bits());
    }
    if let (Some(a), Some(b)) = (a.exact::<Code>(), b.exact::<Code>()) {
        return same(py, a, b);
    }
    py.equal(a, b)
}
