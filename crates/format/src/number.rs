//! How a number is laid out in its field:
//!
//! ```text
//! padding  sign  prefix  padding  digits in groups  point  fraction in groups  rest  padding
//! ```

use taipan_text::{CodeUnits, OutOfMemory, TextSink};

use crate::{Align, FormatSpec, Separator, Sign};

/// How a locale writes numbers, for the type `n`.
#[derive(Clone, Copy, Debug)]
pub struct Grouping<'a, U: ?Sized = [u32]> {
    /// Between whole part and fraction.
    pub decimal_point: &'a U,
    /// Between groups of digits.
    pub thousands_sep: &'a U,
    /// Sizes of groups from the right, as C's `localeconv` has them: the last one repeats, and 127 ends grouping.
    pub grouping: &'a [u8],
}

/// In a locale's sizes of groups: no further ones.
const NO_MORE_GROUPS: u8 = 127;

/// Separators and the sizes of groups for one number.
pub(crate) struct Layout<'a, U: ?Sized> {
    point: Text<'a, U>,
    separator: Text<'a, U>,
    fraction_separator: Option<Separator>,
    sizes: &'a [u8],
}

enum Text<'a, U: ?Sized> {
    Own(u32),
    Locale(&'a U),
}

impl<U: CodeUnits + ?Sized> Text<'_, U> {
    fn len(&self) -> usize {
        match self {
            Self::Own(_) => 1,
            Self::Locale(text) => text.len(),
        }
    }

    fn write(&self, out: &mut impl TextSink) {
        match self {
            Self::Own(code_point) => out.push(*code_point),
            Self::Locale(text) => out.push_units(*text, 0..text.len()),
        }
    }
}

impl<'a, U: CodeUnits + ?Sized> Layout<'a, U> {
    pub(crate) fn new(spec: &FormatSpec, locale: &Grouping<'a, U>) -> Self {
        if spec.code == u32::from(b'n') {
            return Self {
                point: Text::Locale(locale.decimal_point),
                separator: Text::Locale(locale.thousands_sep),
                fraction_separator: None,
                sizes: locale.grouping,
            };
        }
        let in_fours = matches!(u8::try_from(spec.code), Ok(b'b' | b'o' | b'x' | b'X'));
        Self {
            point: Text::Own(b'.'.into()),
            separator: Text::Own(spec.grouping.map_or(0, Separator::code_point)),
            fraction_separator: spec.fraction_grouping,
            sizes: match spec.grouping {
                None => &[],
                Some(_) if in_fours => &[4],
                Some(_) => &[3],
            },
        }
    }
}

/// A number, taken apart.
#[derive(Clone, Copy, Default)]
pub(crate) struct Parts<'a> {
    pub(crate) negative: bool,
    pub(crate) prefix: &'a [u8],
    pub(crate) digits: &'a [u8],
    pub(crate) has_point: bool,
    pub(crate) fraction: &'a [u8],
    /// Exponent, percent sign, `inf` and `nan`.
    pub(crate) rest: &'a [u8],
}

impl<'a> Parts<'a> {
    /// Takes the text of a float apart.
    pub(crate) fn of_float(text: &'a [u8]) -> Self {
        let unsigned = text.strip_prefix(b"-");
        let (digits, rest) = split_digits(unsigned.unwrap_or(text));
        let after_point = rest.strip_prefix(b".");
        let (fraction, rest) = after_point.map_or((&[][..], rest), split_digits);
        Self {
            negative: unsigned.is_some(),
            prefix: b"",
            digits,
            has_point: after_point.is_some(),
            fraction,
            rest,
        }
    }
}

fn split_digits(text: &[u8]) -> (&[u8], &[u8]) {
    text.split_at(text.iter().take_while(|byte| byte.is_ascii_digit()).count())
}

/// A number with its layout, measured.
pub(crate) struct Number<'a, 'l, U: ?Sized> {
    parts: Parts<'a>,
    layout: &'l Layout<'l, U>,
    sign: Option<u8>,
    /// Zeros in front of the digits, which are grouped with them.
    zeros: usize,
    /// Everything but padding.
    pub(crate) width: usize,
    uppercase: bool,
}

impl<'a, 'l, U: CodeUnits + ?Sized> Number<'a, 'l, U> {
    /// `zero_fill` is the width up to which zeros fill the field as digits.
    pub(crate) fn new(
        parts: Parts<'a>,
        layout: &'l Layout<'l, U>,
        sign: Option<Sign>,
        zero_fill: usize,
        uppercase: bool,
    ) -> Result<Self, OutOfMemory> {
        let sign = match sign {
            _ if parts.negative => Some(b'-'),
            Some(Sign::Plus) => Some(b'+'),
            Some(Sign::Space) => Some(b' '),
            Some(Sign::Minus) | None => None,
        };
        let point = if parts.has_point { layout.point.len() } else { 0 };
        let fraction_separators =
            layout.fraction_separator.map_or(0, |_| parts.fraction.len().saturating_sub(1) / FRACTION_GROUP);
        let fixed = usize::from(sign.is_some())
            + parts.prefix.len()
            + point
            + parts.fraction.len()
            + fraction_separators
            + parts.rest.len();
        let (zeros, grouped) = if parts.digits.is_empty() {
            (0, 0)
        } else {
            layout.measure(parts.digits.len(), zero_fill.saturating_sub(fixed)).ok_or(OutOfMemory)?
        };
        let width = fixed.checked_add(grouped).ok_or(OutOfMemory)?;
        Ok(Self { parts, layout, sign, zeros, width, uppercase })
    }

