//! `\r\n` and `\r` become `\n`.

use memchr::memchr;
use std::borrow::Cow;

/// The text with `\n` for every newline.
pub fn translate_newlines(text: &str) -> Cow<'_, str> {
    if memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split('\r');
    let mut out = String::with_capacity(text.len());
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push('\n');
        out.push_str(part.strip_prefix('\n').unwrap_or(part));
    }
    Cow::Owned(out)
}

/// The same for bytes that are not decoded yet.
pub(super) fn translate_bytes(bytes: &[u8]) -> Cow<'_, [u8]> {
    if memchr(b'\r', bytes).is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut parts = bytes.split(|&byte| byte == b'\r');
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(parts.next().unwrap_or_default());
    for part in parts {
        out.push(b'\n');
        out.extend_from_slice(part.strip_prefix(b"\n").unwrap_or(part));
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_newlines_become_one() {
        for (text, expected) in [("a\r\nb\rc\n", "a\nb\nc\n"), ("\r\r\n\n", "\n\n\n"), ("\r", "\n"), ("", "")]
        {
            assert_eq!(translate_newlines(text), expected);
            assert_eq!(translate_bytes(text.as_bytes()), expected.as_bytes());
        }
        assert!(matches!(translate_newlines("a\nb"), Cow::Borrowed(_)));
    }
}
