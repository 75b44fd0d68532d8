//! The place of a `SyntaxError`.

use super::Theme;
use taipan_unicode::is_whitespace;

/// Where the error is, and the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyntaxPlace {
    /// `msg`
    pub message: Option<String>,
    /// `filename`
    pub file: Option<String>,
    /// `lineno`, as it is shown.
    pub line: Option<String>,
    /// `end_lineno`, as it is shown.
    pub end_line: Option<String>,
    /// `text`
    pub text: Option<String>,
    /// `offset`
    pub start: Column,
    /// `end_offset`; `Unknown` where it is no number.
    pub end: Column,
}

/// A column, counted in characters from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// There is none.
    #[default]
    None,
    /// There is one.
    At(i64),
    /// What there is is no number.
    Unknown,
}

impl SyntaxPlace {
    pub(super) fn render(&self, theme: &Theme, class: &str) -> String {
        let mut out = String::new();
        let mut suffix = String::new();
        if let Some(line) = &self.line {
            let file = self.file.as_deref().filter(|file| !file.is_empty()).unwrap_or("<string>");
            out = format!(
                "  File {}\"{file}\"{}, line {}{line}{}\n",
                theme.file, theme.reset, theme.line, theme.reset
            );
        } else if let Some(file) = &self.file {
            suffix = format!(" ({file})");
        }
        if let Some(text) = &self.text {
            self.source(&mut out, text, theme);
        }
        let message = self.message.as_deref().filter(|it| !it.is_empty()).unwrap_or("<no detail available>");
        out.push_str(&format!(
            "{}{class}{}: {}{message}{}{suffix}\n",
            theme.class, theme.reset, theme.message, theme.reset
        ));
        out
    }

    /// The line and the carets under it.
    fn source(&self, out: &mut String, text: &str, theme: &Theme) {
        let line = text.trim_end_matches('\n');
        let shown = line.trim_start_matches([' ', '\n', '\x0c']);
        let count = |text: &str| text.chars().count() as i64;
        let stripped = count(line) - count(shown);
        let start = match self.start {
            Column::Unknown => return,
            Column::None => {
                out.push_str(&format!("    {shown}\n"));
                return;
            }
            Column::At(start) => start,
        };
        let (start, end) = self.clamped(start, count(text), count(line));
        let (from, until) = (start - 1 - stripped, end - 1 - stripped);
        let Ok(from) = usize::try_from(from) else {
            out.push_str(&format!("    {shown}\n"));
            return;
        };
        let until = usize::try_from(until).unwrap_or(0);
        // Tabs stay, so that the carets come to stand under what they mark.
        let blank: String =
            shown.chars().take(from).map(|c| if is_whitespace(c) { c } else { ' ' }).collect();
        let carets = "^".repeat(until.saturating_sub(from));
        let part = |from: usize, until: usize| -> String { shown.chars().take(until).skip(from).collect() };
        out.push_str(&format!(
            "    {}{}{}{}{}\n    {blank}{}{carets}{}\n",
            part(0, from),
            theme.highlight,
            part(from, until),
            theme.reset,
            part(until.max(from), usize::MAX),
            theme.highlight,
            theme.reset
        ));
    }

    /// The columns, made to lie in the line and to enclose something. `text` is the length with line ends, `line` without.
    fn clamped(&self, start: i64, text: i64, line: i64) -> (i64, i64) {
        let mut end = match self.end {
            _ if self.line != self.end_line => line + 1,
            Column::At(end) if end != 0 => end,
            _ => start,
        };
        let mut start = start;
        if text > 0 && start > text {
            start = line + 1;
        }
        if text > 0 && end > text {
            end = line + 1;
        }
        if start >= end || end < 0 {
            end = start.saturating_add(1);
        }
        (start, end)
    }
}
