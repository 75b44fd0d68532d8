//! `int(x)` and `int(text, base)`.

use taipan_macros::pymethods;
use taipan_num::{Error, int};
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::int::Int;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value};

use super::{exact, made, of_class};
use crate::numbers::digits;
use crate::numbers::failure::raise;

pub(crate) struct Construction;

#[pymethods(Int)]
impl Construction {
    #[pyslot("(x=<unrepresentable>, /, base=10)", name = "int")]
    fn new(
        class: &Type,
        py: &mut Py,
        x: Option<Borrowed<'_>>,
        base: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let int = match (x, base) {
            (Some(x), None) => number(py, x)?,
            (Some(x), Some(base)) => with_base(py, x, base)?,
            (None, None) => py.int(0)?,
            (None, Some(_)) => {
                return Err(exc::type_error(py, format_args!("int() missing string argument")));
            }
        };
        of_class(py, class, int)
    }
}

/// `int(x)`, exact.
fn number(py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
    if x.is_exact_int() {
        return Ok(x.to_value());
    }
    if let Some(small) = x.exact::<Str>().and_then(Str::as_ascii).and_then(int::parse_short) {
        return py.int(small);
    }
    if let Some(convert) = x.type_().slots.int.get() {
        let result = convert(py, x)?;
        if result.is_exact_int() {
            return Ok(result);
        }
        if !result.is_int() {
            return Err(exc::type_error(
                py,
                format_args!("__int__ returned non-int (type {})", result.type_().name()),
            ));
        }
        py.warn_of_subclass("__int__", "int", &result)?;
        return exact(py, result.borrow());
    }
    if x.type_().slots.index.get().is_some() {
        let index = py.index(&x)?;
        return exact(py, index.borrow());
    }
    text(py, x, 10)
}

fn with_base(py: &mut Py, x: Borrowed<'_>, base: Borrowed<'_>) -> PyResult<Value> {
    let base = py.to_clamped(&base)?;
    let Some(base) = u32::try_from(base).ok().filter(|base| matches!(base, 0 | 2..=36)) else {
        return Err(exc::value_error(py, format_args!("int() base must be >= 2 and <= 36, or 0")));
    };
    if !x.is_str() && x.get::<Bytes>().is_none() && !is_bytearray(x) {
        return Err(exc::type_error(py, format_args!("int() can't convert non-string with explicit base")));
    }
    text(py, x, base)
}

fn is_bytearray(x: Borrowed<'_>) -> bool {
    x.type_().native().builtin_name() == "bytearray"
}

/// The int of a text, bytes or other memory.
fn text(py: &mut Py, x: Borrowed<'_>, base: u32) -> PyResult<Value> {
    if let Some(text) = x.get::<Str>() {
        let digits = digits::ascii(text.units())?;
        return read(py, &digits, base, |_| Ok(x.to_value()));
    }
    if let Some(bytes) = x.get::<Bytes>() {
        return read(py, bytes.data(), base, |py| py.bytes(shown(bytes.data())));
    }
    let buffer = py.get_buffer_or(&x, BufferRequest::SIMPLE, |py| {
        let given = x.type_().name();
        exc::type_error(
            py,
            format_args!(
                "int() argument must be a string, a bytes-like object or a real number, not '{given}'"
            ),
        )
    })?;
    let bytes = buffer.to_vec();
    py.release_buffer(buffer);
    read(py, &bytes, base, |py| py.bytes(shown(&bytes)))
}

/// As many bytes as an error shows.
fn shown(bytes: &[u8]) -> &[u8] {
    bytes.get(..MOST_SHOWN).unwrap_or(bytes)
}

const MOST_SHOWN: usize = 200;

fn read(
    py: &mut Py,
    digits: &[u8],
    base: u32,
    subject: impl FnOnce(&Py) -> PyResult<Value>,
) -> PyResult<Value> {
    match int::parse(digits::trimmed(digits), base, py.interpreter().digit_limit()) {
        Err(Error::Malformed) => {
            let subject = subject(py)?;
            Err(malformed(py, base, &subject))
        }
        Err(error) => Err(raise(py, error)),
        result => made(py, result),
    }
}

#[cold]
fn malformed(py: &mut Py, base: u32, subject: &Value) -> Raised {
    let shown = match py.repr(subject) {
        Ok(shown) => shown,
        Err(raised) => return raised,
    };
    let text = shown.get::<Str>().map_or_else(Default::default, Str::to_utf8);
    let text = text.chars().take(MOST_SHOWN).collect::<String>();
    exc::value_error(py, format_args!("invalid literal for int() with base {base}: {text}"))
}
