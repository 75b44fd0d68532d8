//! What Python's `str` and `textwrap` do to lines.

use taipan_unicode::{east_asian_width, is_whitespace};

/// `str.splitlines()`: Python knows more line ends than most.
pub(super) fn split_lines(text: &str) -> Vec<&str> {
    split_lines_with_ends(text).into_iter().map(|line| line.trim_end_matches(is_line_end)).collect()
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `str.splitlines(True)`
fn split_lines_with_ends(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_line_end) {
        let mut end = at + rest[at..].chars().next().map_or(1, char::len_utf8);
        if rest[at..].starts_with("\r\n") {
            end = at + 2;
        }
        let (line, after) = rest.split_at(end);
        lines.push(line);
        rest = after;
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

/// `textwrap.indent`: a prefix for all lines, or for those with more than white space.
pub(super) fn indent(out: &mut String, text: &str, prefix: &str, all: bool) {
    for line in split_lines_with_ends(text) {
        if all || !is_blank(line) {
            out.push_str(prefix);
        }
        out.push_str(line);
    }
}

/// `textwrap.dedent`: without the spaces and tabs that all lines begin with.
pub(super) fn dedent(text: &str) -> String {
    let lines = || text.split('\n');
    let mut margin: Option<&str> = None;
    for line in lines().filter(|line| !is_blank(line)) {
        let start = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        margin = Some(match margin {
            None => start,
            Some(margin) => {
                let same = margin.bytes().zip(start.bytes()).take_while(|(one, other)| one == other).count();
                &margin[..same]
            }
        });
    }
    let margin = margin.unwrap_or_default().len();
    let dedented = lines().map(|line| if is_blank(line) { "" } else { &line[margin..] });
    dedented.collect::<Vec<_>>().join("\n")
}

/// Whether there is nothing but white space.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(is_whitespace)
}

/// `str.strip()`
pub(super) fn strip(text: &str) -> &str {
    text.trim_matches(|c: char| is_whitespace(c))
}

/// How many characters begin before an offset in bytes.
pub(super) fn characters_before(text: &str, offset: usize) -> usize {
    text.char_indices().take_while(|&(at, _)| at < offset).count()
}

/// How wide the first characters of a line are on a screen.
pub(super) fn display_width(line: &str, characters: usize) -> usize {
    if line.is_ascii() {
        return characters;
    }
    line.chars().take(characters).map(|c| if matches!(east_asian_width(c), "W" | "F") { 2 } else { 1 }).sum()
}
