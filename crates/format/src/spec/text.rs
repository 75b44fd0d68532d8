//! A `str` under a specification.

use taipan_text::{CodeUnits, TextSink};

use super::{Align, FormatSpec, Sign, SpecError};
use crate::number::Padding;

/// Writes a text under a specification that was parsed for [`Target::Str`](super::Target::Str); true if that changes nothing.
pub fn format_str<U: CodeUnits + ?Sized>(
    text: &U,
    spec: &FormatSpec,
    out: &mut impl TextSink,
) -> Result<bool, SpecError> {
    check(spec)?;
    let length = spec.precision.map_or(text.len(), |precision| precision.min(text.len()));
    let padding = Padding::of(length, spec);
    let total = padding.total(length)?;
    out.reserve(total)?;
    out.fill(spec.fill, padding.before);
    out.push_units(text, 0..length);
    out.fill(spec.fill, padding.after);
    Ok(length == text.len() && total == length)
}

fn check(spec: &FormatSpec) -> Result<(), SpecError> {
    if spec.code != u32::from(b's') {
        return Err(SpecError::UnknownCode(spec.code));
    }
    match spec.sign {
        Some(Sign::Space) => return Err(SpecError::SpaceOfText),
        Some(_) => return Err(SpecError::SignOfText),
        None => {}
    }
    if spec.coerce_negative_zero {
        return Err(SpecError::NegativeZeroOfText);
    }
    if spec.alternate {
        return Err(SpecError::AlternateOfText);
    }
    if spec.align == Align::AfterSign {
        return Err(SpecError::AlignOfText);
    }
    Ok(())
}
