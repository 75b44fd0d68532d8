//! Why an operation on numbers has no result. The callers word the exceptions: the same kind has other texts in other
//! operations.

use crate::TooManyDigits;

/// Why an operation has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// There is no memory for the result: `MemoryError`.
    OutOfMemory,
    /// The divisor, or the base of a negative power, is zero: `ZeroDivisionError`.
    ZeroDivision,
    /// The result is beyond the range of its type or its number of bytes: `OverflowError`.
    Overflow,
    /// A shift count, or an operand that must not be negative, is negative.
    Negative,
    /// No inverse exists for the modulus: `ValueError`.
    NotInvertible,
    /// The result is not real but complex.
    Complex,
    /// A NaN has no integer value: `ValueError`.
    NotANumber,
    /// An infinity has no integer value: `OverflowError`.
    Infinite,
    /// The text is not a number: `ValueError`.
    Malformed,
    /// Decimal text would be longer, or is longer, than `sys.set_int_max_str_digits` allows: `ValueError`.
    TooManyDigits(TooManyDigits),
}

impl From<TooManyDigits> for Error {
    #[cold]
    fn from(error: TooManyDigits) -> Self {
        Self::TooManyDigits(error)
    }
}
