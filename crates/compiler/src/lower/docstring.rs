//! Docstrings: the common indentation of their lines is taken off, as `inspect.cleandoc` does.

use taipan_ast::{Constant as Literal, Expr, ExprKind};
use taipan_bytecode::Constant;
use taipan_text::{Error, ErrorClass, PyText};

use super::Lowered;
use super::constant::text_constant;

/// The docstring that an expression is, cleaned. A lone surrogate in it is an error, as in CPython, which cleans the
/// UTF-8 form.
pub(super) fn clean(expression: &Expr<'_>) -> Lowered<Option<Constant>> {
    let ExprKind::Constant { value: Literal::Str(text), .. } = expression.kind else { return Ok(None) };
    if let Some(position) = text.code_points().position(|c| (0xd800..0xe000).contains(&c)) {
        return Err(surrogate_error(text, position));
    }
    Ok(Some(text_constant(PyText::from_bytes(&without_indentation(text)))))
}

/// A text without the indentation that its lines have in common.
pub(crate) fn without_indentation(text: PyText<'_>) -> Vec<u8> {
    let expanded = expand_tabs(text.as_bytes());
    let margin = margin(&expanded);
    let (first, rest) = split_line(&expanded);
    let mut cleaned = strip_spaces(first, usize::MAX).to_vec();
    for line in rest.split_inclusive(|&byte| byte == b'\n') {
        cleaned.extend_from_slice(strip_spaces(line, margin));
    }
    cleaned
}

/// The smallest indentation of the lines after the first that are not blank.
fn margin(text: &[u8]) -> usize {
    let (_, rest) = split_line(text);
    rest.split(|&byte| byte == b'\n')
        .filter_map(|line| line.iter().position(|&byte| byte != b' '))
        .min()
        .unwrap_or(0)
}

/// The first line with its end, and what comes after.
fn split_line(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|&byte| byte == b'\n').map_or(text.len(), |end| end + 1);
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
        assert_eq!(margin(b"a\n\n   b\n  \n    c"), 3);
        assert_eq!(margin(b"   a"), 0);
    }
}
