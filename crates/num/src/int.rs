//! Integers of any size: a sign and a magnitude in limbs of 64 bits, the least significant first.
//!
//! ```text
//!   -(2^64 + 5)      negative: true      limbs: [5, 1]
//!   0                negative: false     limbs: []
//! ```
//!
//! Operations take borrowed integers ([`IntRef`]), since a runtime keeps its limbs inside objects, and make owned ones
//! ([`Int`]), which need no memory up to eight limbs. One family of operations is one file. Small operands are handled
//! here with the schoolbook's methods, large ones by a library (`library.rs`).
//!
//! Whatever can make an integer as long as its operands fails with [`Error::OutOfMemory`](crate::Error) instead of
//! ending the process.

mod add;
mod bitwise;
mod bytes;
mod compare;
mod divide;
mod float;
mod gcd;
mod hash;
mod library;
mod limbs;
mod multiply;
mod parse;
mod power;
mod reciprocal;
mod root;
mod round;
mod shift;
mod text;

pub use add::{SureSum, add, invert, negative, subtract};
pub use bitwise::{and, bit_count, bit_length, or, xor};
pub use bytes::{ByteOrder, from_bytes, to_bytes};
pub use compare::{compare, compare_float};
pub use divide::{divide_modulo, floor_divide, modulo};
pub use float::{as_integer_ratio, from_f64, to_f64, true_divide};
pub use gcd::{gcd, lcm};
pub use hash::hash;
pub use multiply::multiply;
pub use parse::{parse, parse_short};
pub use power::{power, power_modulo};
pub use root::square_root;
pub use round::{decimal_digits, round};
pub use shift::{left_shift, right_shift};
pub use text::{to_decimal, to_radix};

pub(crate) use float::{decompose, power_of_two};
pub(crate) use hash::{MODULUS as HASH_MODULUS, finish as finish_hash};
pub(crate) use limbs::{Limbs, reserved};
pub(crate) use power::{nearest_quotient, power_of_ten};
pub(crate) use shift::shift_left;

use crate::Error;
use std::fmt;

/// A borrowed integer: sign and magnitude, least significant limb first, no leading zero limb; zero has no limbs and is
/// not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IntRef<'a> {
    /// Whether it is less than zero.
    pub negative: bool,
    /// The magnitude.
    pub limbs: &'a [u64],
}

/// An owned integer, with the same invariants.
#[derive(Clone)]
pub struct Int {
    negative: bool,
    limbs: Limbs,
}

impl<'a> IntRef<'a> {
    /// Zero.
    pub const ZERO: Self = Self { negative: false, limbs: &[] };
    /// One.
    pub const ONE: Self = Self { negative: false, limbs: &[1] };

    /// The integer of a sign and a magnitude that may have leading zero limbs.
    pub fn new(negative: bool, limbs: &'a [u64]) -> Self {
        let limbs = limbs::trimmed(limbs);
        Self { negative: negative && !limbs.is_empty(), limbs }
    }

    /// A view of a machine integer; `limb` is the place for its magnitude.
    #[inline]
    pub fn from_i64(value: i64, limb: &'a mut [u64; 1]) -> Self {
        limb[0] = value.unsigned_abs();
        Self { negative: value < 0, limbs: if value == 0 { &[] } else { limb } }
    }

    /// Whether it is zero.
    #[inline]
    pub fn is_zero(self) -> bool {
        self.limbs.is_empty()
    }

    /// Whether it is odd.
    #[inline]
    pub fn is_odd(self) -> bool {
        self.limbs.first().is_some_and(|limb| limb & 1 == 1)
    }

    /// The value, if it fits.
    #[inline]
    pub fn to_i64(self) -> Option<i64> {
        match *self.limbs {
            [] => Some(0),
            [limb] if self.negative => 0i64.checked_sub_unsigned(limb),
            [limb] => i64::try_from(limb).ok(),
            _ => None,
        }
    }

    /// The value, if it fits.
    #[inline]
    pub fn to_u64(self) -> Option<u64> {
        match *self.limbs {
            [] => Some(0),
            [limb] if !self.negative => Some(limb),
            _ => None,
        }
    }

