//! One code unit: `u8`, `u16` or `u32`, and the scans over them that everything else is made of.

use std::fmt::Debug;

mod sealed {
    pub trait Sealed {}
    impl Sealed for u8 {}
    impl Sealed for u16 {}
    impl Sealed for u32 {}
}

/// A code unit. In Python's strings each is a whole code point.
pub trait Unit: Copy + Ord + Default + Debug + Into<u32> + sealed::Sealed + 'static {
    /// The low bits of a code point. Whoever calls it knows that there are no others.
    fn from_low_bits(c: u32) -> Self;

    /// The code point.
    #[inline]
    fn code(self) -> u32 {
        self.into()
    }

    /// The code point as a unit, if it fits.
    #[inline]
    fn fit(c: u32) -> Option<Self> {
        let unit = Self::from_low_bits(c);
        (unit.into() == c).then_some(unit)
    }

    /// The units as bytes, if that is what they are.
    #[inline]
    fn as_bytes(_: &[Self]) -> Option<&[u8]> {
        None
    }

    /// The first place of a unit.
    fn position(units: &[Self], unit: Self) -> Option<usize> {
        let (chunks, rest) = units.as_chunks::<CHUNK>();
        for (index, chunk) in chunks.iter().enumerate() {
            if has(chunk, unit) {
                let within = chunk.iter().position(|&u| u == unit)?;
                return Some(index * CHUNK + within);
            }
        }
        Some(chunks.len() * CHUNK + rest.iter().position(|&u| u == unit)?)
    }

    /// The last place of a unit.
    fn last_position(units: &[Self], unit: Self) -> Option<usize> {
        let (rest, chunks) = units.as_rchunks::<CHUNK>();
        for (index, chunk) in chunks.iter().enumerate().rev() {
            if has(chunk, unit) {
                let within = chunk.iter().rposition(|&u| u == unit)?;
                return Some(rest.len() + index * CHUNK + within);
            }
        }
        rest.iter().rposition(|&u| u == unit)
    }

    /// How often a unit occurs.
    fn occurrences(units: &[Self], unit: Self) -> usize {
        units.iter().filter(|&&u| u == unit).count()
    }

    /// The bits that occur in any of the units: enough to know the narrowest storage, and faster than the maximum.
    fn bits(units: &[Self]) -> u32;
}

/// Units that are compared at once.
const CHUNK: usize = 32;

/// Whether the unit occurs; without an early exit, so that the compiler compares all of them at once.
#[inline]
fn has<U: Unit>(chunk: &[U; CHUNK], unit: U) -> bool {
    chunk.iter().fold(0, |found, &u| found | u8::from(u == unit)) != 0
}

impl Unit for u8 {
    #[inline]
    fn from_low_bits(c: u32) -> Self {
        c as Self
    }

    #[inline]
    fn as_bytes(units: &[Self]) -> Option<&[u8]> {
        Some(units)
    }

    #[inline]
    fn position(units: &[Self], unit: Self) -> Option<usize> {
        memchr::memchr(unit, units)
    }

    #[inline]
    fn last_position(units: &[Self], unit: Self) -> Option<usize> {
        memchr::memrchr(unit, units)
    }

    #[inline]
    fn occurrences(units: &[Self], unit: Self) -> usize {
        memchr::memchr_iter(unit, units).count()
    }

    #[inline]
    fn bits(units: &[Self]) -> u32 {
        if units.is_ascii() { 0 } else { 0x80 }
    }
}

impl Unit for u16 {
    #[inline]
    fn from_low_bits(c: u32) -> Self {
        c as Self
    }

    #[inline]
    fn bits(units: &[Self]) -> u32 {
        units.iter().fold(0, |bits, &unit| bits | unit).into()
    }
}

impl Unit for u32 {
    #[inline]
    fn from_low_bits(c: u32) -> Self {
        c
    }

    #[inline]
    fn bits(units: &[Self]) -> u32 {
        units.iter().fold(0, |bits, &unit| bits | unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scans_find_every_place() {
        for length in 0..100_usize {
            for place in 0..length {
                let mut units = vec![7_u16; length];
                units[place] = 0x107;
                assert_eq!(u16::position(&units, 0x107), Some(place));
                assert_eq!(u16::last_position(&units, 0x107), Some(place));
                assert_eq!(u16::occurrences(&units, 7), length - 1);
                assert_eq!(u16::position(&units, 8), None);
                assert_eq!(u16::last_position(&units, 8), None);
            }
        }
    }
}
