//! Tokens as text: `TYPE line:column-line:column text | its lines`, columns in characters from 0.

use std::fmt::Write as _;

use taipan_parser::tokenize::TokenInfo;

/// Appends the line of one token. `lines` asks for the lines of source that it lies on.
pub fn token(out: &mut String, token: &TokenInfo<'_>, lines: bool) {
    let (name, (line, column), (end_line, end_column)) = (token.kind.python_name(), token.start, token.end);
    let _ = write!(out, "{name} {line}:{column}-{end_line}:{end_column} ");
    one_line(out, token.text);
    if lines {
        out.push_str(" | ");
        one_line(out, token.line);
    }
    out.push('\n');
}

/// The text with its newlines and backslashes escaped.
fn one_line(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            _ => out.push(c),
        }
    }
}
