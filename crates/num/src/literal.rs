//! Number literals as the lexer found them, to their values. The lexer has checked their form; underscores may stand
//! between digits.

use crate::{DigitLimit, Error, Number, int};

/// The value of an integer literal of any base: `10_000`, `0xFF`, `0o17`, `0b1`, `00`.
///
/// Only decimal literals are limited: conversion from the other bases costs linear time.
pub fn int_literal(text: &str, limit: DigitLimit) -> Result<Number, Error> {
    let radix = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 10,
    };
    let digits = if radix == 10 { text } else { text.get(2..).unwrap_or_default() };
    if let Some(value) = small(digits, radix) {
        return Ok(Number::Int(value));
    }
    int::parse(text.as_bytes(), radix, limit).map(Number::from)
}

/// The value, if it fits. Any number of leading zeros is read here, hence never limited.
fn small(digits: &str, radix: u32) -> Option<i64> {
    let mut value = 0i64;
    for c in digits.chars().filter(|&c| c != '_') {
        value = value.checked_mul(i64::from(radix))?.checked_add(i64::from(c.to_digit(radix)?))?;
    }
    Some(value)
}

/// The value of a float literal (`1.5`, `1_0e-3`, `.5`, `5.`), correctly rounded; too large a value is infinity.
pub fn float_literal(text: &str) -> f64 {
    // What is not a number does not come from the lexer.
    without_underscores(text).parse().unwrap_or(f64::NAN)
}

/// The imaginary part of a literal like `1.5j`.
pub fn imaginary_literal(text: &str) -> f64 {
    float_literal(text.strip_suffix(['j', 'J']).unwrap_or(text))
}

fn without_underscores(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('_') { text.replace('_', "").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Int;
    use crate::repr_float;

    fn int(text: &str) -> Number {
        int_literal(text, DigitLimit::default()).unwrap()
    }

    #[test]
    fn integers_of_every_base() {
        assert_eq!(int("1_000"), Number::Int(1000));
        assert_eq!(int("0b1_01"), Number::Int(5));
        assert_eq!(int("0O_17"), Number::Int(15));
        assert_eq!(int("0xFFFF_FFFF_FFFF_FFFF"), Number::BigInt(Int::from(u64::MAX)));
        assert_eq!(int("9223372036854775807"), Number::Int(i64::MAX));
        assert_eq!(int("9223372036854775808"), Number::BigInt(Int::from(1u64 << 63)));
        assert_eq!(int(&"0".repeat(5000)), Number::Int(0));
        assert_eq!(int(&format!("0x{}1", "0_".repeat(5000))), Number::Int(1));
    }

    #[test]
    fn the_limit_has_pythons_words() {
        let refused = int_literal(&format!("1{}", "_1".repeat(4300)), DigitLimit::default());
        let Err(Error::TooManyDigits(error)) = refused else { panic!("{refused:?}") };
        assert_eq!(
            error.syntax_message(),
            "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use \
             sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals \
             to avoid decimal conversion limits."
        );
    }

    #[test]
    fn floats_are_rounded_correctly() {
        let shown = |text: &str| repr_float(float_literal(text));
        assert_eq!(shown("1_0.5e-1_0"), "1.05e-09");
        assert_eq!(shown("5."), "5.0");
        assert_eq!(shown(".5"), "0.5");
        assert_eq!(shown("1e400"), "inf");
        assert_eq!(shown("1E-400"), "0.0");
        assert_eq!(shown("0e999999999999999999999"), "0.0");
        assert_eq!(shown("1e999999999999999999999"), "inf");
        assert_eq!(shown(&format!("1{}e-1000", "0".repeat(1000))), "1.0");
        assert_eq!(shown("9007199254740993"), "9007199254740992.0");
        assert_eq!(shown("9007199254740993.00000000000000000001"), "9007199254740994.0");
        assert_eq!(repr_float(imaginary_literal("1_0J")), "10.0");
    }
}
