//! Floats as whole numbers of decimal places, in 128 bits: what `%.2f` and `round(x, 2)` need nearly always.

use crate::int::decompose;

/// Powers of ten up to this one keep the product with a mantissa below 2^127.
const MOST_PLACES: usize = 22;

/// The whole number nearest to `value * 10^places`, ties to even. `None` where 128 bits do not hold what leads to it. The value
/// is finite and not negative.
pub(super) fn scaled(value: f64, places: usize) -> Option<u128> {
    if places > MOST_PLACES {
        return None;
    }
    let (mantissa, exponent) = decompose(value);
    let product = u128::from(mantissa) * 10u128.pow(places as u32);
    if exponent >= 0 {
        let shift = u32::try_from(exponent).ok()?;
        return (shift <= product.leading_zeros()).then(|| product.checked_shl(shift).unwrap_or(0));
    }
    let shift = exponent.unsigned_abs();
    if shift >= u128::BITS.into() {
        // The product is less than half of the unit.
        return Some(0);
    }
    let (quotient, rest) = (product >> shift, product & ((1 << shift) - 1));
    let half = 1 << (shift - 1);
    let up = rest > half || rest == half && quotient & 1 == 1;
    Some(quotient + u128::from(up))
}

/// `round(value, places)` where that takes one correctly rounded division. The value is finite and not negative.
pub(super) fn round(value: f64, places: usize) -> Option<f64> {
    const EXACT: u128 = 1 << f64::MANTISSA_DIGITS;
    let scaled = scaled(value, places).filter(|&scaled| scaled <= EXACT)?;
    // Both operands are exact: 10^22 is the greatest power of ten that is a float.
    Some(scaled as f64 / 10f64.powi(places as i32))
}

/// So many significant digits of a value that is not zero, and the power of ten of the first one.
pub(super) fn significant(value: f64, count: usize) -> Option<(u128, i32)> {
    let mut exponent = value.log10().floor() as i32;
    let count_i32 = i32::try_from(count).ok()?;
    let least = 10u128.checked_pow(u32::try_from(count).ok()?.checked_sub(1)?)?;
    // The logarithm may be off by one.
    for _ in 0..2 {
        let digits = scaled(value, usize::try_from(count_i32 - 1 - exponent).ok()?)?;
        if digits < least {
            exponent -= 1;
        } else if digits < least * 10 {
            return Some((digits, exponent));
        } else if digits == least * 10 {
            return Some((least, exponent + 1));
        } else {
            exponent += 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_go_to_even_and_nothing_else_is_one() {
        for (value, places, expected) in [
            (0.5, 0, 0),
            (1.5, 0, 2),
            (2.5, 0, 2),
            (0.125, 2, 12),
            (0.375, 2, 38),
            (2.675, 2, 267),
            (1.005, 2, 100),
            (1e22, 0, 10_000_000_000_000_000_000_000),
            (5e-324, 22, 0),
            (0.0, 5, 0),
        ] {
            assert_eq!(scaled(value, places), Some(expected), "{value} {places}");
        }
        assert_eq!(scaled(1e40, 0), None);
        assert_eq!(scaled(1.0, 23), None);
    }

    #[test]
    fn digits_are_those_that_the_library_writes() {
        let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..200_000 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value =
                f64::from_bits((bits & !(0x7ff << 52)) & !(1 << 63) | (1023 - 40 + (bits >> 58)) << 52);
            let places = (bits >> 20) as usize % 18;
            if let Some(digits) = scaled(value, places) {
                let text = format!("{value:.places$}").replace('.', "");
                assert_eq!(text.parse(), Ok(digits), "{value:?} {places}");
            }
            if let Some(rounded) = round(value, places) {
                assert_eq!(format!("{value:.places$}").parse(), Ok(rounded), "{value:?} {places}");
            }
            let count = places + 1;
            if let Some((digits, exponent)) = significant(value, count) {
                let text = format!("{value:.places$e}");
                let (mantissa, power) = text.split_once('e').unwrap();
                assert_eq!(mantissa.replace('.', "").parse(), Ok(digits), "{value:?} {count}");
                assert_eq!(power.parse(), Ok(exponent), "{value:?} {count}");
            }
        }
    }
}
