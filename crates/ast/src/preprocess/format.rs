//! `"%s and %5r" % (a, b)` to the f-string that does the same, where the format is simple enough.

use bumpalo::Bump;
use bumpalo::collections::Vec;
use taipan_text::{Location, PyText};

use crate::{Constant, Expr, ExprKind};

/// A width or precision with this many digits is left alone.
const TOO_MANY_DIGITS: usize = 3;

/// The f-string for `left % right`, if `left` is a plain string with nothing but `%s`, `%r` and `%a` in it, and
/// `right` a tuple with one value for each.
pub(super) fn fold<'a>(
    arena: &'a Bump,
    left: &Expr<'a>,
    right: &Expr<'a>,
    location: Location,
) -> Option<&'a Expr<'a>> {
    let ExprKind::Constant { value: Constant::Str(format), .. } = left.kind else { return None };
    let ExprKind::Tuple { elts: items, .. } = right.kind else { return None };
    if items.iter().any(|item| matches!(item.kind, ExprKind::Starred { .. })) {
        return None;
    }
    let mut format = Format { arena, rest: format.as_bytes() };
    let mut items = items.iter();
    let mut values = Vec::new_in(arena);
    loop {
        let literal = format.literal();
        if !literal.is_empty() {
            values.push(text(arena, &literal));
        }
        if format.rest.is_empty() {
            break;
        }
        values.push(format.value(items.next()?)?);
    }
    if items.next().is_some() {
        return None;
    }
    Some(arena.alloc(Expr { kind: ExprKind::JoinedStr { values: values.into_bump_slice() }, location }))
}

/// A piece of text that stands nowhere in the source.
fn text<'a>(arena: &'a Bump, bytes: &[u8]) -> &'a Expr<'a> {
    let value = Constant::Str(PyText::from_bytes(arena.alloc_slice_copy(bytes)));
    arena.alloc(Expr { kind: ExprKind::Constant { value, kind: None }, location: Location::NONE })
}

/// What is left to read of a format.
struct Format<'a> {
    arena: &'a Bump,
    rest: &'a [u8],
}

impl<'a> Format<'a> {
    /// The text up to the next conversion; `%%` is one `%`.
    fn literal(&mut self) -> std::vec::Vec<u8> {
        let mut out = std::vec::Vec::new();
        loop {
            let end = self.rest.iter().position(|&byte| byte == b'%').unwrap_or(self.rest.len());
            let (plain, rest) = self.rest.split_at(end);
            out.extend_from_slice(plain);
            self.rest = rest;
            let Some(after) = rest.strip_prefix(b"%%") else { return out };
            out.push(b'%');
            self.rest = after;
        }
    }

    /// A conversion, which begins with `%`, applied to a value.
    fn value(&mut self, value: &'a Expr<'a>) -> Option<&'a Expr<'a>> {
        self.rest = self.rest.strip_prefix(b"%")?;
        let mut left = false;
        while let [flag @ (b'-' | b'+' | b' ' | b'#' | b'0'), rest @ ..] = self.rest {
            left |= *flag == b'-';
            self.rest = rest;
        }
        let width =
            if self.rest.first().is_some_and(u8::is_ascii_digit) { Some(self.number()?) } else { None };
        let precision = match self.rest.strip_prefix(b".") {
            Some(rest) => {
                self.rest = rest;
                Some(self.number()?)
            }
            None => None,
        };
        let (&conversion @ (b's' | b'r' | b'a'), rest) = self.rest.split_first()? else { return None };
        self.rest = rest;

        let mut spec = String::new();
        if let Some(width) = width {
            // Text stands right in a `%` format and left in an f-string.
            spec += if left || width == 0 { "" } else { ">" };
            spec += &width.to_string();
        }
        if let Some(precision) = precision {
            spec.push('.');
            spec += &precision.to_string();
        }
        let format_spec = (!spec.is_empty()).then(|| text(self.arena, spec.as_bytes()));
        let kind = ExprKind::FormattedValue { value, conversion: i32::from(conversion), format_spec };
        Some(self.arena.alloc(Expr { kind, location: value.location }))
    }

    fn number(&mut self) -> Option<u32> {
        let digits = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        (digits < TOO_MANY_DIGITS)
            .then(|| number.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0')))
    }
}
