//! Numbers inside the word: how an int or a float is told from a pointer, and how it is packed.
//!
//! ```text
//! …xxx1   int, value << 1 | 1                        -2^62 .. 2^62-1
//! …xx10   float, rotl(bits + 2^60, 3); +0.0 is 2     the exponents in the middle, |x| from 2^-255 to 2^257
//! …x000   pointer to an object; 0 is no value
//! …x100   sentinel of the interpreter, never visible to Python
//! ```
//!
//! Adding 2^60 turns the top exponent bits of ordinary floats, `011` and `100`, into `100` and `101`: the first two are
//! then always `10`, and the rotation by three makes them the tag. The float whose word would be 2 is exactly 2^-255 and
//! gives its place to zero. What does not fit (NaN, infinities, -0.0, very large and very small floats, ints of more
//! than 63 bits) is an object; a number that fits never is, so equal words are the test of identity.

const TAG: usize = 0b11;
const FLOAT_TAG: usize = 0b10;
const POINTER_MASK: usize = 0b111;
const EXPONENT_SHIFT: u64 = 1 << 60;
const ZERO: usize = FLOAT_TAG;

/// Whether the word is a pointer to an object (or zero).
#[inline(always)]
pub(crate) const fn is_pointer(word: usize) -> bool {
    word & POINTER_MASK == 0
}

/// Whether the word is an int.
#[inline(always)]
pub(crate) const fn is_int(word: usize) -> bool {
    word & 1 == 1
}

/// Whether the word is a float.
#[inline(always)]
pub(crate) const fn is_float(word: usize) -> bool {
    word & TAG == FLOAT_TAG
}

/// The word of an int, if it has 63 bits at most.
#[inline(always)]
pub(crate) const fn from_int(value: i64) -> Option<usize> {
    let word = value << 1 | 1;
    if word >> 1 == value { Some(word as usize) } else { None }
}

/// The int of a word for which [`is_int`] holds.
#[inline(always)]
pub(crate) const fn to_int(word: usize) -> i64 {
    word as i64 >> 1
}

/// The word of a float, if its exponent is in the middle range.
#[inline(always)]
pub(crate) const fn from_float(value: f64) -> Option<usize> {
    if cfg!(feature = "boxed-floats") {
        return None;
    }
    let bits = value.to_bits();
    if bits == 0 {
        return Some(ZERO);
    }
    let word = bits.wrapping_add(EXPONENT_SHIFT).rotate_left(3) as usize;
    if word & TAG == FLOAT_TAG && word != ZERO { Some(word) } else { None }
}

/// The float of a word for which [`is_float`] holds.
#[inline(always)]
pub(crate) const fn to_float(word: usize) -> f64 {
    if word == ZERO {
        return 0.0;
    }
    f64::from_bits((word as u64).rotate_right(3).wrapping_sub(EXPONENT_SHIFT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ints_of_63_bits_fit() {
        for value in [0, 1, -1, 42, (1 << 62) - 1, -(1 << 62)] {
            let word = from_int(value).unwrap();
            assert!(is_int(word) && !is_float(word) && !is_pointer(word));
            assert_eq!(to_int(word), value);
        }
        assert_eq!(from_int(1 << 62), None);
        assert_eq!(from_int(-(1 << 62) - 1), None);
        assert_eq!(from_int(i64::MAX), None);
    }

    #[test]
    #[cfg(not(feature = "boxed-floats"))]
    fn floats_of_the_middle_range_fit() {
        let edge = 2f64.powi(-255);
        for value in [0.0, 1.0, -1.0, 0.1, -1e77, 1e-76, edge * 1.5, -edge, 2f64.powi(256) * 1.999] {
            let word = from_float(value).unwrap();
            assert!(is_float(word) && !is_int(word) && !is_pointer(word), "{value}");
            assert_eq!(to_float(word).to_bits(), value.to_bits());
        }
        for value in [-0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE, 1e300, edge] {
            assert_eq!(from_float(value), None, "{value}");
        }
    }

    #[test]
    #[cfg(not(feature = "boxed-floats"))]
    fn every_pattern_that_fits_comes_back() {
        let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..100_000 {
            bits = bits.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            let value = f64::from_bits(bits);
            let exponent = (bits >> 52 & 0x7ff) as i32 - 1023;
            match from_float(value) {
                Some(word) => assert_eq!(to_float(word).to_bits(), bits),
                None => assert!(!(-254..257).contains(&exponent), "{value:e}"),
            }
        }
    }
}
