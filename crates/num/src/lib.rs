//! Numbers as text and as values: integer and float conversion, and the arithmetic that the constant folder needs.

pub mod complex;
mod digit_limit;
mod error;
pub mod float;
pub mod fold;
pub mod int;
mod literal;
mod number;
mod repr;

pub use digit_limit::{DigitLimit, TooManyDigits};
pub use error::Error;
pub use int::{Int, IntRef};
pub use literal::{float_literal, imaginary_literal, int_literal};
pub use number::Number;
pub use repr::{repr_complex, repr_float, repr_int};
