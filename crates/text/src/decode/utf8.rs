//! UTF-8: the fast path of source text, and CPython's words for what is wrong with it.

use std::borrow::Cow;
use std::str::Utf8Error;

use crate::{Error, ErrorClass, ErrorRange};

/// The bytes as text; else the bytes again, and the place of the first that is wrong.
pub(super) fn decode(bytes: Cow<'_, [u8]>) -> Result<Cow<'_, str>, (Cow<'_, [u8]>, usize)> {
    match bytes {
        Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(error) => Err((Cow::Borrowed(bytes), error.valid_up_to())),
        },
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Owned(text)),
            Err(error) => {
                let place = error.utf8_error().valid_up_to();
                Err((Cow::Owned(error.into_bytes()), place))
            }
        },
    }
}

/// The bytes as text; errors are those of the codec.
pub(super) fn decode_strictly(bytes: &[u8]) -> Result<String, Box<Error>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(Error::new(ErrorClass::Unicode, codec_message(bytes, error, 0))),
    }
}

/// The text of the codec's `UnicodeDecodeError`; positions are shown as seen from `origin`.
pub(super) fn codec_message(bytes: &[u8], error: Utf8Error, origin: usize) -> String {
    let place = error.valid_up_to();
    let first = bytes.get(place).copied().unwrap_or_default();
    let (length, reason) = match error.error_len() {
        None => (bytes.len() - place, "unexpected end of data"),
        Some(length) if (0xc2..0xf5).contains(&first) => (length, "invalid continuation byte"),
        Some(length) => (length, "invalid start byte"),
    };
    let position = place - origin;
    if length == 1 {
        format!("'utf-8' codec can't decode byte 0x{first:02x} in position {position}: {reason}")
    } else {
        let last = position + length - 1;
        format!("'utf-8' codec can't decode bytes in position {position}-{last}: {reason}")
    }
}

/// The error of a source that declares no encoding and is not UTF-8 at `place`. Newlines are translated.
pub(super) fn not_declared(bytes: &[u8], place: usize, file: Option<&str>) -> Box<Error> {
    let line = Line::at(bytes, place);
    not_declared_on(&line, line.number, bytes, place, file)
}

/// The same, with the line number to show.
pub(super) fn not_declared_on(
    line: &Line<'_>,
    number: i32,
    bytes: &[u8],
    place: usize,
    file: Option<&str>,
) -> Box<Error> {
    let byte = bytes.get(place).copied().unwrap_or_default();
    let file = file.map_or(String::new(), |name| format!(" in file {name}"));
    let message = format!(
        "Non-UTF-8 code starting with '\\x{byte:02x}'{file} on line {number}, but no encoding declared; see \
         https://peps.python.org/pep-0263/ for details"
    );
    let offset = String::from_utf8_lossy(&bytes[line.start..place]).chars().count() as i32 + 1;
    let range = ErrorRange { line: number, offset, end_line: Some(number), end_offset: Some(offset) };
    let mut error = Error::at(ErrorClass::Syntax, message, range);
    // A null ends the line that is shown.
    let shown = line.bytes.split(|&byte| byte == 0).next().unwrap_or_default();
    error.text = Some(String::from_utf8_lossy(shown).into_owned());
    error
}

/// A line of a source.
pub(super) struct Line<'a> {
    /// From 1.
    pub(super) number: i32,
    /// Where it begins.
    pub(super) start: usize,
    /// The line without its newline.
    pub(super) bytes: &'a [u8],
}

impl<'a> Line<'a> {
    /// The line that holds the byte at `place`.
    pub(super) fn at(bytes: &'a [u8], place: usize) -> Self {
        let (before, after) = bytes.split_at(place);
        let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        let end = memchr::memchr(b'\n', after).map_or(bytes.len(), |length| place + length);
        let number = memchr::memchr_iter(b'\n', before).count() as i32 + 1;
        Self { number, start, bytes: &bytes[start..end] }
    }
}

/// How many characters begin before the last byte of a text.
pub(super) fn characters_before_last(text: &str) -> usize {
    let bytes = text.as_bytes();
    bytes.iter().take(bytes.len().saturating_sub(1)).filter(|&&byte| byte & 0xc0 != 0x80).count()
}
