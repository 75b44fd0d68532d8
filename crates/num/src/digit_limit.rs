//! The limit that Python puts on conversions between integers and decimal text.

use std::fmt;

/// Fewer digits are always allowed.
const THRESHOLD: usize = 640;

/// `sys.set_int_max_str_digits`: how many digits a conversion between integers and decimal text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigitLimit(usize);

impl DigitLimit {
    /// `sys.int_info.str_digits_check_threshold`: the smallest limit there is.
    pub const ALWAYS_ALLOWED: usize = THRESHOLD;

    /// Any number of digits.
    pub const NONE: Self = Self(0);

    /// At most `digits`; 0 is no limit.
    pub const fn new(digits: usize) -> Self {
        Self(digits)
    }

    /// The number of digits; 0 is no limit.
    pub const fn digits(self) -> usize {
        self.0
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
        self.0 == 0 || digits <= THRESHOLD || digits <= self.0
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