    /// Writes the number, with `padding` fill characters between prefix and digits.
    pub(crate) fn write(&self, fill: u32, padding: usize, out: &mut impl TextSink) {
        let Parts { digits, fraction, .. } = self.parts;
        if let Some(sign) = self.sign {
            out.push(sign.into());
        }
        self.write_ascii(self.parts.prefix, out);
        out.fill(fill, padding);
        if self.layout.sizes.is_empty() {
            out.fill(b'0'.into(), self.zeros);
            self.write_ascii(digits, out);
        } else {
            let length = self.zeros + digits.len();
            let zeros = std::iter::repeat_n(b'0', self.zeros);
            for (index, byte) in zeros.chain(digits.iter().copied()).enumerate() {
                if index > 0 && self.layout.group_begins(length - index) {
                    self.layout.separator.write(out);
                }
                out.push(if self.uppercase { byte.to_ascii_uppercase() } else { byte }.into());
            }
        }
        if self.parts.has_point {
            self.layout.point.write(out);
        }
        match self.layout.fraction_separator {
            None if fraction.is_empty() => {}
            None => out.push_ascii(fraction),
            Some(separator) => {
                for (index, group) in fraction.chunks(FRACTION_GROUP).enumerate() {
                    if index > 0 {
                        out.push(separator.code_point());
                    }
                    out.push_ascii(group);
                }
            }
        }
        if !self.parts.rest.is_empty() {
            out.push_ascii(self.parts.rest);
        }
    }

    fn write_ascii(&self, text: &[u8], out: &mut impl TextSink) {
        if self.uppercase {
            for byte in text {
                out.push(byte.to_ascii_uppercase().into());
            }
        } else if !text.is_empty() {
            out.push_ascii(text);
        }
    }

    /// Writes the number into the field that the specification asks for.
    pub(crate) fn write_in_field(
        &self,
        spec: &FormatSpec,
        out: &mut impl TextSink,
    ) -> Result<(), OutOfMemory> {
        let padding = Padding::of(self.width, spec);
        out.reserve(padding.total(self.width)?)?;
        out.fill(spec.fill, padding.before);
        self.write(spec.fill, padding.inside, out);
        out.fill(spec.fill, padding.after);
        Ok(())
    }
}

/// Digits of a fraction stand in groups of three, counted from the point.
const FRACTION_GROUP: usize = 3;

impl<U: CodeUnits + ?Sized> Layout<'_, U> {
    /// How many zeros to put in front of so many digits, so that with its separators the text has at least this
    /// width, and which it then has. A separator never comes first, so that the text may be longer by one group's.
    fn measure(&self, digits: usize, least: usize) -> Option<(usize, usize)> {
        if self.sizes.is_empty() {
            let width = digits.max(least);
            return Some((width - digits, width));
        }
        let separator = self.separator.len();
        let mut sizes = GroupSizes::new(self.sizes);
        let (mut length, mut width) = (0usize, 0usize);
        loop {
            let missing = digits.saturating_sub(length).max(least.saturating_sub(width)).max(1);
            let group = sizes.next().map_or(missing, |size| missing.min(size));
            length = length.checked_add(group)?;
            width = width.checked_add(group)?;
            if length >= digits && width >= least {
                return Some((length - digits, width));
            }
            width = width.checked_add(separator)?;
            if let Some(size) = sizes.repeated() {
                // All but the last of the groups that are still to come are full.
                let by_digits = digits.saturating_sub(length) / size;
                let by_width = least.saturating_sub(width) / (size + separator);
                let full = by_digits.max(by_width).saturating_sub(1);
                length = length.checked_add(full.checked_mul(size)?)?;
                width = width.checked_add(full.checked_mul(size + separator)?)?;
            }
        }
    }

    /// Whether a group begins with the digit that has so many digits, itself included, up to the end.
    fn group_begins(&self, from_right: usize) -> bool {
        let mut end = 0;
        let mut last = 0;
        for &size in self.sizes {
            if size == 0 {
                break;
            }
            if size >= NO_MORE_GROUPS {
                return false;
            }
            last = usize::from(size);
            end += last;
            if end >= from_right {
                return end == from_right;
            }
        }
        last > 0 && (from_right - end).is_multiple_of(last)
    }
}

/// Sizes of groups from the right; no more of them means that all other digits are one.
struct GroupSizes<'a> {
    sizes: &'a [u8],
    last: usize,
}

impl<'a> GroupSizes<'a> {
    fn new(sizes: &'a [u8]) -> Self {
        Self { sizes, last: 0 }
    }

    /// The size that all further groups have, once it is in use.
    fn repeated(&self) -> Option<usize> {
        (matches!(self.sizes.first(), None | Some(0)) && self.last > 0).then_some(self.last)
    }

    fn next(&mut self) -> Option<usize> {
        match self.sizes.split_first() {
            None | Some((0, _)) => {}
            Some((&(NO_MORE_GROUPS..), _)) => return None,
            Some((&size, rest)) => {
                self.sizes = rest;
                self.last = usize::from(size);
            }
        }
        (self.last > 0).then_some(self.last)
    }
}

/// How many fill characters stand where.
pub(crate) struct Padding {
    pub(crate) before: usize,
    pub(crate) inside: usize,
    pub(crate) after: usize,
}

impl Padding {
    /// For a value that is so wide.
    pub(crate) fn of(width: usize, spec: &FormatSpec) -> Self {
        let missing = spec.width.unwrap_or(0).saturating_sub(width);
        let (before, inside) = match spec.align {
            Align::Left => (0, 0),
            Align::Right => (missing, 0),
            Align::Center => (missing / 2, 0),
            Align::AfterSign => (0, missing),
        };
        Self { before, inside, after: missing - before - inside }
    }

    /// The width of the field.
    pub(crate) fn total(&self, width: usize) -> Result<usize, OutOfMemory> {
        let padding = self.before + self.inside + self.after;
        width.checked_add(padding).ok_or(OutOfMemory)
    }
}
