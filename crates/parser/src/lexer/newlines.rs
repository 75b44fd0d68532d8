//! Newlines: `\r\n` and `\r` become `\n`, and a module ends with one.

use std::borrow::Cow;

/// The source as the lexer reads it. `module` says that it is the text of a whole module (mode `exec`), which ends
/// with a newline whether it is written or not.
pub fn translate_newlines(source: &str, module: bool) -> Cow<'_, str> {
    let missing = module && !source.ends_with(['\n', '\r']);
    if !missing && memchr::memchr(b'\r', source.as_bytes()).is_none() {
        return Cow::Borrowed(source);
    }
    let mut text = String::with_capacity(source.len() + 1);
    let mut rest = source;
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        text.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    text.push_str(rest);
    if missing {
        text.push('\n');
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::translate_newlines;

    #[test]
    fn all_newlines_become_one_kind() {
        assert_eq!(translate_newlines("a\r\nb\rc\n\rd", true), "a\nb\nc\n\nd\n");
        assert_eq!(translate_newlines("a\r", true), "a\n");
        assert_eq!(translate_newlines("", true), "\n");
        assert_eq!(translate_newlines("a", false), "a");
    }
}
