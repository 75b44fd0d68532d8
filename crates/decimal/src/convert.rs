//! Numbers from and to integers and floats, exactly; and their hash, which is that of an equal integer, fraction or float.

use taipan_num::int::IntRef;

use crate::finish::{shift_left, shift_right};
use crate::natural::multiply::product;
use crate::natural::radix;
use crate::word::{BASE, POWERS};
use crate::words::{Coefficient, Words};
use crate::{Answer, Class, Decimal, OutOfMemory};

/// The prime modulo which Python hashes numbers.
const HASH_MODULUS: u64 = (1 << 61) - 1;

impl Decimal {
    /// An integer.
    #[inline]
    pub fn from_i64(value: i64) -> Self {
        Self::small(value < 0, value.unsigned_abs(), 0)
    }

    /// An integer of any size.
    pub fn from_int(value: IntRef<'_>) -> Answer {
        let coefficient = match value.limbs {
            [] => Coefficient::ZERO,
            [limb] => Coefficient::pair(limb % BASE, limb / BASE),
            limbs => Coefficient::from_words(radix::from_limbs(limbs)?)?,
        };
        Ok(Self::finite(value.negative, coefficient, 0))
    }

    /// A float, with all its digits.
    pub fn from_f64(value: f64) -> Answer {
        let negative = value.is_sign_negative();
        if value.is_nan() {
            return Ok(Self::nan().with_sign(negative));
        }
        if value.is_infinite() {
            return Ok(Self::infinity(negative));
        }
        let bits = value.to_bits();
        let (biased, fraction) = ((bits >> 52 & 0x7ff) as i64, bits & ((1 << 52) - 1));
        let (mantissa, exponent) =
            if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
        if mantissa == 0 {
            return Ok(Self::small(negative, 0, 0));
        }
        let zeros = mantissa.trailing_zeros();
        let (mantissa, exponent) = (mantissa >> zeros, exponent + i64::from(zeros));
        if exponent >= 0 {
            let mut limbs = vec![0; exponent as usize / 64 + 2];
            let (index, shift) = (exponent as usize / 64, exponent as u32 % 64);
            limbs[index] = mantissa << shift;
            limbs[index + 1] = if shift == 0 { 0 } else { mantissa >> (64 - shift) };
            let words = radix::from_limbs(&limbs)?;
            return Ok(Self::finite(negative, Coefficient::from_words(words)?, 0));
        }
        // m / 2^k is m * 5^k / 10^k.
        let words = product(&[mantissa], &power_of_five(exponent.unsigned_abs() as u32)?)?;
        Ok(Self::finite(negative, Coefficient::from_words(words)?, exponent))
    }

    /// The integer part as sign and binary limbs; of finite numbers.
    pub fn to_limbs(&self) -> Result<(bool, Vec<u64>), OutOfMemory> {
        Ok((self.negative, radix::to_limbs(&self.whole_words()?)?))
    }

    /// The coefficient as binary limbs.
    pub fn coefficient_limbs(&self) -> Result<Vec<u64>, OutOfMemory> {
        radix::to_limbs(self.coefficient.words())
    }

    /// The magnitude of the integer part.
    pub(crate) fn whole_words(&self) -> Result<Words, OutOfMemory> {
        if self.exponent >= 0 {
            shift_left(&self.coefficient, self.exponent)
        } else {
            Ok(shift_right(&self.coefficient, -self.exponent)?.0)
        }
    }

    /// The magnitude of a number that is an integer below 2^64.
    pub(crate) fn to_magnitude(&self) -> Result<Option<u64>, OutOfMemory> {
        if !self.is_integer() {
            return Ok(None);
        }
        if self.is_zero() {
            return Ok(Some(0));
        }
        if self.digits() + self.exponent > 20 {
            return Ok(None);
        }
        let words = self.whole_words()?;
        let value = words.iter().rev().fold(0, |value, word| value * u128::from(BASE) + u128::from(*word));
        Ok(u64::try_from(value).ok())
    }

