//! Backslash escapes of `str` and `bytes` literals.
//!
//! Positions in messages and warnings are those of the text that CPython's decoder sees: there each character beyond
//! ASCII is spelled `\UXXXXXXXX`, and a backslash before one, or at the very end, is spelled `\u005c`.

use taipan_text::PyText;

use super::LiteralError;

/// An escape sequence without a meaning (`\d`), or an octal one beyond `\377`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InvalidEscape {
    /// How many lines into the text the backslash stands.
    pub(crate) line: u32,
    /// How far into its line of the decoder's text the character after the backslash stands.
    pub(crate) column: u32,
    /// That character, and for an octal escape its other two digits.
    text: [u8; 3],
    /// Whether it is an octal number.
    is_octal: bool,
}

impl InvalidEscape {
    fn new(body: &str, at: usize, is_octal: bool) -> Self {
        let before = body.get(..at).unwrap_or_default();
        let line = before.bytes().filter(|&c| c == b'\n').count();
        let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |newline| newline + 1);
        let digit = |index| body.as_bytes().get(at + index).copied().unwrap_or_default();
        Self {
            line: line as u32,
            column: decoder_length(before.get(line_start..).unwrap_or_default()) as u32,
            text: [digit(0), digit(1), digit(2)],
            is_octal,
        }
    }

    /// The sequence without its backslash.
    fn text(&self) -> &str {
        let length = if self.is_octal { 3 } else { 1 };
        self.text.get(..length).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }

    /// Whether it is `\{` or `\}`, of which the lexer has warned in f- and t-strings.
    pub(crate) fn is_brace(&self) -> bool {
        !self.is_octal && matches!(self.text[0], b'{' | b'}')
    }

    /// The text of the warning.
    pub(crate) fn warning_message(&self) -> String {
        self.message(" Such sequences will not work in the future.")
    }

    /// The text of the error that the warning filters may make of it.
    pub(crate) fn error_message(&self) -> String {
        self.message("")
    }

    fn message(&self, outlook: &str) -> String {
        let text = self.text();
        let kind = if self.is_octal { "octal escape" } else { "escape" };
        format!(
            "\"\\{text}\" is an invalid {kind} sequence.{outlook} Did you mean \"\\\\{text}\"? A raw string is also an \
             option."
        )
    }
}

/// Decodes the body of a `str` literal into `out`.
pub(super) fn decode_str(body: &str, out: &mut Vec<u8>) -> Result<Option<InvalidEscape>, LiteralError> {
    let bytes = body.as_bytes();
    let mut invalid = None;
    let mut at = 0;
    out.clear();
    while let Some(rest) = bytes.get(at..) {
        let plain = memchr::memchr(b'\\', rest).unwrap_or(rest.len());
        out.extend_from_slice(rest.get(..plain).unwrap_or_default());
        let start = at + plain;
        let Some(&escape) = bytes.get(start + 1) else {
            // A lone backslash ends the piece before a field of an f-string.
            out.extend_from_slice(bytes.get(start..).unwrap_or_default());
            break;
        };
        at = start + 2;
        match escape {
            b'0'..=b'7' => {
                let (c, end) = octal(bytes, start + 1);
                if c > 0o377 {
                    invalid.get_or_insert_with(|| InvalidEscape::new(body, start + 1, true));
                }
                PyText::push_code_point(out, c);
                at = end;
            }
            b'x' => at = hexadecimal(body, start, 2, "truncated \\xXX escape", out)?,
            b'u' => at = hexadecimal(body, start, 4, "truncated \\uXXXX escape", out)?,
            b'U' => at = hexadecimal(body, start, 8, "truncated \\UXXXXXXXX escape", out)?,
            b'N' => at = named(body, start, out)?,
            _ => match simple(escape) {
                Some(meaning) => out.extend_from_slice(meaning),
                // The character, be it beyond ASCII, is copied with what follows it.
                None => {
                    out.push(b'\\');
                    at = start + 1;
                    if escape.is_ascii() {
                        out.push(escape);
                        at = start + 2;
                        invalid.get_or_insert_with(|| InvalidEscape::new(body, start + 1, false));
                    }
                }
            },
        }
    }
    Ok(invalid)
}

