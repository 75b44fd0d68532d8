//! Python's `repr()` and `ascii()` of text and bytes.

use std::fmt::Write as _;

use crate::PyText;

/// `repr()` of a `str`. Surrogates are not printable, so the result has none.
pub fn repr_str(text: PyText<'_>) -> String {
    quoted(text, taipan_unicode::is_printable::<u32>)
}

/// `ascii()` of a `str`.
pub fn ascii_str(text: PyText<'_>) -> String {
    quoted(text, |c| (0x20..0x7f).contains(&c))
}

/// `repr()` of `bytes`.
pub fn repr_bytes(bytes: &[u8]) -> String {
    let quote = quote(bytes);
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    out.push(quote);
    for &byte in bytes {
        escape(&mut out, u32::from(byte), quote, |c| (0x20..0x7f).contains(&c));
    }
    out.push(quote);
    out
}

fn quoted(text: PyText<'_>, printable: impl Fn(u32) -> bool) -> String {
    let quote = quote(text.as_bytes());
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.code_points() {
        escape(&mut out, c, quote, &printable);
    }
    out.push(quote);
    out
}

/// Double quotes only for text that holds single quotes and no double ones.
fn quote(bytes: &[u8]) -> char {
    if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' }
}

fn escape(out: &mut String, c: u32, quote: char, printable: impl Fn(u32) -> bool) {
    // Writing to a String does not fail.
    let _ = match char::from_u32(c) {
        Some('\t') => write!(out, "\\t"),
        Some('\n') => write!(out, "\\n"),
        Some('\r') => write!(out, "\\r"),
        Some('\\') => write!(out, "\\\\"),
        Some(c) if c == quote => write!(out, "\\{c}"),
        Some(shown) if printable(c) => write!(out, "{shown}"),
        _ if c < 0x100 => write!(out, "\\x{c:02x}"),
        _ if c < 0x1_0000 => write!(out, "\\u{c:04x}"),
        _ => write!(out, "\\U{c:08x}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(code_points: &[u32]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for &c in code_points {
            PyText::push_code_point(&mut bytes, c);
        }
        bytes
    }

    #[test]
    fn quotes() {
        let shown = |text| repr_str(PyText::new(text));
        assert_eq!(shown("a'b"), r#""a'b""#);
        assert_eq!(shown("a\"b"), r#"'a"b'"#);
        assert_eq!(shown("a'\"b"), r#"'a\'"b'"#);
        assert_eq!(repr_bytes(b"a'b"), r#"b"a'b""#);
        assert_eq!(repr_bytes(b"a'\"b\t\x7f\xff"), r#"b'a\'"b\t\x7f\xff'"#);
    }

    #[test]
    fn escapes() {
        let bytes =
            text(&[9, 10, 13, 0x5c, 0, 0x7f, 0x80, 0xa0, 0xad, 0x2028, 0xd800, 0xe0001, 0x1f600, 0xe9]);
        let text = PyText::from_bytes(&bytes);
        assert_eq!(repr_str(text), r"'\t\n\r\\\x00\x7f\x80\xa0\xad\u2028\ud800\U000e0001😀é'");
        assert_eq!(ascii_str(text), r"'\t\n\r\\\x00\x7f\x80\xa0\xad\u2028\ud800\U000e0001\U0001f600\xe9'");
    }
}
