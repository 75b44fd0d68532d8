//! An `int` under a specification.

use taipan_text::{CodeUnits, TextSink};

use crate::number::{Layout, Number, Padding, Parts};
use crate::{Align, FormatSpec, Grouping, Radix, SpecError};

/// Writes an int whose [presentation](FormatSpec::int_presentation) is digits. `digits` is its text in that base, with
/// `-` if it is negative and without a prefix, in lower case.
pub fn format_int<U: CodeUnits + ?Sized>(
    digits: &[u8],
    radix: Radix,
    spec: &FormatSpec,
    locale: &Grouping<'_, U>,
    out: &mut impl TextSink,
) -> Result<(), SpecError> {
    let unsigned = digits.strip_prefix(b"-");
    let parts = Parts {
        negative: unsigned.is_some(),
        prefix: if spec.alternate { radix.prefix() } else { b"" },
        digits: unsigned.unwrap_or(digits),
        ..Parts::default()
    };
    let layout = Layout::new(spec, locale);
    let uppercase = spec.code == u32::from(b'X');
    let number = Number::new(parts, &layout, spec.sign, zero_fill(spec), uppercase)?;
    Ok(number.write_in_field(spec, out)?)
}

/// Up to which width zeros fill the field as digits, separators between them.
pub(crate) fn zero_fill(spec: &FormatSpec) -> usize {
    let zeros = spec.fill == u32::from(b'0') && spec.align == Align::AfterSign;
    if zeros { spec.width.unwrap_or(0) } else { 0 }
}

/// Writes an int whose [presentation](FormatSpec::int_presentation) is the character of that number.
pub fn format_char(value: i64, spec: &FormatSpec, out: &mut impl TextSink) -> Result<(), SpecError> {
    let code_point =
        u32::try_from(value).ok().filter(|&c| c <= 0x0010_FFFF).ok_or(SpecError::NotACharacter)?;
    let padding = Padding::of(1, spec);
    out.reserve(padding.total(1)?)?;
    out.fill(spec.fill, padding.before + padding.inside);
    out.push(code_point);
    out.fill(spec.fill, padding.after);
    Ok(())
}
