//! Docstrings: the common indentation of their lines is taken off, as `inspect.cleandoc` does.

use std::borrow::Cow;

use taipan_ast::{Constant as Literal, Expr, ExprKind};
use taipan_bytecode::Constant;
use taipan_text::{Error, ErrorClass, PyText};

use super::Lowered;
use super::constant::text_constant;

/// The docstring that an expression is, cleaned. A lone surrogate in it is an error, as in CPython, which cleans the
/// UTF-8 form.
pub(super) fn clean(expression: &Expr<'_>) -> Lowered<Option<Constant>> {
    let ExprKind::Constant { value: Literal::Str(text), .. } = expression.kind else { return Ok(None) };
    if memchr::memchr(SURROGATE_LEAD, text.as_bytes()).is_some()
        && let Some(position) = text.code_points().position(|c| (0xd800..0xe000).contains(&c))
    {
        return Err(surrogate_error(text, position));
    }
    Ok(Some(text_constant(PyText::from_bytes(&without_indentation(text)))))
}

/// The first byte of all surrogates, and of a few other characters.
const SURROGATE_LEAD: u8 = 0xed;

/// A text without the indentation that its lines have in common.
pub(crate) fn without_indentation(text: PyText<'_>) -> Vec<u8> {
    let expanded = match memchr::memchr(b'\t', text.as_bytes()) {
        Some(_) => Cow::Owned(expand_tabs(text.as_bytes())),
        None => Cow::Borrowed(text.as_bytes()),
    };
    let (first, rest) = split_line(&expanded);
    let margin = margin(rest);
    let mut cleaned = Vec::with_capacity(expanded.len());
    cleaned.extend_from_slice(strip_spaces(first, usize::MAX));
    for line in lines(rest) {
        cleaned.extend_from_slice(strip_spaces(line, margin));
    }
    cleaned
}

/// The smallest indentation of the lines that are not blank.
fn margin(text: &[u8]) -> usize {
    let indentation =
        |line: &[u8]| line.iter().position(|&byte| byte != b' ').filter(|&at| line[at] != b'\n');
    lines(text).filter_map(indentation).min().unwrap_or(0)
}

/// The lines of a text with their ends.
fn lines(mut text: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (line, rest) = split_line(text);
        text = rest;
        if line.is_empty() { None } else { Some(line) }
    })
}

/// The first line with its end, and what comes after.
fn split_line(text: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr::memchr(b'\n', text).map_or(text.len(), |end| end + 1);
    text.split_at(end)
}

/// A line without its leading spaces, or the first `most` of them.
fn strip_spaces(line: &[u8], most: usize) -> &[u8] {
    let spaces = line.iter().take(most).take_while(|&&byte| byte == b' ').count();
    &line[spaces..]
}

/// `str.expandtabs()`: tabs go to the next multiple of eight columns, counted in characters.
fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(text.len());
    let mut column = 0;
    for &byte in text {
        match byte {
            b'\t' => {
                let spaces = 8 - column % 8;
                result.resize(result.len() + spaces, b' ');
                column += spaces;
            }
            b'\n' | b'\r' => {
                result.push(byte);
                column = 0;
            }
            _ => {
                result.push(byte);
                // Bytes that continue a character do not count.
                column += usize::from(byte & 0xc0 != 0x80);
            }
        }
    }
    result
}

fn surrogate_error(text: PyText<'_>, position: usize) -> Box<Error> {
    let count = text.code_points().skip(position).take_while(|c| (0xd800..0xe000).contains(c)).count();
    let where_ = if count == 1 {
        let code = text.code_points().nth(position).unwrap_or_default();
        format!("character '\\u{code:04x}' in position {position}")
    } else {
        format!("characters in position {position}-{}", position + count - 1)
    };
    Error::new(ErrorClass::Unicode, format!("'utf-8' codec can't encode {where_}: surrogates not allowed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_count_characters() {
        assert_eq!(expand_tabs("é\tx\n\ty".as_bytes()), "é       x\n        y".as_bytes());
    }

    #[test]
    fn blank_lines_have_no_margin() {
        assert_eq!(margin(b"\n   b\n  \n    c"), 3);
        assert_eq!(margin(b""), 0);
    }
}