/// Decodes the body of a `bytes` literal, which is ASCII, into `out`.
pub(super) fn decode_bytes(body: &[u8], out: &mut Vec<u8>) -> Result<Option<InvalidEscape>, LiteralError> {
    let text = std::str::from_utf8(body).unwrap_or_default();
    let mut invalid = None;
    let mut at = 0;
    out.clear();
    while let Some(rest) = body.get(at..) {
        let plain = memchr::memchr(b'\\', rest).unwrap_or(rest.len());
        out.extend_from_slice(rest.get(..plain).unwrap_or_default());
        let start = at + plain;
        let Some(&escape) = body.get(start + 1) else { break };
        at = start + 2;
        match escape {
            b'0'..=b'7' => {
                let (c, end) = octal(body, start + 1);
                if c > 0o377 {
                    invalid.get_or_insert_with(|| InvalidEscape::new(text, start + 1, true));
                }
                out.push((c & 0xff) as u8);
                at = end;
            }
            b'x' => {
                let digits = body.get(start + 2..start + 4).unwrap_or_default();
                let [Some(high), Some(low)] =
                    [digits.first(), digits.get(1)].map(|c| c.and_then(|&c| hex_digit(c)))
                else {
                    return Err(LiteralError::Value(format!("invalid \\x escape at position {start}")));
                };
                out.push((high << 4 | low) as u8);
                at = start + 4;
            }
            _ => match simple(escape) {
                Some(meaning) => out.extend_from_slice(meaning),
                None => {
                    out.extend([b'\\', escape]);
                    invalid.get_or_insert_with(|| InvalidEscape::new(text, start + 1, false));
                }
            },
        }
    }
    Ok(invalid)
}

/// What an escape of one character means.
fn simple(escape: u8) -> Option<&'static [u8]> {
    Some(match escape {
        b'\n' => b"",
        b'\\' => b"\\",
        b'\'' => b"'",
        b'"' => b"\"",
        b'a' => b"\x07",
        b'b' => b"\x08",
        b't' => b"\t",
        b'n' => b"\n",
        b'v' => b"\x0b",
        b'f' => b"\x0c",
        b'r' => b"\r",
        _ => return None,
    })
}

/// Up to three octal digits from `start`: their value and where they end.
fn octal(bytes: &[u8], start: usize) -> (u32, usize) {
    let digits = bytes.iter().skip(start).take(3).take_while(|c| matches!(c, b'0'..=b'7'));
    digits.fold((0, start), |(value, end), &c| (value << 3 | u32::from(c - b'0'), end + 1))
}

fn hex_digit(c: u8) -> Option<u32> {
    char::from(c).to_digit(16)
}

/// `\xXX` and its longer kin, whose backslash is at `start`: pushes the code point and returns where the escape ends.
fn hexadecimal(
    body: &str,
    start: usize,
    width: usize,
    problem: &str,
    out: &mut Vec<u8>,
) -> Result<usize, LiteralError> {
    let first = start + 2;
    let digits = body.as_bytes().iter().skip(first).take(width).map_while(|&c| hex_digit(c));
    let (c, end) = digits.fold((0u32, first), |(value, end), digit| (value << 4 | digit, end + 1));
    if end < first + width {
        return Err(decode_error(body, start, end, problem));
    }
    if c > 0x10_ffff {
        return Err(decode_error(body, start, end, "illegal Unicode character"));
    }
    PyText::push_code_point(out, c);
    Ok(end)
}

