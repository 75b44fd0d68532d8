//! Other cases: `lower`, `upper`, `title`, `capitalize`, `swapcase`, `casefold`.
//!
//! ASCII, and bytes, keep their length and are changed in place; other text may grow, and goes to a [`Buffer`].

use std::collections::TryReserveError;

use taipan_unicode::{self as unicode, Mapped};

use crate::units::{part, with_slice};
use crate::{Buffer, Unit, Units};

/// What becomes of the letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `lower`
    Lower,
    /// `upper`
    Upper,
    /// `title`: of each word, the first letter in titlecase and the others in lowercase.
    Title,
    /// `capitalize`: the first character in titlecase, all others in lowercase.
    Capitalize,
    /// `swapcase`
    Swap,
    /// `casefold`: in ASCII, lowercase.
    Fold,
}

/// Changes the case of ASCII letters; other bytes stay.
pub fn change_ascii_case(bytes: &mut [u8], case: Case) {
    match case {
        Case::Lower | Case::Fold => bytes.make_ascii_lowercase(),
        Case::Upper => bytes.make_ascii_uppercase(),
        Case::Swap => {
            for byte in bytes {
                *byte ^= u8::from(byte.is_ascii_alphabetic()) << 5;
            }
        }
        Case::Capitalize => {
            bytes.make_ascii_lowercase();
            if let Some(first) = bytes.first_mut() {
                first.make_ascii_uppercase();
            }
        }
        Case::Title => {
            let mut in_word = false;
            for byte in bytes {
                let is_letter = byte.is_ascii_alphabetic();
                // Letters differ from those of the other case in one bit, which is set in lowercase.
                *byte = match (is_letter, in_word) {
                    (true, true) => *byte | 0x20,
                    (true, false) => *byte & !0x20,
                    (false, _) => *byte,
                };
                in_word = is_letter;
            }
        }
    }
}

/// Appends the text in another case.
pub fn change_case(text: Units<'_>, case: Case, out: &mut Buffer) -> Result<(), TryReserveError> {
    out.reserve(text.len())?;
    with_slice!(text, units => append(units, case, out))
}

fn append<U: Unit>(units: &[U], case: Case, out: &mut Buffer) -> Result<(), TryReserveError> {
    match case {
        Case::Lower => append_each(units, out, |place, c| lower(units, place, c)),
        Case::Upper => append_each(units, out, |_, c| upper(c)),
        Case::Fold => append_each(units, out, |_, c| fold(c)),
        Case::Capitalize => append_each(units, out, |place, c| match place {
            0 => title(c),
            _ => lower(units, place, c),
        }),
        Case::Swap => append_each(units, out, |place, c| {
            if unicode::is_uppercase(c) {
                lower(units, place, c)
            } else if unicode::is_lowercase(c) {
                upper(c)
            } else {
                Mapped::One(c)
            }
        }),
        Case::Title => {
            let mut in_word = false;
            append_each(units, out, |place, c| {
                let mapped = if in_word { lower(units, place, c) } else { title(c) };
                in_word = unicode::is_cased(c);
                mapped
            })
        }
    }
}

#[inline]
fn append_each<U: Unit>(
    units: &[U],
    out: &mut Buffer,
    mut map: impl FnMut(usize, u32) -> Mapped,
) -> Result<(), TryReserveError> {
    // Appending many at once is faster than one by one.
    let mut batch = [0; BATCH];
    let mut place = 0;
    for chunk in units.chunks(BATCH) {
        let mut filled = 0;
        for &unit in chunk {
            match map(place, unit.code()) {
                Mapped::One(c) => {
                    if let Some(free) = batch.get_mut(filled) {
                        *free = c;
                    }
                    filled += 1;
                }
                Mapped::Several(several) => {
                    out.extend_units(Units::Ucs4(part(&batch, 0..filled)))?;
                    out.extend_units(Units::Ucs4(several))?;
                    filled = 0;
                }
            }
            place += 1;
        }
        out.extend_units(Units::Ucs4(part(&batch, 0..filled)))?;
    }
    Ok(())
}

/// Characters that are appended at once.
const BATCH: usize = 64;

#[inline]
fn lower<U: Unit>(units: &[U], place: usize, c: u32) -> Mapped {
    match c {
        0..0x80 => Mapped::One((c as u8).to_ascii_lowercase().into()),
        CAPITAL_SIGMA if is_final(units, place) => Mapped::One(FINAL_SIGMA),
        _ => unicode::lowercase(c),
    }
}

#[inline]
fn upper(c: u32) -> Mapped {
    match c {
        0..0x80 => Mapped::One((c as u8).to_ascii_uppercase().into()),
        _ => unicode::uppercase(c),
    }
}

#[inline]
fn title(c: u32) -> Mapped {
    match c {
        0..0x80 => upper(c),
        _ => unicode::titlecase(c),
    }
}

#[inline]
fn fold(c: u32) -> Mapped {
    match c {
        0..0x80 => Mapped::One((c as u8).to_ascii_lowercase().into()),
        _ => unicode::casefold(c),
    }
}

const CAPITAL_SIGMA: u32 = 0x3a3;
const FINAL_SIGMA: u32 = 0x3c2;

/// Whether a sigma ends a word: behind a cased letter, and before none; what is case-ignorable is not looked at.
///
/// Searches of different sigmas cross different units only, since a sigma ends them.
#[cold]
fn is_final<U: Unit>(units: &[U], place: usize) -> bool {
    let (before, rest) = units.split_at_checked(place).unwrap_or_default();
    let is_cased = |unit: Option<&U>| unit.is_some_and(|unit| unicode::is_cased(unit.code()));
    let counts = |unit: &&U| !unicode::is_case_ignorable(unit.code());
    is_cased(before.iter().rev().find(counts)) && !is_cased(rest.iter().skip(1).find(counts))
}
