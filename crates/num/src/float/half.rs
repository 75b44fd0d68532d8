//! Floats of 16 bits, IEEE 754's binary16: sign, five bits of exponent, ten of the fraction.

/// The float that 16 bits are.
pub fn half_to_float(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3ff);
    let magnitude = match bits >> 10 & 0x1f {
        0 => fraction * 2f64.powi(-24),
        0x1f if fraction == 0.0 => f64::INFINITY,
        // The fraction of a NaN moves to the top of the wider one.
        0x1f => f64::from_bits(0x7ff << 52 | u64::from(bits & 0x3ff) << 42),
        exponent => (1024.0 + fraction) * 2f64.powi(i32::from(exponent) - 25),
    };
    if bits >> 15 == 0 { magnitude } else { -magnitude }
}

/// The nearest binary16, ties to even; nothing if the number is too large.
pub fn half_of_float(number: f64) -> Option<u16> {
    let sign = (number.to_bits() >> 48) as u16 & 0x8000;
    let magnitude = number.abs();
    if number.is_nan() {
        let fraction = (number.to_bits() >> 42) as u16 & 0x3ff;
        return Some(sign | 0x7c00 | if fraction == 0 { 0x200 } else { fraction });
    }
    if magnitude.is_infinite() {
        return Some(sign | 0x7c00);
    }
    // In units of the last place of the number's binade; below the normal numbers, of the smallest one.
    let exponent = ((magnitude.to_bits() >> 52) as i32 - 1023).max(-14);
    let rounded = (magnitude * 2f64.powi(10 - exponent)).round_ties_even();
    // Rounding up to the next binade carries into the exponent.
    let half = (exponent + 14) * 1024 + rounded as i32;
    u16::try_from(half).ok().filter(|&half| half < 0x7c00).map(|half| sign | half)
}

#[cfg(test)]
mod tests {
    use super::{half_of_float, half_to_float};

    #[test]
    fn halves_come_back() {
        for bits in 0..=u16::MAX {
            let number = half_to_float(bits);
            assert_eq!(half_of_float(number), Some(bits), "{number}");
        }
        assert_eq!(half_of_float(65519.99), Some(0x7bff));
        assert_eq!(half_of_float(65520.0), None);
        assert_eq!(half_of_float(1.0 + 1.0 / 2048.0), Some(0x3c00));
        assert_eq!(half_of_float(2f64.powi(-25)), Some(0));
        assert_eq!(half_of_float(3.0 * 2f64.powi(-26)), Some(1));
    }
}
