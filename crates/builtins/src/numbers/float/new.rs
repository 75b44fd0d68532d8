//! `float(x)`

use taipan_macros::pymethods;
use taipan_num::{Error, float};
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::float::Float;
use taipan_object::types::str_::{STR, Str};
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value};

use super::of_class;
use crate::numbers::digits;
use crate::numbers::failure::raise;

pub(crate) struct Construction;

#[pymethods(Float)]
impl Construction {
    #[pyslot("(x=0, /)", name = "float")]
    fn new(class: &Type, py: &mut Py, x: Option<Borrowed<'_>>) -> PyResult<Value> {
        let float = match x {
            Some(x) => number(py, x)?,
            None => py.float(0.0)?,
        };
        of_class(py, class, float)
    }
}

/// `float(x)`, exact.
fn number(py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
    if x.is_exact_float() {
        return Ok(x.to_value());
    }
    let slots = &x.type_().slots;
    if !x.type_().is(&STR) && (slots.float.get().is_some() || slots.index.get().is_some()) {
        let float = py.convert_to_f64(&x)?;
        return py.float(float);
    }
    text(py, x)
}

/// The float of a text, bytes or other memory.
fn text(py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
    if let Some(text) = x.get::<Str>() {
        let digits = digits::ascii(text.units())?;
        return read(py, &digits, x);
    }
    if let Some(bytes) = x.get::<Bytes>() {
        return read(py, bytes.data(), x);
    }
    let buffer = py.get_buffer_or(&x, BufferRequest::SIMPLE, |py| {
        let given = x.type_().name();
        exc::type_error(py, format_args!("float() argument must be a string or a real number, not '{given}'"))
    })?;
    let bytes = buffer.to_vec();
    py.release_buffer(buffer);
    read(py, &bytes, x)
}

fn read(py: &mut Py, digits: &[u8], subject: Borrowed<'_>) -> PyResult<Value> {
    match float::parse(digits::trimmed(digits)) {
        Ok(float) => py.float(float),
        Err(Error::Malformed) => Err(malformed(py, &subject)),
        Err(error) => Err(raise(py, error)),
    }
}

#[cold]
fn malformed(py: &mut Py, subject: &Value) -> Raised {
    let shown = match py.repr(subject) {
        Ok(shown) => shown,
        Err(raised) => return raised,
    };
    let text = shown.get::<Str>().map_or_else(Default::default, Str::to_utf8);
    exc::value_error(py, format_args!("could not convert string to float: {text}"))
}
