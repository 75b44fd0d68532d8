//! The encoding that a comment in the first two lines declares (PEP 263).

use memchr::{memchr, memmem};
use std::ops::Range;

/// A declaration, and the line that it stands in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cookie {
    /// The name, in the form in which CPython compares it.
    pub(super) encoding: String,
    /// The line, 1 or 2.
    pub(super) line: i32,
    /// The bytes of the line, without its newline.
    pub(super) line_range: Range<usize>,
}

/// The declaration of a source without byte order mark, with newlines translated. The second line counts only when the first is empty or
/// a comment.
pub(super) fn find(source: &[u8]) -> Option<Cookie> {
    let mut start = 0;
    for line in 1..=2 {
        let end = memchr(b'\n', &source[start..]).map_or(source.len(), |length| start + length);
        let text = &source[start..end];
        if let Some(encoding) = in_line(text) {
            return Some(Cookie { encoding, line, line_range: start..end });
        }
        if !is_blank_or_comment(text) || end == source.len() {
            return None;
        }
        start = end + 1;
    }
    None
}

/// What announces the name, with `:` or `=` behind it.
const WORD: &[u8] = b"coding";

/// The declared encoding of one line: a comment with `coding` and `:` or `=`, then the name.
pub(super) fn in_line(line: &[u8]) -> Option<String> {
    let start = line.iter().position(|byte| !is_space(*byte))?;
    let comment = line[start..].strip_prefix(b"#")?;
    memmem::find_iter(comment, WORD).find_map(|found| {
        let rest = &comment[found + WORD.len()..];
        let rest = rest.strip_prefix(b":").or_else(|| rest.strip_prefix(b"="))?;
        let start = rest.iter().position(|&byte| byte != b' ' && byte != b'\t')?;
        let name = rest[start..].split(|&byte| !is_name_byte(byte)).next()?;
        let name = std::str::from_utf8(name).ok().filter(|name| !name.is_empty())?;
        Some(normal_name(name))
    })
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\x0c')
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// Whether a line holds nothing but space and a comment.
pub(super) fn is_blank_or_comment(line: &[u8]) -> bool {
    let first = line.iter().find(|byte| !is_space(**byte));
    matches!(first, None | Some(b'#' | b'\r' | b'\n'))
}

/// One name for all spellings of UTF-8 and Latin-1 (the first twelve characters decide); others stay as they are.
fn normal_name(name: &str) -> String {
    let start: String =
        name.chars().take(12).map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect();
    let is =
        |name: &str| start.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    if is("utf-8") {
        "utf-8".to_owned()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") {
        "iso-8859-1".to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations() {
        let found = |line: &str| in_line(line.as_bytes());
        assert_eq!(found("# -*- coding: cp437 -*-").as_deref(), Some("cp437"));
        assert_eq!(found(" \t\x0c#coding=\t Latin_1-unix").as_deref(), Some("iso-8859-1"));
        assert_eq!(found("# coding coding= coding:latin-1").as_deref(), Some("coding"));
        assert_eq!(found("# coding: , coding: UTF_8-x").as_deref(), Some("utf-8"));
        assert_eq!(found("# coding: utf-8x").as_deref(), Some("utf-8x"));
        assert_eq!(found("# coding :cp437"), None);
        assert_eq!(found("x # coding: cp437"), None);
        assert_eq!(found("\x0b# coding: cp437"), None);
        assert_eq!(found("# coding: \x0ccp437"), None);
        assert_eq!(found("# coding:"), None);
    }
}