/// `\N{…}`, whose backslash is at `start`.
fn named(body: &str, start: usize, out: &mut Vec<u8>) -> Result<usize, LiteralError> {
    let malformed = |end| decode_error(body, start, end, "malformed \\N character escape");
    let after = body.get(start + 2..).unwrap_or_default();
    let Some(inside) = after.strip_prefix('{') else { return Err(malformed(start + 2)) };
    let Some(length) = inside.find('}') else { return Err(malformed(body.len())) };
    if length == 0 {
        return Err(malformed(start + 3));
    }
    let end = start + 3 + length + 1;
    let name = inside.get(..length).unwrap_or_default();
    let Some(c) = taipan_unicode::lookup(name) else {
        return Err(decode_error(body, start, end, "unknown Unicode character name"));
    };
    PyText::push_code_point(out, u32::from(c));
    Ok(end)
}

fn decode_error(body: &str, start: usize, end: usize, problem: &str) -> LiteralError {
    let position = |at| decoder_length(body.get(..at).unwrap_or_default());
    // Bytes from `start` on are ASCII, but for names.
    let (start, last) = (position(start), position(end).saturating_sub(1));
    let place = if start == last {
        format!("byte 0x5c in position {start}")
    } else {
        format!("bytes in position {start}-{last}")
    };
    LiteralError::Unicode(format!("'unicodeescape' codec can't decode {place}: {problem}"))
}

/// How long a piece of a body is in the text that CPython's decoder sees.
fn decoder_length(piece: &str) -> usize {
    let mut length = 0;
    let mut characters = piece.chars().peekable();
    while let Some(c) = characters.next() {
        length += match c {
            '\\' if characters.peek().is_some_and(|next| !next.is_ascii()) => 6,
            // The escaped character does not itself escape.
            '\\' => 1 + usize::from(characters.next().is_some()),
            c if c.is_ascii() => 1,
            _ => 10,
        };
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn str(body: &str) -> Result<(String, Option<InvalidEscape>), LiteralError> {
        let mut out = Vec::new();
        let invalid = decode_str(body, &mut out)?;
        Ok((PyText::from_bytes(&out).to_string_lossy(), invalid))
    }

    #[test]
    fn escapes_have_their_meanings() {
        assert_eq!(
            str(r"\a\b\t\n\v\f\r\'\0\1012\x41\u20ac\U0001f600\").unwrap().0,
            "\x07\x08\t\n\x0b\x0c\r'\0A2A€😀\\"
        );
        assert_eq!(str("a\\\nb\\é").unwrap(), ("ab\\é".to_owned(), None));
    }

    #[test]
    fn the_first_unknown_escape_is_remembered() {
        let invalid = str("é\n\\\\é\\d\\400").unwrap().1.unwrap();
        assert_eq!((invalid.line, invalid.column, invalid.text()), (1, 13, "d"));
        let invalid = str("\\7777").unwrap().1.unwrap();
        assert_eq!(
            invalid.warning_message(),
            "\"\\777\" is an invalid octal escape sequence. Such sequences will not work in the future. Did you mean \
             \"\\\\777\"? A raw string is also an option."
        );
    }

    #[test]
    fn errors_have_the_decoders_positions() {
        let message = |body| str(body).unwrap_err().syntax_message();
        let bytes = |place: &str, problem: &str| {
            format!("(unicode error) 'unicodeescape' codec can't decode bytes in position {place}: {problem}")
        };
        assert_eq!(message("é\n\\x1"), bytes("11-13", "truncated \\xXX escape"));
        assert_eq!(message("\\Ué"), bytes("0-1", "truncated \\UXXXXXXXX escape"));
        assert_eq!(message("\\U00110000"), bytes("0-9", "illegal Unicode character"));
        assert_eq!(message("\\N{a"), bytes("0-3", "malformed \\N character escape"));
        assert_eq!(message("\\N{é}"), bytes("0-13", "unknown Unicode character name"));
    }

    #[test]
    fn bytes_keep_eight_bits() {
        let mut out = Vec::new();
        assert!(decode_bytes(b"\\400\\x41\\u", &mut out).unwrap().is_some());
        assert_eq!(out, b"\0A\\u");
        assert_eq!(
            decode_bytes(b"ab\\xg", &mut out).unwrap_err().syntax_message(),
            "(value error) invalid \\x escape at position 2"
        );
    }
}