    /// The value, if it fits.
    #[inline]
    pub fn to_i128(self) -> Option<i128> {
        let magnitude = match *self.limbs {
            [] => 0,
            [limb] => u128::from(limb),
            [low, high] => u128::from(high) << 64 | u128::from(low),
            _ => return None,
        };
        if self.negative { 0i128.checked_sub_unsigned(magnitude) } else { i128::try_from(magnitude).ok() }
    }

    /// A copy of its own.
    pub fn to_int(self) -> Result<Int, Error> {
        Ok(Int { negative: self.negative, limbs: Limbs::copied(self.limbs)? })
    }

    /// The same magnitude.
    #[inline]
    pub fn magnitude(self) -> Self {
        Self { negative: false, ..self }
    }

    /// The other sign.
    #[inline]
    pub fn negated(self) -> Self {
        Self { negative: !self.negative && !self.is_zero(), ..self }
    }
}

impl Int {
    /// Zero.
    pub const ZERO: Self = Self { negative: false, limbs: Limbs::EMPTY };

    /// The integer of a sign and a magnitude that may have leading zero limbs.
    pub(crate) fn new(negative: bool, mut limbs: Limbs) -> Self {
        limbs.trim();
        Self { negative: negative && !limbs.as_slice().is_empty(), limbs }
    }

    /// What the operations take.
    #[inline]
    pub fn as_ref(&self) -> IntRef<'_> {
        IntRef { negative: self.negative, limbs: self.limbs.as_slice() }
    }

    /// The value, if it fits.
    #[inline]
    pub fn to_i64(&self) -> Option<i64> {
        self.as_ref().to_i64()
    }

    /// Whether it is less than zero.
    #[inline]
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The integer of a sign and digits of 32 bits, the least significant first.
    /// Ends the process where memory ends, as the growth of a vector does.
    pub fn from_digits(negative: bool, digits: &[u32]) -> Self {
        let limb = |pair: &[u32]| pair.iter().rev().fold(0, |limb, &digit| limb << 32 | u64::from(digit));
        Self::new(negative, Limbs::Heap(digits.chunks(2).map(limb).collect()))
    }

    /// The digits of 32 bits of the magnitude, the least significant first, without leading zeros.
    pub fn digits(&self) -> impl Iterator<Item = u32> {
        let limbs = self.limbs.as_slice();
        let leading_zero = limbs.last().is_some_and(|&limb| limb >> 32 == 0);
        let count = limbs.len() * 2 - usize::from(leading_zero);
        limbs.iter().flat_map(|&limb| [limb as u32, (limb >> 32) as u32]).take(count)
    }

    fn negated(self) -> Self {
        let negative = !self.negative && !self.as_ref().is_zero();
        Self { negative, ..self }
    }
}

impl From<i64> for Int {
    #[inline]
    fn from(value: i64) -> Self {
        let limbs = Limbs::pair(value.unsigned_abs(), 0, usize::from(value != 0));
        Self { negative: value < 0, limbs }
    }
}

impl From<u64> for Int {
    #[inline]
    fn from(value: u64) -> Self {
        Self { negative: false, limbs: Limbs::pair(value, 0, usize::from(value != 0)) }
    }
}

impl From<u128> for Int {
    #[inline]
    fn from(value: u128) -> Self {
        let (low, high) = (value as u64, (value >> 64) as u64);
        let length = if high != 0 { 2 } else { usize::from(low != 0) };
        Self { negative: false, limbs: Limbs::pair(low, high, length) }
    }
}

impl From<i128> for Int {
    #[inline]
    fn from(value: i128) -> Self {
        Self { negative: value < 0, ..Self::from(value.unsigned_abs()) }
    }
}

impl PartialEq for Int {
    fn eq(&self, other: &Self) -> bool {
        self.as_ref() == other.as_ref()
    }
}

impl Eq for Int {}

impl std::hash::Hash for Int {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_ref().hash(state);
    }
}

impl PartialOrd for Int {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Int {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        compare(self.as_ref(), other.as_ref())
    }
}

impl fmt::Display for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = to_decimal(self.as_ref(), crate::DigitLimit::NONE).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

impl fmt::Debug for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
