//! A number as a plain value.

use std::cmp::Ordering;
use std::hash::{Hash as _, Hasher};

use crate::{Int, int};

/// A Python number: what a literal means, and what the folder computes with.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// `True` or `False`; an int in all arithmetic.
    Bool(bool),
    /// An `int` that fits.
    Int(i64),
    /// An `int` that does not fit into 64 bits, and only such.
    BigInt(Int),
    /// A `float`.
    Float(f64),
    /// A `complex`: its real and imaginary part.
    Complex(f64, f64),
}

impl Number {
    /// The `bool` or `int` as an integer.
    pub fn to_int(&self) -> Option<Int> {
        match self {
            Self::Bool(value) => Some(Int::from(i64::from(*value))),
            Self::Int(value) => Some(Int::from(*value)),
            Self::BigInt(value) => Some(value.clone()),
            Self::Float(_) | Self::Complex(..) => None,
        }
    }

    /// The value as a float, rounded to nearest even. `None` for a `complex` and for an integer beyond the range of
    /// floats, which Python answers with `OverflowError`.
    pub fn to_float(&self) -> Option<f64> {
        match self {
            Self::Bool(value) => Some(f64::from(u8::from(*value))),
            Self::Int(value) => int::to_f64(Int::from(*value).as_ref()).ok(),
            Self::BigInt(value) => int::to_f64(value.as_ref()).ok(),
            Self::Float(value) => Some(*value),
            Self::Complex(..) => None,
        }
    }

    /// Python's `==`, which is exact across types.
    #[expect(clippy::float_cmp, reason = "Python compares floats exactly")]
    pub fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (&Self::Complex(real, imag), &Self::Complex(other_real, other_imag)) => {
                real == other_real && imag == other_imag
            }
            (&Self::Complex(real, imag), number) | (number, &Self::Complex(real, imag)) => {
                imag == 0.0 && number.equals(&Self::Float(real))
            }
            (Self::Float(a), Self::Float(b)) => a == b,
            (&Self::Float(float), integer) | (integer, &Self::Float(float)) => {
                let integer = integer.to_int();
                let order = integer.and_then(|integer| int::compare_float(integer.as_ref(), float));
                order == Some(Ordering::Equal)
            }
            (a, b) => a.to_int() == b.to_int(),
        }
    }

    /// Feeds a hasher with the value, so that numbers which compare equal feed it the same.
    pub fn hash_value(&self, hasher: &mut impl Hasher) {
        match self {
            Self::Bool(value) => i64::from(*value).hash(hasher),
            Self::Int(value) => value.hash(hasher),
            Self::BigInt(value) => value.hash(hasher),
            Self::Float(value) if value.fract() == 0.0 => match int::from_f64(*value).map(Self::from) {
                Ok(integer) => integer.hash_value(hasher),
                Err(_) => value.to_bits().hash(hasher),
            },
            Self::Float(value) => value.to_bits().hash(hasher),
            Self::Complex(real, imag) => {
                Self::Float(*real).hash_value(hasher);
                if *imag != 0.0 {
                    imag.to_bits().hash(hasher);
                }
            }
        }
    }

    /// Whether Python takes the value for true.
    pub fn is_true(&self) -> bool {
        match self {
            Self::Bool(value) => *value,
            Self::Int(value) => *value != 0,
            Self::BigInt(_) => true,
            Self::Float(value) => *value != 0.0,
            Self::Complex(real, imag) => *real != 0.0 || *imag != 0.0,
        }
    }
}

impl From<Int> for Number {
    fn from(value: Int) -> Self {
        value.to_i64().map_or(Self::BigInt(value), Self::Int)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn power_of_two(exponent: u64) -> Number {
        let one = Int::from(1u64);
        Number::from(int::left_shift(one.as_ref(), Int::from(exponent).as_ref()).unwrap())
    }

    #[test]
    fn equality_is_exact_across_types() {
        let big = power_of_two(64);
        assert!(big.equals(&Number::Float(18_446_744_073_709_551_616.0)));
        assert!(!Number::Int(9_007_199_254_740_993).equals(&Number::Float(9_007_199_254_740_992.0)));
        assert!(Number::Bool(true).equals(&Number::Complex(1.0, 0.0)));
        assert!(!Number::Int(1).equals(&Number::Complex(1.0, 1.0)));
        assert!(!Number::Float(f64::NAN).equals(&Number::Float(f64::NAN)));
        assert!(!Number::Float(f64::INFINITY).equals(&big));
    }

    #[test]
    fn equal_numbers_have_equal_hashes() {
        let hash = |number: &Number| {
            let mut hasher = std::hash::DefaultHasher::new();
            number.hash_value(&mut hasher);
            hasher.finish()
        };
        let power = f64::from(2u32).powi(64);
        let big = power_of_two(64);
        let equal = [
            (Number::Bool(true), Number::Float(1.0)),
            (Number::Int(0), Number::Float(-0.0)),
            (big, Number::Complex(power, -0.0)),
            (Number::Float(1.5), Number::Complex(1.5, 0.0)),
        ];
        for (a, b) in equal {
            assert!(a.equals(&b));
            assert_eq!(hash(&a), hash(&b));
        }
    }
}
