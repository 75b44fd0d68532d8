//! Tokens as text: `TYPE line:column-line:column text`, columns in characters from 0.

use std::fmt::Write as _;

use taipan_parser::{Token, TokenKind};

/// Appends the line of one token.
///
/// Tokens that only the lexer's state makes have no columns, which is shown as -1.
pub fn token(out: &mut String, source: &str, token: &Token) {
    let (start, end) = (token.start as usize, token.end as usize);
    let text = source.get(start..end).unwrap_or_default();
    let (first, last) = match token.kind {
        TokenKind::Indent | TokenKind::Dedent | TokenKind::EndMarker => (-1, -1),
        _ => {
            let line = &source.as_bytes()[start.saturating_sub(token.column as usize)..start];
            let first = characters(line);
            // Not `end_column`, which counts what the lexer has read: a newline, the second brace of two.
            let last = match text.rfind('\n') {
                None => first + characters(text.as_bytes()),
                Some(newline) => characters(&text.as_bytes()[newline + 1..]),
            };
            (first, last)
        }
    };
    let (name, line, end_line) = (token.kind.python_name(), token.line, token.end_line);
    let _ = writeln!(out, "{name} {line}:{first}-{end_line}:{last} {}", one_line(text));
}

fn characters(text: &[u8]) -> i64 {
    text.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as i64
}

/// The text with its newlines and backslashes escaped.
fn one_line(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}
