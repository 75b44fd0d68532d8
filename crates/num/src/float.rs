//! What Python's `float` does beyond the arithmetic of the machine.

mod digits;
mod divide;
mod exact;
mod format;
mod half;
mod hash;
mod hex;
mod parse;
mod power;
mod round;

pub use divide::{divide, divide_modulo, floor_divide, modulo};
pub use format::{Format, Notation, format, repr};
pub use half::{half_of_float, half_to_float};
pub use hash::hash;
pub use hex::{from_hex, to_hex};
pub use parse::parse;
pub use power::power;
pub use round::{round, round_to_int};

pub(crate) use parse::{prefix, without_underscores};

pub use crate::int::as_integer_ratio;

/// `value.is_integer()`.
pub fn is_integer(value: f64) -> bool {
    value.is_finite() && value.fract() == 0.0
}
