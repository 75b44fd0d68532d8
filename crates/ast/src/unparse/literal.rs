//! Constants, docstrings, f-strings and t-strings: which quotes they get, and what is escaped in them.

use std::fmt::Write as _;

use taipan_text::{Error, ErrorClass, PyText, repr_str};

use super::{INFINITY, Precedence, Result, Unparser, too_many_digits};
use crate::{Constant, Expr, ExprKind, Node};

const TRIPLE: [&str; 2] = ["\"\"\"", "'''"];
const QUOTES: [&str; 4] = ["'", "\"", "\"\"\"", "'''"];

/// `conversion` of a replacement field without `!`.
const NO_CONVERSION: i32 = -1;

/// A part of an f-string.
enum Part {
    /// Text, braces doubled.
    Text(Vec<u8>),
    /// A replacement field as it is written.
    Field(Vec<u8>),
}

impl<'a> Unparser<'_, 'a> {
    pub(super) fn constant_expression(&mut self, value: Constant<'a>, kind: Option<PyText<'_>>) -> Result {
        match value {
            Constant::Tuple(items) => {
                self.write("(");
                self.separated(items, ", ", |unparser, item| unparser.constant(*item))?;
                self.write(if items.len() == 1 { ",)" } else { ")" });
                Ok(())
            }
            Constant::Ellipsis => {
                self.write("...");
                Ok(())
            }
            _ => {
                self.prefix(kind);
                self.constant(value)
            }
        }
    }

    pub(super) fn constant(&mut self, value: Constant<'_>) -> Result {
        let mut text = value.repr(self.limit).map_err(too_many_digits)?;
        if matches!(value, Constant::Float(_) | Constant::Complex { .. }) {
            text = text.replace("inf", INFINITY).replace("nan", &format!("({INFINITY}-{INFINITY})"));
        }
        self.write(&text);
        Ok(())
    }

    /// The prefix that a string was written with, if it is one that is kept.
    fn prefix(&mut self, kind: Option<PyText<'_>>) {
        if kind == Some(PyText::new("u")) {
            self.write("u");
        }
    }

    pub(super) fn docstring(&mut self, text: PyText<'_>, kind: Option<PyText<'_>>) {
        self.prefix(kind);
        let (text, quotes) = escape(text, &TRIPLE, false);
        let quote = quotes.first().copied().unwrap_or_default();
        self.write(quote);
        self.write(&text);
        self.write(quote);
    }

    pub(super) fn format_string(&mut self, prefix: &str, values: &[&'a Expr<'a>]) -> Result {
        self.write(prefix);
        let parts: Vec<Part> = values.iter().map(|value| self.part(value)).collect::<Result<_>>()?;
        let (quote, body) = match join(&parts)? {
            Some(joined) => joined,
            None => ("'''", join_as_repr(&parts)),
        };
        self.write(quote);
        self.write_text(PyText::from_bytes(&body));
        self.write(quote);
        Ok(())
    }

    fn part(&mut self, value: &'a Expr<'a>) -> Result<Part> {
        let outside = std::mem::take(&mut self.out);
        let result = self.string_part(value, false);
        let part = std::mem::replace(&mut self.out, outside);
        result?;
        Ok(if matches!(value.kind, ExprKind::Constant { .. }) { Part::Text(part) } else { Part::Field(part) })
    }

    fn string_part(&mut self, value: &'a Expr<'a>, in_format_spec: bool) -> Result {
        self.check_depth()?;
        match value.kind {
            ExprKind::JoinedStr { values } => {
                values.iter().try_for_each(|value| self.string_part(value, in_format_spec))
            }
            ExprKind::Constant { value: Constant::Str(text), .. } => {
                self.literal_text(text, in_format_spec);
                Ok(())
            }
            ExprKind::FormattedValue { .. } | ExprKind::Interpolation { .. } => self.replacement_field(value),
            _ => Err(self.unexpected_part(value)),
        }
    }

    #[cold]
    fn unexpected_part(&self, part: &'a Expr<'a>) -> Box<Error> {
        match Node::Expr(part).repr(self.names, self.limit) {
            Ok(shown) => Error::new(ErrorClass::Value, format!("Unexpected node inside JoinedStr, {shown}")),
            Err(error) => too_many_digits(error),
        }
    }

    /// Text between replacement fields. In a format specification quotes are escaped too.
    fn literal_text(&mut self, text: PyText<'_>, in_format_spec: bool) {
        for &byte in text.as_bytes() {
            match byte {
                b'{' | b'}' => self.out.push(byte),
                b'\\' | b'\'' | b'"' if in_format_spec => self.out.push(b'\\'),
                b'\n' if in_format_spec => {
                    self.out.extend(b"\\n");
                    continue;
                }
                _ => {}
            }
            self.out.push(byte);
        }
    }

    /// The letter of a conversion, `chr()` of its number.
    fn code_point(&mut self, number: i32) -> Result {
        match u32::try_from(number) {
            Ok(c @ ..=0x10_ffff) => PyText::push_code_point(&mut self.out, c),
            _ => return Err(Error::new(ErrorClass::Value, "chr() arg not in range(0x110000)")),
        }
        Ok(())
    }

    /// `{…}` of an f-string or t-string.
    pub(super) fn replacement_field(&mut self, field: &'a Expr<'a>) -> Result {
        let (value, source, conversion, format_spec) = match field.kind {
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                (value, None, conversion, format_spec)
            }
            ExprKind::Interpolation { value, str, conversion, format_spec } => {
                (value, source_of_interpolation(str)?, conversion, format_spec)
            }
            _ => return Ok(()),
        };
        self.write("{");
        let start = self.out.len();
        match source {
            Some(text) => self.write_text(text),
            None => self.expression_at(value, Precedence::Test.next())?,
        }
        if self.out.get(start) == Some(&b'{') {
            self.out.insert(start, b' ');
        }
        if conversion != NO_CONVERSION {
            self.write("!");
            self.code_point(conversion)?;
        }
        if let Some(spec) = format_spec {
            self.write(":");
            self.string_part(spec, true)?;
        }
        self.write("}");
        Ok(())
    }
}

