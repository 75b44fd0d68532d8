//! Normal forms (Unicode Standard Annex 15).

use std::borrow::Cow;
use std::collections::TryReserveError;

use unicode_normalization::char::{compose, decompose_canonical, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _};
use unicode_normalization::{is_nfc_quick, is_nfd_quick, is_nfkc_quick, is_nfkd_quick};

use crate::{combining, version_3_2};

/// The text in normal form NFKC, in which Python compares identifiers. Text that is already normal is not copied.
pub fn nfkc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfkc().collect())
    }
}

/// A normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// What looks different, but means the same, becomes the same (NFKC, NFKD).
    pub compatible: bool,
    /// Characters are put together again (NFC, NFKC).
    pub composed: bool,
}

impl Form {
    /// The form of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        let (compatible, composed) = match name {
            "NFC" => (false, true),
            "NFD" => (false, false),
            "NFKC" => (true, true),
            "NFKD" => (true, false),
            _ => return None,
        };
        Some(Self { compatible, composed })
    }
}

/// Whether code points are in a normal form; `None`: that takes more than a look at each.
pub fn is_normal_quick(points: impl Iterator<Item = u32>, form: Form) -> Option<bool> {
    // Lone surrogates are as inert as the character that stands for what is wrong.
    let chars = points.map(|point| char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER));
    let answer = match (form.compatible, form.composed) {
        (false, true) => is_nfc_quick(chars),
        (false, false) => is_nfd_quick(chars),
        (true, true) => is_nfkc_quick(chars),
        (true, false) => is_nfkd_quick(chars),
    };
    match answer {
        IsNormalized::Yes => Some(true),
        IsNormalized::No => Some(false),
        IsNormalized::Maybe => None,
    }
}

/// Code points in a normal form, of Unicode 16 or, if `old`, of Unicode 3.2.
pub fn normalize(
    points: impl Iterator<Item = u32>,
    form: Form,
    old: bool,
) -> Result<Vec<u32>, TryReserveError> {
    let mut result = decomposed(points, form, old)?;
    order(&mut result);
    if form.composed {
        put_together(&mut result);
    }
    Ok(result)
}

fn decomposed(points: impl Iterator<Item = u32>, form: Form, old: bool) -> Result<Vec<u32>, TryReserveError> {
    let mut result = Vec::new();
    for point in points {
        // No character decomposes to more than 18.
        result.try_reserve(18)?;
        let mistaken = if old { version_3_2::mistaken_decomposition(point) } else { None };
        match (char::from_u32(point), mistaken) {
            (_, Some(other)) => result.push(other),
            (Some(c), None) if c >= '\u{a0}' && !(old && version_3_2::is_unassigned(point)) => {
                let push = |c: char| result.push(c.into());
                if form.compatible { decompose_compatible(c, push) } else { decompose_canonical(c, push) }
            }
            _ => result.push(point),
        }
    }
    Ok(result)
}

/// Puts marks that follow each other into the order of their classes.
fn order(points: &mut [u32]) {
    let mut rest = points;
    loop {
        let Some(start) = rest.iter().position(|&point| combining(point) != 0) else { return };
        let (_, from) = std::mem::take(&mut rest).split_at_mut(start);
        let end = from.iter().position(|&point| combining(point) == 0).unwrap_or(from.len());
        let (marks, after) = from.split_at_mut(end);
        marks.sort_by_key(|&point| combining(point));
        rest = after;
    }
}

/// Puts characters together with the marks that follow them.
fn put_together(points: &mut Vec<u32>) {
    let mut kept = 0;
    // Where the last character lies that marks can be put on, and the class of what was kept behind it.
    let mut starter: Option<usize> = None;
    let mut last_class = 0;
    for index in 0..points.len() {
        let Some(&point) = points.get(index) else { break };
        let class = combining(point);
        if let Some(place) = starter {
            let between = kept > place + 1;
            let blocked = between && (last_class >= class || last_class == 0);
            let pair = points.get(place).and_then(|&first| char::from_u32(first)).zip(char::from_u32(point));
            if !blocked
                && let Some((first, second)) = pair
                && let Some(whole) = compose(first, second)
            {
                if let Some(slot) = points.get_mut(place) {
                    *slot = whole.into();
                }
                continue;
            }
        }
        if class == 0 {
            starter = Some(kept);
        }
        last_class = class;
        if let Some(slot) = points.get_mut(kept) {
            *slot = point;
        }
        kept += 1;
    }
    points.truncate(kept);
}
