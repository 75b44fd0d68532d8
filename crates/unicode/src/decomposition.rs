//! What a character is made of, as `unicodedata.decomposition` shows it.

use std::borrow::Cow;

use crate::hangul;

/// Lines of a code point, `;` and its parts, in the order of code points.
const DECOMPOSITIONS: &str = include_str!("../../../spec/unicode/decompositions.txt");

/// `unicodedata.decomposition`: code points in hexadecimal, behind a tag in angles where they are not the same
/// character; empty for what is not made of others.
pub fn decomposition(c: impl Into<u32>) -> Cow<'static, str> {
    let c = c.into();
    match hangul::letters(c) {
        Some([leading, vowel, 0]) => Cow::Owned(format!("{leading:04X} {vowel:04X}")),
        Some([leading, vowel, trailing]) => Cow::Owned(format!("{leading:04X} {vowel:04X} {trailing:04X}")),
        None => Cow::Borrowed(listed(c).unwrap_or_default()),
    }
}

fn listed(c: u32) -> Option<&'static str> {
    // The line lies in DECOMPOSITIONS[low..high]; both are line borders.
    let (mut low, mut high) = (0, DECOMPOSITIONS.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = DECOMPOSITIONS.get(low..middle)?.rfind('\n').map_or(low, |newline| low + newline + 1);
        let line = DECOMPOSITIONS.get(start..)?.lines().next()?;
        let (code, parts) = line.split_once(';')?;
        match u32::from_str_radix(code, 16).ok()?.cmp(&c) {
            std::cmp::Ordering::Equal => return Some(parts),
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}
