//! Source bytes to text, as CPython does for `compile(bytes)` and for script files.
//!
//! A source is UTF-8 unless a comment in its first two lines names another encoding (PEP 263) or a byte order mark
//! says so. Newlines come out as `\n`. The encodings that are inside are UTF-8, Latin-1, ASCII and Python's single-byte
//! ones; all others come from a [`Decoder`].

mod charmap;
mod cookie;
mod detect;
mod file;
mod newlines;
mod utf8;

use std::borrow::Cow;

use crate::{Error, ErrorClass, ErrorRange};
use charmap::Codec;
use cookie::Cookie;
pub use detect::detect_encoding;
pub use newlines::translate_newlines;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Decodes what is not inside: the runtime's codec registry.
pub trait Decoder {
    /// The text that `bytes` stand for, or what the codec raises: [`ErrorClass::Lookup`] with the text
    /// `unknown encoding: NAME` when there is none of this name.
    fn decode(&mut self, encoding: &str, bytes: &[u8]) -> Result<String, Box<Error>>;
}

/// No encodings but those inside.
#[derive(Clone, Copy, Debug)]
pub struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&mut self, encoding: &str, _bytes: &[u8]) -> Result<String, Box<Error>> {
        Err(Error::new(ErrorClass::Lookup, format!("unknown encoding: {encoding}")))
    }
}

/// Where source bytes come from. CPython reads a script line by line, and reports its errors differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin<'a> {
    /// Bytes in memory, like those of an imported module.
    Memory,
    /// A script, with the name that messages show.
    File(&'a str),
}

/// Source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, with `\n` for every newline. UTF-8 without `\r` is borrowed.
    pub text: Cow<'a, str>,
    /// The encoding, named as `tokenize.detect_encoding` names it.
    pub encoding: String,
    /// Whether the source began with a byte order mark, which is not part of the text.
    pub had_bom: bool,
}

/// Decodes a source.
pub fn decode_source<'a>(
    bytes: &'a [u8],
    origin: Origin<'_>,
    decoder: &mut dyn Decoder,
) -> Result<Decoded<'a>, Box<Error>> {
    match origin {
        Origin::Memory => decode_memory(bytes, decoder),
        Origin::File(name) => file::decode(bytes, name, decoder),
    }
}

fn decode_memory<'a>(bytes: &'a [u8], decoder: &mut dyn Decoder) -> Result<Decoded<'a>, Box<Error>> {
    if memchr::memchr(0, bytes).is_some() {
        return Err(Error::new(ErrorClass::Syntax, "source code string cannot contain null bytes"));
    }
    let (bytes, had_bom) = without_bom(bytes);
    let bytes = newlines::translate_bytes(bytes);
    let cookie = cookie::find(&bytes);
    if had_bom {
        check_bom(cookie.as_ref(), &bytes)?;
    }
    match cookie {
        Some(cookie) if cookie.encoding != "utf-8" => {
            let text = decode_as(&cookie.encoding, &bytes, decoder).map_err(as_syntax_error)?;
            Ok(Decoded { text: recoded(text).into(), encoding: cookie.encoding, had_bom })
        }
        _ => {
            let text =
                utf8::decode(bytes).map_err(|(bytes, place)| utf8::not_declared(&bytes, place, None))?;
            Ok(Decoded { text, encoding: utf8_name(had_bom), had_bom })
        }
    }
}

fn without_bom(bytes: &[u8]) -> (&[u8], bool) {
    bytes.strip_prefix(BOM).map_or((bytes, false), |rest| (rest, true))
}

fn utf8_name(had_bom: bool) -> String {
    if had_bom { "utf-8-sig" } else { "utf-8" }.to_owned()
}

/// Fails when a cookie names another encoding than the byte order mark.
fn check_bom(cookie: Option<&Cookie>, bytes: &[u8]) -> Result<(), Box<Error>> {
    let Some(cookie) = cookie.filter(|cookie| cookie.encoding != "utf-8") else { return Ok(()) };
    let line = String::from_utf8_lossy(&bytes[cookie.line_range.clone()]).into_owned();
    // CPython counts the newline before the second line to the line.
    let end = if cookie.line == 1 { utf8::characters_before_last(&line) } else { line.chars().count() };
    let range = ErrorRange {
        line: cookie.line,
        offset: 0,
        end_line: Some(cookie.line),
        end_offset: Some(end as i32 + 1),
    };
    let mut error =
        Error::at(ErrorClass::Syntax, format!("encoding problem: {} with BOM", cookie.encoding), range);
    error.text = Some(line);
    Err(error)
}

/// Decodes with a named encoding. Errors are those of the codec.
fn decode_as(encoding: &str, bytes: &[u8], decoder: &mut dyn Decoder) -> Result<String, Box<Error>> {
    match Codec::find(encoding) {
        Some(codec) => codec.decode(bytes),
        None => decoder.decode(encoding, bytes),
    }
}

/// What a codec raises becomes a `SyntaxError` without a line, except when Python code has raised something else.
fn as_syntax_error(error: Box<Error>) -> Box<Error> {
    match error.class {
        ErrorClass::Lookup | ErrorClass::Value | ErrorClass::Unicode => {
            let range = ErrorRange { line: 0, offset: -1, end_line: None, end_offset: None };
            Error::at(ErrorClass::Syntax, error.message, range)
        }
        _ => error,
    }
}

/// Text from a codec: it may hold any characters. A null ends it, and its newlines are not yet translated.
fn recoded(mut text: String) -> String {
    if let Some(null) = text.find('\0') {
        text.truncate(null);
    }
    if text.contains('\r') { translate_newlines(&text).into_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A codec that always answers the same.
    struct Fixed(Result<&'static str, ErrorClass>);

    impl Decoder for Fixed {
        fn decode(&mut self, encoding: &str, bytes: &[u8]) -> Result<String, Box<Error>> {
            assert_eq!((encoding, bytes), ("shift_jis", &b"# coding: shift_jis\nx"[..]));
            self.0.map(str::to_owned).map_err(|class| Error::new(class, "no"))
        }
    }

    fn decode(mut decoder: Fixed) -> Result<String, Box<Error>> {
        let decoded = decode_source(b"# coding: shift_jis\r\nx", Origin::Memory, &mut decoder)?;
        assert_eq!((&*decoded.encoding, decoded.had_bom), ("shift_jis", false));
        Ok(decoded.text.into_owned())
    }

    #[test]
    fn other_encodings_come_from_the_decoder() {
        assert_eq!(decode(Fixed(Ok("a\r\nb\rc\0d"))), Ok("a\nb\nc".to_owned()));
    }

    #[test]
    fn errors_of_codecs_are_syntax_errors_but_no_others() {
        let class = |class| decode(Fixed(Err(class))).map_err(|error| error.class);
        assert_eq!(class(ErrorClass::Lookup), Err(ErrorClass::Syntax));
        assert_eq!(class(ErrorClass::Unicode), Err(ErrorClass::Syntax));
        assert_eq!(class(ErrorClass::Memory), Err(ErrorClass::Memory));
        assert_eq!(class(ErrorClass::Raised), Err(ErrorClass::Raised));
    }

    #[test]
    fn plain_sources_are_borrowed() {
        for source in ["", "x = 1\n", "\u{feff}x", "# coding: utf-8\n'é'\n"] {
            let decoded = decode_source(source.as_bytes(), Origin::Memory, &mut NoDecoder).unwrap();
            assert!(matches!(decoded.text, Cow::Borrowed(_)));
        }
    }
}
