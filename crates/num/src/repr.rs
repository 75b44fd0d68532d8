//! `repr()` of numbers.

use std::fmt::Write as _;

use crate::{BigInt, DigitLimit, TooManyDigits, int_to_decimal};

/// `repr()` of an `int`.
pub fn repr_int(value: &BigInt, limit: DigitLimit) -> Result<String, TooManyDigits> {
    int_to_decimal(value, limit)
}

/// `repr()` of a `float`: the shortest digits that read back as the same value.
pub fn repr_float(value: f64) -> String {
    let mut text = shortest(value);
    if value.is_finite() && !text.contains(['.', 'e']) {
        text.push_str(".0");
    }
    text
}

/// `repr()` of a `complex`. A positive zero as real part is left out, together with the parentheses.
pub fn repr_complex(real: f64, imag: f64) -> String {
    let imag_text = shortest(imag);
    if real == 0.0 && real.is_sign_positive() {
        return format!("{imag_text}j");
    }
    let sign = if imag_text.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imag_text}j)", shortest(real))
}

/// The shortest text, without a fraction where there is none; with an exponent when the point would stand more than
/// 16 digits after the first digit or more than 3 zeros before it.
fn shortest(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value.is_infinite() {
        return format!("{sign}inf");
    }
    let scientific = shortest_scientific(value.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let mut text = sign.to_owned();
    if !(-4..16).contains(&exponent) {
        let exponent_sign = if exponent < 0 { '-' } else { '+' };
        let _ = write!(text, "{mantissa}e{exponent_sign}{:02}", exponent.unsigned_abs());
        return text;
    }
    let digits = mantissa.replace('.', "");
    if exponent < 0 {
        text.push_str("0.");
        text.extend(std::iter::repeat_n('0', (-exponent - 1) as usize));
        text.push_str(&digits);
        return text;
    }
    let whole = exponent as usize + 1;
    match digits.split_at_checked(whole) {
        Some((whole, "")) => text.push_str(whole),
        Some((whole, fraction)) => {
            let _ = write!(text, "{whole}.{fraction}");
        }
        None => {
            text.push_str(&digits);
            text.extend(std::iter::repeat_n('0', whole - digits.len()));
        }
    }
    text
}

/// The shortest digits that read back as the value, and of those the nearest, as `d.ddde-n`.
///
/// Rust finds them, except that it may round up when two are equally near, where Python takes the even one. Only with
/// sixteen digits or more can the half of the last one decide.
fn shortest_scientific(value: f64) -> String {
    const FEWEST_DIGITS_OF_A_TIE: usize = 16;

    let shortest = format!("{value:e}");
    let digits = shortest.bytes().take_while(|&byte| byte != b'e').filter(u8::is_ascii_digit).count();
    if digits < FEWEST_DIGITS_OF_A_TIE {
        return shortest;
    }
    let even = format!("{value:.*e}", digits - 1);
    // Below a power of two floats are closer, so that the nearest digits may read back as another value.
    if even.parse() == Ok(value) { even } else { shortest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_complex() {
        assert_eq!(repr_complex(0.0, 1.0), "1j");
        assert_eq!(repr_complex(-0.0, 1.0), "(-0+1j)");
        assert_eq!(repr_complex(1e16, -0.0), "(1e+16-0j)");
        assert_eq!(repr_complex(f64::NAN, f64::INFINITY), "(nan+infj)");
        assert_eq!(repr_complex(0.0, f64::NAN), "nanj");
    }
}
