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

/// Counts the characters before a token. Tokens come in the order of the source, so a line is counted once however many
/// tokens are on it.
#[derive(Clone, Debug, Default)]
pub(crate) struct ColumnCounter {
    line_start: usize,
    bytes: usize,
    characters: usize,
}

impl ColumnCounter {
    /// How many characters the first `column` bytes of the line at `line_start` are.
    fn count(&mut self, source: &str, line_start: usize, column: usize) -> usize {
        if line_start != self.line_start || column < self.bytes {
            *self = Self { line_start, bytes: 0, characters: 0 };
        }
        let more = source.as_bytes().get(line_start + self.bytes..line_start + column).unwrap_or_default();
        self.characters += count_characters(more);
        self.bytes = column;
        self.characters
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
    columns: &mut ColumnCounter,
) -> Option<EscapeWarning> {
    if token.kind != TokenKind::String && invalid.is_brace() {
        return None;
    }
    let line_start = (token.start as usize).saturating_sub(token.column as usize);
    let mut column = invalid.column as usize;
    // The text that columns count in, from `line_text` on, and how many characters of the line come before it.
    let (line_text, before) = if invalid.line == 0 {
        let text = source.get(token.start as usize..token.end as usize).unwrap_or_default();
        column += leading_quotes(text);
        (token.start as usize, columns.count(source, line_start, token.column as usize))
    } else if matches!(token.kind, TokenKind::FStringEnd | TokenKind::TStringEnd) {
        // The line that this is counted to lies ahead, and CPython shows the one that it has come to.
        (line_start, 0)
    } else {
        let newlines =
            memchr::memchr_iter(b'\n', source.as_bytes().get(token.start as usize..).unwrap_or_default());
        let last = newlines.take(invalid.line as usize).last().unwrap_or_default();
        (token.start as usize + last + 1, 0)
    };
    let rest = source.as_bytes().get(line_text..).unwrap_or_default();
    let line = (token.line + invalid.line) as i32;
    let offset = |column| (before + clamped_count(rest, column)) as i32;
    let range = ErrorRange {
        line,
        offset: offset(column),
        end_line: Some(line),
        end_offset: Some(offset(column + 2)),
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

/// How many characters the first `length` bytes of a line are. CPython clamps to one beyond the line and counts that
/// one, too.
fn clamped_count(rest: &[u8], length: usize) -> usize {
    let inside = rest.get(..length).unwrap_or(rest);
    let line_end = memchr::memchr(b'\n', inside).map_or(inside.len(), |newline| newline + 1);
    count_characters(inside.get(..line_end).unwrap_or_default()) + usize::from(length > line_end)
}

fn count_characters(text: &[u8]) -> usize {
    text.iter().filter(|&c| c & 0xc0 != 0x80).count()
}
