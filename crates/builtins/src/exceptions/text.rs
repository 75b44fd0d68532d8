//! Putting texts together of pieces, of which any may have lone surrogates.

use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value};
use taipan_strings::Buffer;

/// A piece of a text.
#[derive(Clone, Copy)]
pub(super) enum Piece<'a> {
    /// As it is.
    Text(&'a str),
    /// A string.
    Of(&'a Value),
}

/// The text of pieces.
pub(super) fn join(py: &Py, pieces: &[Piece<'_>]) -> PyResult<Value> {
    let mut buffer = Buffer::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => buffer.push_str(text)?,
            Piece::Of(value) => {
                if let Some(text) = value.get::<Str>() {
                    buffer.extend_units(text.units())?;
                }
            }
        }
    }
    py.heap().str_from_buffer(&buffer)
}