    /// The value of a number that is such an integer.
    pub fn to_i64(&self) -> Option<i64> {
        if self.is_special() {
            return None;
        }
        if let (Some([word, 0]), 0) = (self.coefficient.as_pair(), self.exponent) {
            return if self.negative { 0_i64.checked_sub_unsigned(word) } else { i64::try_from(word).ok() };
        }
        let magnitude = self.to_magnitude().ok()??;
        if self.negative { 0_i64.checked_sub_unsigned(magnitude) } else { i64::try_from(magnitude).ok() }
    }

    /// The nearest float, where both parts are floats exactly and one operation gives it; otherwise it is to be read from
    /// the text.
    #[inline]
    pub fn to_f64_exactly(&self) -> Option<f64> {
        let (Some([word, 0]), Class::Finite) = (self.coefficient.as_pair(), self.class) else { return None };
        if word > 1 << 53 || !(-22..=22).contains(&self.exponent) {
            return None;
        }
        let power = powers_of_ten(self.exponent.unsigned_abs());
        let value = if self.exponent < 0 { word as f64 / power } else { word as f64 * power };
        Some(if self.negative { -value } else { value })
    }

    /// The hash of a number or infinity.
    pub fn hash(&self) -> i64 {
        if self.is_infinite() {
            return if self.negative { -314_159 } else { 314_159 };
        }
        let coefficient = radix::modulo(self.coefficient.words(), HASH_MODULUS);
        let ten = if self.exponent >= 0 { 10 } else { INVERSE_OF_TEN };
        let mut factor = 1;
        let (mut square, mut exponent) = (ten, self.exponent.unsigned_abs());
        while exponent > 0 {
            if exponent & 1 != 0 {
                factor = multiply_modulo(factor, square);
            }
            square = multiply_modulo(square, square);
            exponent >>= 1;
        }
        let hash = multiply_modulo(coefficient, factor) as i64;
        match (self.negative, hash) {
            (true, 1) => -2,
            (true, hash) => -hash,
            (false, hash) => hash,
        }
    }

    /// `±digits * 10^exponent`, from digits 0 to 9.
    pub fn from_digits(negative: bool, digits: &[u8], exponent: i64) -> Answer {
        Ok(Self::finite(negative, crate::parse::coefficient(digits.iter().copied(), digits.len())?, exponent))
    }

    /// A NaN with the digits of its payload.
    pub fn nan_from_digits(negative: bool, signaling: bool, digits: &[u8]) -> Answer {
        let number = Self::from_digits(negative, digits, 0)?;
        Ok(Self { class: if signaling { Class::Signaling } else { Class::Quiet }, ..number })
    }
}

fn powers_of_ten(exponent: u64) -> f64 {
    // Both factors are exact floats, and so is their product up to 10^22.
    let small = exponent.min(19);
    POWERS[small as usize] as f64 * POWERS[(exponent - small) as usize] as f64
}

const INVERSE_OF_TEN: u64 = {
    // 10 * x = 1 + n * (2^61 - 1) for the least n for which that is divisible by ten.
    let mut n = 1_u128;
    while !(1 + n * HASH_MODULUS as u128).is_multiple_of(10) {
        n += 1;
    }
    ((1 + n * HASH_MODULUS as u128) / 10) as u64
};

fn multiply_modulo(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let sum = (product as u64 & HASH_MODULUS) + (product >> 61) as u64;
    if sum >= HASH_MODULUS { sum - HASH_MODULUS } else { sum }
}

fn power_of_five(exponent: u32) -> Result<Words, OutOfMemory> {
    // 5^27 is the highest below 10^19.
    let mut result = Words::of(&[5_u64.pow(exponent % 27)])?;
    let mut square = Words::of(&[5_u64.pow(27)])?;
    let mut rest = exponent / 27;
    while rest > 0 {
        if rest & 1 != 0 {
            result = product(&result, &square)?;
        }
        square = product(&square, &square)?;
        rest >>= 1;
    }
    Ok(result)
}
