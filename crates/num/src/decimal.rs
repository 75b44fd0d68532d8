//! Integers to and from decimal text, at the cost of a multiplication, and the limit that Python puts on both.

use num_bigint::{BigInt, BigUint};
use std::fmt;

/// `sys.int_info.str_digits_check_threshold`: fewer digits are always allowed.
const ALWAYS_ALLOWED: usize = 640;

/// Texts up to this many digits are converted by the quadratic method of the big integer library, which is the faster one there.
const CHUNK: usize = 512;

/// `sys.set_int_max_str_digits`: how many digits a conversion between integers and decimal text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigitLimit(usize);

impl DigitLimit {
    /// Any number of digits.
    pub const NONE: Self = Self(0);

    /// At most `digits`; 0 is no limit.
    pub const fn new(digits: usize) -> Self {
        Self(digits)
    }

    /// Refuses text of so many digits.
    pub(crate) fn check_text(self, digits: usize) -> Result<(), TooManyDigits> {
        if self.allows(digits) { Ok(()) } else { Err(TooManyDigits { limit: self.0, digits: Some(digits) }) }
    }

    /// Refuses a result of so many digits.
    pub(crate) fn check_result(self, digits: usize) -> Result<(), TooManyDigits> {
        if self.allows(digits) { Ok(()) } else { Err(TooManyDigits { limit: self.0, digits: None }) }
    }

    /// Refuses a result that is certainly too long, so that it is not computed: an integer of n bits has at least
    /// (n - 1) * log10(2) digits.
    pub(crate) fn check_bits(self, bits: u64) -> Result<(), TooManyDigits> {
        let digits = (bits.saturating_sub(1) / 10).saturating_mul(3);
        self.check_result(usize::try_from(digits).unwrap_or(usize::MAX))
    }

    const fn allows(self, digits: usize) -> bool {
        self.0 == 0 || digits <= ALWAYS_ALLOWED || digits <= self.0
    }
}

impl Default for DigitLimit {
    /// CPython's default, 4300.
    fn default() -> Self {
        Self(4300)
    }
}

/// A conversion was refused; the text is that of Python's `ValueError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyDigits {
    limit: usize,
    /// Of the decimal text; unknown for an integer that was to become text.
    digits: Option<usize>,
}

impl TooManyDigits {
    /// The text of the `SyntaxError` that the parser makes of it.
    pub fn syntax_message(self) -> String {
        format!("{self} - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.")
    }
}

impl fmt::Display for TooManyDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exceeds the limit ({} digits) for integer string conversion", self.limit)?;
        if let Some(digits) = self.digits {
            write!(f, ": value has {digits} digits")?;
        }
        f.write_str("; use sys.set_int_max_str_digits() to increase the limit")
    }
}

impl std::error::Error for TooManyDigits {}

/// The value of decimal digits (values 0 to 9, most significant first).
pub fn int_from_decimal(digits: &[u8], limit: DigitLimit) -> Result<BigInt, TooManyDigits> {
    if !limit.allows(digits.len()) {
        return Err(TooManyDigits { limit: limit.0, digits: Some(digits.len()) });
    }
    // powers[i] is 10^(CHUNK * 2^i): each level of the division in halves needs one.
    let mut powers: Vec<BigUint> = Vec::new();
    let mut length = CHUNK;
    while length < digits.len() {
        powers.push(match powers.last() {
            None => BigUint::from(10u32).pow(CHUNK as u32),
            Some(last) => last * last,
        });
        length *= 2;
    }
    Ok(combine(digits, &powers).into())
}

/// High half times the power of ten that the low half is long, plus the low half. The depth is logarithmic.
fn combine(digits: &[u8], powers: &[BigUint]) -> BigUint {
    let Some((power, smaller)) = powers.split_last() else {
        return BigUint::from_radix_be(digits, 10).unwrap_or_default();
    };
    let low_length = CHUNK << smaller.len();
    let Some(split) = digits.len().checked_sub(low_length).filter(|&split| split > 0) else {
        return combine(digits, smaller);
    };
    let (high, low) = digits.split_at(split);
    combine(high, smaller) * power + combine(low, smaller)
}

/// The decimal text of an integer. The library's conversion divides in halves and divides by multiplying
/// (Burnikel and Ziegler), so it stays below quadratic cost.
pub fn int_to_decimal(value: &BigInt, limit: DigitLimit) -> Result<String, TooManyDigits> {
    let refused = TooManyDigits { limit: limit.0, digits: None };
    // An integer of n bits has at least (n - 1) * log10(2) digits: do not compute what will be refused.
    let at_least = (value.bits().saturating_sub(1) / 10).saturating_mul(3) as usize;
    if !limit.allows(at_least) {
        return Err(refused);
    }
    let text = value.to_string();
    let digits = text.strip_prefix('-').unwrap_or(&text).len();
    if limit.allows(digits) { Ok(text) } else { Err(refused) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_survive_both_ways() {
        for length in [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 20_001] {
            let digits: Vec<u8> = (0..length).map(|i| ((i * 7 + i / 9) % 9 + 1) as u8).collect();
            let text: String = digits.iter().map(|&digit| char::from(b'0' + digit)).collect();
            let value = int_from_decimal(&digits, DigitLimit::NONE).unwrap();
            assert_eq!(int_to_decimal(&value, DigitLimit::NONE).unwrap(), text);
            assert_eq!(BigInt::parse_bytes(text.as_bytes(), 10), Some(value));
        }
    }

    #[test]
    fn the_limit_counts_digits() {
        let limit = DigitLimit::default();
        let value = int_from_decimal(&[9; 4300], limit).unwrap();
        assert_eq!(int_to_decimal(&value, limit).unwrap().len(), 4300);
        assert_eq!(int_to_decimal(&-&value, limit).unwrap().len(), 4301);
        assert!(int_to_decimal(&(value + 1), limit).is_err());
        assert!(int_from_decimal(&[0; 4301], limit).is_err());
        assert!(int_from_decimal(&[9; 640], DigitLimit::new(1)).is_ok());
    }
}
