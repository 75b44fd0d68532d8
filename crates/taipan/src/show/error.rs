//! An error as Python's traceback shows it.

use std::fmt::Write as _;

use taipan_text::Error;

/// The lines that CPython prints for an error in a file: its place, the line of source with marks under the range, the
/// class and the message. `source` is the text of the file, from which the line of an error of the compiler comes.
pub fn error(error: &Error, filename: &str, source: &str) -> String {
    let mut out = String::new();
    if let Some(range) = error.range {
        let _ = writeln!(out, "  File \"{filename}\", line {}", range.line);
    }
    let source_line = |number: i32| source.lines().nth(usize::try_from(number - 1).ok()?);
    let text = error.text.as_deref().or_else(|| source_line(error.range?.line));
    if let (Some(range), Some(text)) = (error.range, text) {
        let line = text.lines().next().unwrap_or_default();
        let shown = line.trim_start_matches([' ', '\t', '\x0c']).trim_end();
        let indent = line.chars().count() - line.trim_start_matches([' ', '\t', '\x0c']).chars().count();
        let length = shown.chars().count();
        let _ = writeln!(out, "    {shown}");
        // Columns from 0 in the line as it is shown. A range that goes on in later lines is marked to the end of this one.
        let column = |offset: i32| usize::try_from(offset - 1).ok()?.checked_sub(indent);
        let start = column(range.offset.min(length as i32 + indent as i32 + 1));
        let end = match (range.end_line, range.end_offset) {
            (Some(line), Some(_)) if line > range.line => Some(length),
            (Some(_), Some(offset)) if offset > range.offset => column(offset),
            _ => None,
        };
        if let Some(start) = start {
            let marks = end.unwrap_or(start + 1).saturating_sub(start).max(1);
            let _ = writeln!(out, "    {}{}", " ".repeat(start), "^".repeat(marks));
        }
    }
    let _ = write!(out, "{}", error.class.name());
    if !error.message.is_empty() {
        let _ = write!(out, ": {}", error.message);
    }
    out.push('\n');
    out
}
