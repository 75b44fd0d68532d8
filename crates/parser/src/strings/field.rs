//! The parts of a replacement field that are not expressions: its own text and its conversion.

use std::borrow::Cow;

/// The text of a field's expression as `{x=}` shows it and as `Interpolation.str` holds it: without comments.
pub(crate) fn expression_text(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'#', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => {
                kept.push(c);
                kept.extend(characters.next());
                continue;
            }
            // A string with three quotes opens, closes and opens again, which comes out right.
            '"' | '\'' if quote == Some(c) => quote = None,
            '"' | '\'' if quote.is_none() => quote = Some(c),
            '#' if quote.is_none() => {
                kept.extend(characters.find(|&c| c == '\n'));
                continue;
            }
            _ => {}
        }
        kept.push(c);
    }
    Cow::Owned(kept)
}

/// The conversion that stands after `!`: `s`, `r` or `a`, as the number that the tree holds.
pub(crate) fn conversion(name: &str) -> Option<i32> {
    match name {
        "s" | "r" | "a" => name.bytes().next().map(i32::from),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_not_shown() {
        assert_eq!(expression_text(" x + 1 "), " x + 1 ");
        assert_eq!(expression_text("\nx # a \"b\n = # c\n"), "\nx \n = \n");
        assert_eq!(expression_text("'''#'''+\"\\\"#\" # c"), "'''#'''+\"\\\"#\" ");
    }
}
