//! The arithmetic of the constant folder: an operation on constants gives its value, or is left to run time.
//!
//! `None` means "not folded". That is so when the operation raises (division by zero, overflow, wrong types), and when
//! the result would be too large to be worth storing: CPython's folder bounds what it makes, and the bounds show in
//! the bytecode.

mod complex;
mod float;
mod integer;

use crate::{Number, int};

/// A repeated `str` or `bytes` has at most this many characters or bytes.
pub const MAX_STR_SIZE: usize = 4096;
/// A repeated tuple has at most this many items.
pub const MAX_COLLECTION_SIZE: usize = 256;
/// A repeated tuple has at most this many items, those of the tuples in it included.
pub const MAX_TOTAL_ITEMS: usize = 1024;
/// The product, power or shifted value of integers has at most this many bits, by an upper estimate.
const MAX_INT_SIZE: u64 = 128;

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `@`, which no constant implements.
    MatrixMultiply,
    /// `/`
    TrueDivide,
    /// `%`
    Remainder,
    /// `**`
    Power,
    /// `<<`
    LeftShift,
    /// `>>`
    RightShift,
    /// `|`
    Or,
    /// `^`
    Xor,
    /// `&`
    And,
    /// `//`
    FloorDivide,
}

/// A unary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `-`
    Negative,
    /// `+`
    Positive,
    /// `~`
    Invert,
    /// `not`
    Not,
}

/// `left operator right`.
pub fn binary(left: &Number, operator: BinaryOperator, right: &Number) -> Option<Number> {
    if let (Number::Bool(left), Number::Bool(right)) = (left, right) {
        match operator {
            BinaryOperator::Or => return Some(Number::Bool(left | right)),
            BinaryOperator::Xor => return Some(Number::Bool(left ^ right)),
            BinaryOperator::And => return Some(Number::Bool(left & right)),
            _ => {}
        }
    }
    if let (Some(left), Some(right)) = (left.to_int(), right.to_int()) {
        return integer::binary(left.as_ref(), operator, right.as_ref());
    }
    match (left, right) {
        (&Number::Complex(..), _) | (_, &Number::Complex(..)) => {
            complex::binary(complex::operand(left)?, operator, complex::operand(right)?)
        }
        _ => float::binary(left.to_float()?, operator, right.to_float()?),
    }
}

/// `operator operand`. `~` of a `bool` is left to run time, where it warns.
pub fn unary(operator: UnaryOperator, operand: &Number) -> Option<Number> {
    match operator {
        UnaryOperator::Not => Some(Number::Bool(!operand.is_true())),
        UnaryOperator::Negative => Some(match operand {
            Number::Float(value) => Number::Float(-value),
            Number::Complex(real, imag) => Number::Complex(-real, -imag),
            integer => Number::from(int::negative(integer.to_int()?.as_ref()).ok()?),
        }),
        UnaryOperator::Positive => Some(match operand {
            Number::Bool(value) => Number::Int(i64::from(*value)),
            other => other.clone(),
        }),
        UnaryOperator::Invert => match operand {
            Number::Bool(_) => None,
            integer => Some(Number::from(int::invert(integer.to_int()?.as_ref()).ok()?)),
        },
    }
}

/// Whether `count` times a `str` or `bytes` of this length is folded.
pub fn may_repeat_text(count: &Number, length: usize) -> bool {
    repetition(count, length, MAX_STR_SIZE).is_some()
}

/// Whether `count` times a tuple is folded. `items` is its length, `total_items` gives its number of items with those
/// of the tuples in it.
pub fn may_repeat_tuple(count: &Number, items: usize, total_items: impl FnOnce() -> usize) -> bool {
    match repetition(count, items, MAX_COLLECTION_SIZE) {
        None => false,
        Some(0) => true,
        Some(times) => items == 0 || total_items() <= MAX_TOTAL_ITEMS / times,
    }
}

/// The count, if it is an integer that keeps `length * count` within `most`. An empty operand may be repeated any
/// number of times, also a negative one.
fn repetition(count: &Number, length: usize, most: usize) -> Option<usize> {
    let count = match count {
        Number::Bool(value) => i64::from(*value),
        Number::Int(value) => *value,
        // Repetition raises `OverflowError`, also of nothing.
        Number::BigInt(_) | Number::Float(_) | Number::Complex(..) => return None,
    };
    if length == 0 {
        return Some(usize::try_from(count).unwrap_or(0));
    }
    usize::try_from(count).ok().filter(|&count| count <= most / length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Int;

    #[test]
    fn repetition_is_bounded() {
        let count = Number::Int;
        assert!(may_repeat_text(&count(4096), 1));
        assert!(!may_repeat_text(&count(4097), 1));
        assert!(!may_repeat_text(&count(-1), 1));
        assert!(may_repeat_text(&count(-5), 0));
        assert!(may_repeat_text(&count(i64::MAX), 0));
        assert!(!may_repeat_text(&Number::BigInt(Int::from(u64::MAX)), 0));
        assert!(may_repeat_text(&Number::Bool(true), 4096));
        assert!(!may_repeat_text(&Number::Float(1.0), 1));
    }

    #[test]
    fn nested_items_count_too() {
        let count = Number::Int;
        assert!(may_repeat_tuple(&count(256), 1, || 3));
        assert!(!may_repeat_tuple(&count(257), 1, || 1));
        assert!(may_repeat_tuple(&count(128), 1, || 8));
        assert!(!may_repeat_tuple(&count(129), 1, || 8));
        assert!(may_repeat_tuple(&count(0), 1000, || 1000));
        assert!(!may_repeat_tuple(&count(-1), 1, || 1));
    }
}
