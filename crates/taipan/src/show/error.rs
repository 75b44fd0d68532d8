//! An error as Python's traceback shows it.

use std::fmt::Write as _;

use taipan_text::Error;

/// The lines that CPython prints for an error in a file: its place, the line of source with marks under the range, the
/// class and the message.
pub fn error(error: &Error, filename: &str) -> String {
    let mut out = String::new();
    if let Some(range) = error.range {
        let _ = writeln!(out, "  File \"{filename}\", line {}", range.line);
    }
    if let (Some(range), Some(text)) = (error.range, error.text.as_deref()) {
        let line = text.lines().next().unwrap_or_default();
        let shown = line.trim_start_matches([' ', '\t', '\x0c']).trim_end();
        let indent = line.chars().count() - line.trim_start_matches([' ', '\t', '\x0c']).chars().count();
        let length = shown.chars().count();
        // Columns from 0 in the line as it is shown; a range that goes on in later lines is marked to the end of this one.
        let column = |offset: i32| usize::try_from(offset - 1).unwrap_or(0).saturating_sub(indent);
        let start = column(range.offset).min(length);
        let end = match (range.end_line, range.end_offset) {
            (Some(line), Some(_)) if line > range.line => length,
            (Some(_), Some(offset)) if offset > range.offset => column(offset).min(length),
            _ => start + 1,
        };
        let _ = writeln!(out, "    {shown}");
        if range.offset > 0 {
            let _ =
                writeln!(out, "    {}{}", " ".repeat(start), "^".repeat(end.saturating_sub(start).max(1)));
        }
    }
    let _ = write!(out, "{}", error.class.name());
    if !error.message.is_empty() {
        let _ = write!(out, ": {}", error.message);
    }
    out.push('\n');
    out
}
