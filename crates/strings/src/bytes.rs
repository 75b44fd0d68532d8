//! What is peculiar to `bytes` and `bytearray`: letters are those of ASCII, and there are tables and hexadecimal digits.

use std::collections::TryReserveError;

use crate::predicates::{Letter, all_of_case, all_titled};
use crate::repr::hex_digit;
use crate::units::with_slice;
use crate::white::Rules;
use crate::{Build, Kind, Shape, Unit, Units, Writer};

/// `bytes.isalpha`
pub fn is_alpha(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_alphabetic)
}

/// `bytes.isalnum`
pub fn is_alnum(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_alphanumeric)
}

/// `bytes.isdigit`
pub fn is_digit(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)
}

/// `bytes.isspace`
pub fn is_space(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|&byte| Rules::Bytes.is_space(byte))
}

/// `bytes.islower`
pub fn is_lower(bytes: &[u8]) -> bool {
    all_of_case(bytes.iter().copied().map(letter), Letter::Lower)
}

/// `bytes.isupper`
pub fn is_upper(bytes: &[u8]) -> bool {
    all_of_case(bytes.iter().copied().map(letter), Letter::Upper)
}

/// `bytes.istitle`
pub fn is_title(bytes: &[u8]) -> bool {
    all_titled(bytes.iter().copied().map(letter))
}

fn letter(byte: u8) -> Letter {
    match byte {
        b'a'..=b'z' => Letter::Lower,
        b'A'..=b'Z' => Letter::Upper,
        _ => Letter::Uncased,
    }
}

/// `bytes.maketrans(from, to)`. Both have the same length.
pub fn translation(from: &[u8], to: &[u8]) -> [u8; 256] {
    let mut table = std::array::from_fn(|byte| byte as u8);
    for (&from, &to) in from.iter().zip(to) {
        if let Some(entry) = table.get_mut(usize::from(from)) {
            *entry = to;
        }
    }
    table
}

/// `bytes.translate(table, delete)`: what is deleted is so before the table is asked.
pub fn translate(bytes: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Result<Vec<u8>, TryReserveError> {
    let mut deleted = [false; 256];
    for &byte in delete {
        if let Some(entry) = deleted.get_mut(usize::from(byte)) {
            *entry = true;
        }
    }
    let mut out = Vec::new();
    out.try_reserve_exact(bytes.len())?;
    let mapped = |byte: u8| table.and_then(|table| table.get(usize::from(byte)).copied()).unwrap_or(byte);
    let is_kept = |byte: &u8| !deleted.get(usize::from(*byte)).copied().unwrap_or(false);
    out.extend(bytes.iter().copied().filter(is_kept).map(mapped));
    Ok(out)
}

/// `bytes.hex(separator, group)`
#[derive(Clone, Copy, Debug)]
pub struct Hex<'a> {
    /// What is shown.
    pub bytes: &'a [u8],
    /// An ASCII character between the groups.
    pub separator: Option<u8>,
    /// The number of bytes in a group: counted from the end, or, where negative, from the front; 0 for a single group.
    pub group: isize,
}

impl Hex<'_> {
    /// The length of groups, of which there are at least two.
    fn separated(&self) -> Option<(u8, usize)> {
        let group = self.group.unsigned_abs();
        self.separator.filter(|_| (1..self.bytes.len()).contains(&group)).map(|separator| (separator, group))
    }
}

impl Build for Hex<'_> {
    fn shape(&self) -> Option<Shape> {
        let len = self.bytes.len();
        let separators = self.separated().map_or(0, |(_, group)| len.saturating_sub(1) / group);
        Shape { kind: Kind::Ascii, len }.times(2)?.and(Shape { kind: Kind::Ascii, len: separators })
    }

    fn write<U: Unit>(&self, out: &mut [U]) {
        let mut out = Writer::new(out);
        let Some((separator, group)) = self.separated() else { return push_hex(self.bytes, &mut out) };
        // Counted from the end, the first group may be shorter than the others; from the front, the last.
        let first = if self.group < 0 { group } else { (self.bytes.len() - 1) % group + 1 };
        let (first, rest) = self.bytes.split_at_checked(first).unwrap_or_default();
        push_hex(first, &mut out);
        for group in rest.chunks(group) {
            out.push(separator.into());
            push_hex(group, &mut out);
        }
    }
}

fn push_hex<U: Unit>(bytes: &[u8], out: &mut Writer<'_, U>) {
    let (pairs, _) = out.take(bytes.len().saturating_mul(2)).as_chunks_mut::<2>();
    for (pair, &byte) in pairs.iter_mut().zip(bytes) {
        *pair =
            [u32::from(byte) >> 4, u32::from(byte)].map(|value| U::from_low_bits(hex_digit(value).into()));
    }
}

/// Why text is not bytes in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromHexError {
    /// Something else than a digit is at this place.
    NotADigit(usize),
    /// A digit at the end has no second one.
    OddNumber,
    /// No memory.
    Memory(TryReserveError),
}

/// `bytes.fromhex(text)`
pub fn from_hex(text: Units<'_>) -> Result<Vec<u8>, FromHexError> {
    // Text that is not ASCII is refused for that, whatever comes before.
    match (text, text.iter().position(|c| c >= 0x80)) {
        (_, Some(place)) => Err(FromHexError::NotADigit(place)),
        (text, None) => with_slice!(text, units => from_hex_units(units)),
    }
}

/// `bytes.fromhex(bytes)`
pub fn from_hex_bytes(bytes: &[u8]) -> Result<Vec<u8>, FromHexError> {
    from_hex_units(bytes)
}

fn from_hex_units<U: Unit>(units: &[U]) -> Result<Vec<u8>, FromHexError> {
    let mut out = Vec::new();
    out.try_reserve_exact(units.len() / 2).map_err(FromHexError::Memory)?;
    let mut places = units.iter().enumerate();
    while let Some((place, &unit)) = places.next() {
        if Rules::Bytes.is_space(unit) {
            continue;
        }
        let high = digit(unit).ok_or(FromHexError::NotADigit(place))?;
        let (place, &unit) = places.next().ok_or(FromHexError::OddNumber)?;
        let low = digit(unit).ok_or(FromHexError::NotADigit(place))?;
        out.push(high << 4 | low);
    }
    Ok(out)
}

fn digit<U: Unit>(unit: U) -> Option<u8> {
    let digit = char::from_u32(unit.code())?.to_digit(16)?;
    u8::try_from(digit).ok()
}