/// The text of an interpolation, if it has one; otherwise its value is written.
fn source_of_interpolation(source: Constant<'_>) -> Result<Option<PyText<'_>>> {
    Err(match source {
        Constant::Str(text) => return Ok(Some(text)),
        Constant::None => return Ok(None),
        Constant::Bytes(_) => {
            Error::new(ErrorClass::Type, "startswith first arg must be bytes or a tuple of bytes, not str")
        }
        other => {
            let name = other.type_name();
            Error::new(ErrorClass::Attribute, format!("'{name}' object has no attribute 'startswith'"))
        }
    })
}

/// Puts the parts of an f-string together, with quotes that none of them needs. `None` if there are none.
fn join(parts: &[Part]) -> Result<Option<(&'static str, Vec<u8>)>> {
    let mut quotes = QUOTES.to_vec();
    let mut body = Vec::new();
    for part in parts {
        match part {
            Part::Text(text) => {
                let (text, possible) = escape(PyText::from_bytes(text), &quotes, true);
                if !possible.iter().any(|quote| quotes.contains(quote)) {
                    return Ok(None);
                }
                quotes = possible;
                body.extend(text.into_bytes());
            }
            Part::Field(field) => {
                if contains(field, "\n") {
                    quotes.retain(|quote| TRIPLE.contains(quote));
                }
                if quotes.is_empty() {
                    // CPython asserts that some are left. They are not when text before needs single quotes.
                    return Err(Error::new(ErrorClass::Assertion, ""));
                }
                let free: Vec<_> = quotes.iter().copied().filter(|quote| !contains(field, quote)).collect();
                if !free.is_empty() {
                    quotes = free;
                }
                body.extend(field);
            }
        }
    }
    Ok(quotes.first().map(|quote| (*quote, body)))
}

/// Puts the parts together, the text as `repr` has it with single quotes.
fn join_as_repr(parts: &[Part]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        match part {
            Part::Text(text) => {
                // A double quote makes `repr` choose single ones.
                let repr = repr_str(PyText::from_bytes(&[b"\"", &text[..]].concat()));
                body.extend(repr.as_bytes().get(2..repr.len() - 1).unwrap_or_default());
            }
            Part::Field(field) => body.extend(field),
        }
    }
    body
}

/// The text of a string literal with as few backslashes as can be, and the quotes that fit it, the best first.
fn escape(text: PyText<'_>, quotes: &[&'static str], whitespace: bool) -> (String, Vec<&'static str>) {
    let mut escaped = String::with_capacity(text.len());
    for c in text.code_points() {
        match char::from_u32(c) {
            Some(c @ ('\n' | '\t')) if !whitespace => escaped.push(c),
            Some(c) if c != '\\' && taipan_unicode::is_printable(c) => escaped.push(c),
            _ => unicode_escape(&mut escaped, c),
        }
    }
    let fits =
        |quote: &&str| (!escaped.contains('\n') || TRIPLE.contains(quote)) && !escaped.contains(*quote);
    let mut possible: Vec<_> = quotes.iter().copied().filter(fits).collect();
    if possible.is_empty() {
        return as_repr(text, quotes);
    }
    if let Some(last) = escaped.pop() {
        // The quotes should differ from the last character, which they would have to be escaped behind.
        possible.sort_by_key(|quote| quote.starts_with(last));
        if possible.first().is_some_and(|quote| quote.starts_with(last)) {
            escaped.push('\\');
        }
        escaped.push(last);
    }
    (escaped, possible)
}

/// The text as `repr` has it, and the first of the quotes that are of the kind it chose.
fn as_repr(text: PyText<'_>, quotes: &[&'static str]) -> (String, Vec<&'static str>) {
    let repr = repr_str(text);
    let own = if repr.starts_with('"') { "\"" } else { "'" };
    let quote = quotes.iter().copied().find(|quote| quote.starts_with(own)).unwrap_or(own);
    (repr[1..repr.len() - 1].to_owned(), vec![quote])
}

/// What the codec `unicode_escape` makes of a character.
fn unicode_escape(out: &mut String, c: u32) {
    match c {
        0x5c => out.push_str("\\\\"),
        0x0a => out.push_str("\\n"),
        0x09 => out.push_str("\\t"),
        0x0d => out.push_str("\\r"),
        // Writing to a string cannot fail.
        0..0x100 => _ = write!(out, "\\x{c:02x}"),
        0x100..0x1_0000 => _ = write!(out, "\\u{c:04x}"),
        _ => _ = write!(out, "\\U{c:08x}"),
    }
}

fn contains(text: &[u8], part: &str) -> bool {
    text.windows(part.len()).any(|window| window == part.as_bytes())
}
