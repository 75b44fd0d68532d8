//! Numeric constants as numbers that can be computed with, and back.

use bumpalo::Bump;
use taipan_num::{Int, Number};

use crate::Constant;

impl<'a> Constant<'a> {
    /// The number, if the constant is one; `True` and `False` are.
    pub fn to_number(self) -> Option<Number> {
        Some(match self {
            Self::Bool(value) => Number::Bool(value),
            Self::Int(value) => Number::Int(value),
            Self::BigInt { negative, digits } => Number::from(Int::from_digits(negative, digits)),
            Self::Float(value) => Number::Float(value),
            Self::Complex { real, imag } => Number::Complex(real, imag),
            Self::None
            | Self::Ellipsis
            | Self::Str(_)
            | Self::Bytes(_)
            | Self::Tuple(_)
            | Self::FrozenSet(_) => return None,
        })
    }

    /// The constant of a number; the digits of a big integer go to the arena.
    pub fn from_number(number: &Number, arena: &'a Bump) -> Self {
        match number {
            Number::Bool(value) => Self::Bool(*value),
            Number::Int(value) => Self::Int(*value),
            Number::BigInt(value) => {
                let digits: Vec<u32> = value.digits().collect();
                Self::BigInt { negative: value.is_negative(), digits: arena.alloc_slice_copy(&digits) }
            }
            Number::Float(value) => Self::Float(*value),
            Number::Complex(real, imag) => Self::Complex { real: *real, imag: *imag },
        }
    }
}
