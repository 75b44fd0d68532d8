//! What string literals mean: prefixes, escapes, and the pieces of f- and t-strings.
//!
//! These are the actions of CPython's grammar that concern strings, free of any parser: the grammar calls them while
//! it builds the tree, and `diagnose` calls them in CPython's order to find the first error.

mod concatenate;
mod escapes;
mod field;
mod warn;

pub(crate) use concatenate::{join_constants, join_runs};
pub(crate) use escapes::InvalidEscape;
pub(crate) use field::{conversion, expression_text};
pub(crate) use warn::{ColumnCounter, EscapeWarning, escape_warning};

use bumpalo::Bump;
use taipan_ast::Constant;
use taipan_text::{Error, ErrorClass, PyText};

/// The value of a literal or of a piece of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Literal<'a> {
    /// The `str` or `bytes`.
    pub(crate) value: Constant<'a>,
    /// The first escape that Python does not know, of which it warns.
    pub(crate) invalid: Option<InvalidEscape>,
}

/// Why a literal has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LiteralError {
    /// A `UnicodeDecodeError` with this text.
    Unicode(String),
    /// A `ValueError` with this text.
    Value(String),
    /// A `bytes` literal holds a character beyond ASCII: a syntax error at its token.
    BytesNotAscii,
}

impl LiteralError {
    /// The text of the `SyntaxError` that the parser makes of it.
    pub(crate) fn syntax_message(&self) -> String {
        match self {
            Self::Unicode(text) => format!("(unicode error) {text}"),
            Self::Value(text) => format!("(value error) {text}"),
            Self::BytesNotAscii => "bytes can only contain ASCII literal characters".to_owned(),
        }
    }

    /// The error as it is where the parser does not make a `SyntaxError` of it: in format specifications.
    pub(crate) fn bare(&self) -> Box<Error> {
        match self {
            Self::Unicode(text) => Error::new(ErrorClass::Unicode, text.clone()),
            Self::Value(text) => Error::new(ErrorClass::Value, text.clone()),
            Self::BytesNotAscii => Error::new(ErrorClass::Syntax, self.syntax_message()),
        }
    }
}

/// A `STRING` token taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StringToken<'t> {
    /// It begins with exactly `u`: its constant has that kind.
    pub(crate) unicode_kind: bool,
    is_bytes: bool,
    is_raw: bool,
    /// What stands between the quotes.
    body: &'t str,
}

impl<'t> StringToken<'t> {
    /// Takes the text of a token, quotes and prefix included, apart.
    pub(crate) fn new(text: &'t str) -> Self {
        let quoted = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let prefix = text.strip_suffix(quoted).unwrap_or_default();
        let has = |letter: u8| prefix.bytes().any(|c| c.to_ascii_lowercase() == letter);
        Self {
            unicode_kind: prefix.starts_with('u'),
            is_bytes: has(b'b'),
            is_raw: has(b'r'),
            body: without_quotes(quoted),
        }
    }

    /// The value; `buffer` is scratch space.
    pub(crate) fn decode<'a>(
        self,
        arena: &'a Bump,
        buffer: &mut Vec<u8>,
    ) -> Result<Literal<'a>, LiteralError> {
        if !self.is_bytes {
            return decode_text(self.body, self.is_raw, arena, buffer);
        }
        if !self.body.is_ascii() {
            return Err(LiteralError::BytesNotAscii);
        }
        let body = self.body.as_bytes();
        if self.is_raw || memchr::memchr(b'\\', body).is_none() {
            return Ok(Literal { value: Constant::Bytes(arena.alloc_slice_copy(body)), invalid: None });
        }
        let invalid = escapes::decode_bytes(body, buffer)?;
        Ok(Literal { value: Constant::Bytes(arena.alloc_slice_copy(buffer)), invalid })
    }
}

/// The value of a piece of text: the body of a `str` literal or a middle token of an f- or t-string.
pub(crate) fn decode_text<'a>(
    text: &str,
    is_raw: bool,
    arena: &'a Bump,
    buffer: &mut Vec<u8>,
) -> Result<Literal<'a>, LiteralError> {
    if is_raw || memchr::memchr(b'\\', text.as_bytes()).is_none() {
        let text = PyText::new(arena.alloc_str(text));
        return Ok(Literal { value: Constant::Str(text), invalid: None });
    }
    let invalid = escapes::decode_str(text, buffer)?;
    let text = PyText::from_bytes(arena.alloc_slice_copy(buffer));
    Ok(Literal { value: Constant::Str(text), invalid })
}

/// Whether the opening token of an f- or t-string (`rf"`) makes it a raw one.
pub(crate) fn is_raw_start(text: &str) -> bool {
    text.bytes().any(|c| matches!(c, b'r' | b'R'))
}

fn without_quotes(quoted: &str) -> &str {
    let width =
        if quoted.len() >= 6 && (quoted.starts_with("\"\"\"") || quoted.starts_with("'''")) { 3 } else { 1 };
    quoted.get(width..quoted.len().saturating_sub(width)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str) -> (bool, bool, bool, &str) {
        let token = StringToken::new(text);
        (token.unicode_kind, token.is_bytes, token.is_raw, token.body)
    }

    #[test]
    fn tokens_come_apart() {
        assert_eq!(token("'a'"), (false, false, false, "a"));
        assert_eq!(token("u''"), (true, false, false, ""));
        assert_eq!(token("U\"'\""), (false, false, false, "'"));
        assert_eq!(token("Rb'''a'b'''"), (false, true, true, "a'b"));
        assert_eq!(token("\"\"\"\"\"\""), (false, false, false, ""));
    }
}
