//! Scripts: CPython reads them line by line, from the file, and the errors differ from those of bytes in memory.
//!
//! The messages name the file; a null byte is an error of its line, and so is bad UTF-8 where UTF-8 is declared. Any other codec
//! decodes what follows the line with its declaration, so the positions in its messages count from there; then it is tried on what is
//! before, and what it refuses there is an error of that line.
//! CPython finds such errors when its parser gets there, after the syntax errors of the lines before; here the whole
//! file is decoded first.

use std::borrow::Cow;

use super::cookie::Cookie;
use super::utf8::{self, Line};
use super::{
    Decoded, Decoder, as_syntax_error, check_bom, cookie, decode_as, newlines, utf8_name, without_bom,
};
use crate::{Error, ErrorClass, ErrorRange};

pub(super) fn decode<'a>(
    bytes: &'a [u8],
    name: &str,
    decoder: &mut dyn Decoder,
) -> Result<Decoded<'a>, Box<Error>> {
    let (raw, had_bom) = without_bom(bytes);
    let bytes = newlines::translate_bytes(raw);
    let cookie = cookie::find(&bytes);
    if had_bom {
        // Here the newline after the first line counts, too.
        check_bom(cookie.as_ref(), &bytes).map_err(|mut error| {
            let length = error.text.as_ref().map_or(0, |line| line.chars().count());
            error.range =
                error.range.map(|range| ErrorRange { end_offset: Some(length as i32 + 1), ..range });
            error
        })?;
    }
    let declared = had_bom || cookie.is_some();
    let (text, encoding) = match cookie {
        Some(cookie) if cookie.encoding != "utf-8" => {
            let text = decode_after_line(raw, &cookie, decoder)?;
            (Cow::Owned(text), cookie.encoding)
        }
        _ => {
            let text = utf8::decode(bytes).map_err(|(bytes, place)| {
                null_byte(&bytes[..place]).unwrap_or_else(|| bad_utf8(&bytes, place, declared, name))
            })?;
            (text, utf8_name(had_bom))
        }
    };
    null_byte(text.as_bytes()).map_or(Ok(Decoded { text, encoding, had_bom }), Err)
}

/// Decodes all behind the line of the declaration; its newline is the first byte that the codec sees. The comments
/// before must be such that the codec takes them, too.
fn decode_after_line(raw: &[u8], cookie: &Cookie, decoder: &mut dyn Decoder) -> Result<String, Box<Error>> {
    let mut newlines = memchr::memchr2_iter(b'\n', b'\r', raw).filter(|&at| !raw[at..].starts_with(b"\r\n"));
    let end = newlines.nth(cookie.line as usize - 1).unwrap_or(raw.len());
    let (before, after) = raw.split_at(end);
    let after = decode_as(&cookie.encoding, after, decoder).map_err(as_syntax_error)?;
    let lines = raw.get(..=end).unwrap_or(before);
    if let Err(error) = decode_as(&cookie.encoding, lines, decoder) {
        return Err(bad_declaration(error, lines, cookie.line));
    }
    let text = String::from_utf8_lossy(before).into_owned() + &after;
    Ok(newlines::translate_newlines(&text).into_owned())
}

/// What the declared codec says of the lines up to its declaration, for the last of them.
fn bad_declaration(error: Box<Error>, lines: &[u8], number: i32) -> Box<Error> {
    if !matches!(error.class, ErrorClass::Value | ErrorClass::Unicode) {
        return as_syntax_error(error);
    }
    let is_newline = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let last = lines.rsplit(is_newline).find(|line| !line.is_empty()).unwrap_or_default();
    let shown =
        last.iter().map(|&byte| if byte.is_ascii() { char::from(byte) } else { char::REPLACEMENT_CHARACTER });
    unicode_error(&error.message, number, shown.collect())
}

fn bad_utf8(bytes: &[u8], place: usize, declared: bool, file: &str) -> Box<Error> {
    let line = Line::at(bytes, place);
    if declared {
        return bad_declared_utf8(&line);
    }
    // While a declaration may still come, lines are counted from the one that is read; the second one is the first
    // when the line before was not kept.
    let first_line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let number = if line.number == 2 && !cookie::is_blank_or_comment(first_line) { 1 } else { line.number };
    utf8::not_declared_on(&line, number, bytes, place, Some(file))
}

/// Bad UTF-8 in a script that declares it: the codec's message, for the line.
fn bad_declared_utf8(line: &Line<'_>) -> Box<Error> {
    let message = match std::str::from_utf8(line.bytes) {
        Err(error) => utf8::codec_message(line.bytes, error, 0),
        Ok(_) => String::new(),
    };
    unicode_error(&message, line.number, String::from_utf8_lossy(line.bytes).into_owned())
}

/// What a codec refuses, for a line.
fn unicode_error(message: &str, number: i32, shown: String) -> Box<Error> {
    let range = ErrorRange { line: number, offset: 0, end_line: Some(number), end_offset: Some(-1) };
    let mut error = Error::at(ErrorClass::Syntax, format!("(unicode error) {message}"), range);
    error.text = Some(shown + "\n");
    error
}

/// The error of the first null byte.
fn null_byte(bytes: &[u8]) -> Option<Box<Error>> {
    let place = memchr::memchr(0, bytes)?;
    let line = Line::at(bytes, place);
    let range = ErrorRange { line: line.number, offset: 0, end_line: Some(line.number), end_offset: Some(0) };
    let mut error = Error::at(ErrorClass::Syntax, "source code cannot contain null bytes", range);
    error.text = Some(String::from_utf8_lossy(&bytes[line.start..place]).into_owned());
    Some(error)
}
