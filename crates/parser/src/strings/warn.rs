//! The warning about an escape sequence that Python does not know, and the error that warning filters make of it.

use taipan_text::{Error, ErrorClass, ErrorRange, Warning, WarningCategory};

use super::InvalidEscape;
use crate::{Token, TokenKind};

/// A warning together with the error that takes its place when the filters say so: their texts differ.
#[derive(Clone, Debug)]
pub(crate) struct EscapeWarning {
    /// What the receiver of warnings gets.
    pub(crate) warning: Warning,
    error_message: String,
}

impl EscapeWarning {
    /// The error that is raised in the warning's place.
    pub(crate) fn into_error(self) -> Box<Error> {
        Error::at(ErrorClass::Syntax, self.error_message, self.warning.range)
    }
}

/// The warning for the first invalid escape of a piece of text. `token` is the one that CPython counts lines and
/// columns from: the string's own, or for the pieces of an f- or t-string outside of format specifications its end.
///
/// `None` where the lexer has warned already.
pub(crate) fn escape_warning(
    invalid: InvalidEscape,
    token: &Token,
    source: &str,
    feature_version: u8,
) -> Option<EscapeWarning> {
    if token.kind != TokenKind::String && invalid.is_brace() {
        return None;
    }
    let line_start = (token.start as usize).saturating_sub(token.column as usize);
    let mut rest = source.get(line_start..).unwrap_or_default();
    let mut column = invalid.column as usize;
    if invalid.line == 0 {
        let text = source.get(token.start as usize..token.end as usize).unwrap_or_default();
        column += token.column as usize + leading_quotes(text);
    }
    for _ in 0..invalid.line {
        rest = rest.split_once('\n').map_or("", |(_, after)| after);
    }
    let line_text = rest.split_inclusive('\n').next().unwrap_or_default();
    let line = (token.line + invalid.line) as i32;
    let range = ErrorRange {
        line,
        offset: characters(line_text, column),
        end_line: Some(line),
        end_offset: Some(characters(line_text, column + 2)),
    };
    let category = if feature_version >= 12 { WarningCategory::Syntax } else { WarningCategory::Deprecation };
    let warning = Warning { category, message: invalid.warning_message(), range };
    Some(EscapeWarning { warning, error_message: invalid.error_message() })
}

/// How many quotes of the first one's kind a token begins with: none when it has a prefix.
fn leading_quotes(token: &str) -> usize {
    let Some(quote @ ('"' | '\'')) = token.chars().next() else { return 0 };
    let quotes = token.chars().take_while(|c| matches!(c, '"' | '\''));
    quotes.filter(|&c| c == quote).count()
}

/// How many characters the first `bytes` bytes of a line are. CPython clamps to one beyond the line and counts that
/// one, too.
fn characters(line: &str, bytes: usize) -> i32 {
    let inside = line.bytes().take(bytes).filter(|c| c & 0xc0 != 0x80).count();
    (inside + usize::from(bytes > line.len())) as i32
}
