//! Words of nineteen decimal digits, and their division without a division instruction.
//!
//! A word is a number below [`BASE`]. The base is above 2^63, which makes it a normalised divisor: the product of two
//! words falls apart into two words with two multiplications, by the reciprocals of Möller and Granlund ("Improved
//! division by invariant integers", 2011).

/// Decimal digits of a word.
pub(crate) const DIGITS: usize = 19;

/// 10^19: what a carry is worth.
pub(crate) const BASE: u64 = 10_000_000_000_000_000_000;

/// Powers of ten up to the base.
pub(crate) const POWERS: [u64; DIGITS + 1] = {
    let mut powers = [1; DIGITS + 1];
    let mut index = 1;
    while index <= DIGITS {
        powers[index] = powers[index - 1] * 10;
        index += 1;
    }
    powers
};

/// A divisor with what its quotients are computed from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Divisor {
    /// The divisor, shifted until its highest bit is set.
    normal: u64,
    /// (2^128 - 1) / normal - 2^64
    reciprocal: u64,
    shift: u32,
}

impl Divisor {
    /// A divisor, which must not be zero.
    pub(crate) const fn new(divisor: u64) -> Self {
        let shift = divisor.leading_zeros();
        let normal = divisor << shift;
        Self { normal, reciprocal: reciprocal(normal), shift }
    }

    /// Quotient and remainder of `high * 2^64 + low`, where `high` is below the divisor.
    #[inline(always)]
    pub(crate) const fn divide(self, high: u64, low: u64) -> (u64, u64) {
        let value = ((high as u128) << 64 | low as u128) << self.shift;
        let (high, low) = ((value >> 64) as u64, value as u64);
        let estimate = (self.reciprocal as u128 * high as u128).wrapping_add(value);
        let mut quotient = ((estimate >> 64) as u64).wrapping_add(1);
        let mut remainder = low.wrapping_sub(quotient.wrapping_mul(self.normal));
        if remainder > estimate as u64 {
            quotient = quotient.wrapping_sub(1);
            remainder = remainder.wrapping_add(self.normal);
        }
        if remainder >= self.normal {
            quotient = quotient.wrapping_add(1);
            remainder -= self.normal;
        }
        (quotient, remainder >> self.shift)
    }
}

/// (2^128 - 1) / normal - 2^64 for a divisor whose highest bit is set: Newton's iteration from a table of 256 entries, as
/// in the paper, which is faster than the processor's division of two words by one.
const fn reciprocal(normal: u64) -> u64 {
    let odd = normal & 1;
    let (upper, half) = ((normal >> 24) + 1, (normal >> 1) + odd);
    let v0 = ESTIMATES[(normal >> 55) as usize - 256] as u64;
    let v1 = (v0 << 11) - ((v0 * v0 * upper) >> 40) - 1;
    let v2 = (v1 << 13) + ((v1 * ((1 << 60) - v1 * upper)) >> 47);
    let error = ((v2 >> 1) & odd.wrapping_neg()).wrapping_sub(v2.wrapping_mul(half));
    let v3 = (v2 << 31).wrapping_add(((v2 as u128 * error as u128) >> 64) as u64 >> 1);
    let last = (v3 as u128 * normal as u128 + normal as u128) >> 64;
    v3.wrapping_sub(last as u64).wrapping_sub(normal)
}

/// The first eleven bits of reciprocals, by the nine highest bits of a normalised divisor.
const ESTIMATES: [u16; 256] = {
    let mut estimates = [0; 256];
    let mut index = 0;
    while index < 256 {
        estimates[index] = (((1 << 19) - 3 * (1 << 8)) / (index as u32 + 256)) as u16;
        index += 1;
    }
    estimates
};

/// The base as a divisor.
pub(crate) const BY_BASE: Divisor = Divisor::new(BASE);

/// The powers of ten as divisors.
pub(crate) static BY_POWER: [Divisor; DIGITS + 1] = {
    let mut divisors = [BY_BASE; DIGITS + 1];
    let mut index = 0;
    while index <= DIGITS {
        divisors[index] = Divisor::new(POWERS[index]);
        index += 1;
    }
    divisors
};

/// Small numbers as divisors: those of the terms of a series. There is none for 0.
pub(crate) static SMALL: [Divisor; 64] = {
    let mut divisors = [BY_BASE; 64];
    let mut divisor = 1;
    while divisor < 64 {
        divisors[divisor] = Divisor::new(divisor as u64);
        divisor += 1;
    }
    divisors
};

/// The words of `value`, high and low; the high part of `value` must be below the base, as that of a product of words is.
#[inline(always)]
pub(crate) const fn split(value: u128) -> (u64, u64) {
    BY_BASE.divide((value >> 64) as u64, value as u64)
}

/// How many digits a word has; zero has one.
#[inline(always)]
pub(crate) const fn digits(word: u64) -> usize {
    let word = word | 1;
    let bits = (u64::BITS - word.leading_zeros()) as usize;
    // The logarithm of two is 1233/4096, closely enough for 64 bits.
    let guess = (bits * 1233) >> 12;
    guess + (word >= POWERS[guess]) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divides_as_the_processor_does() {
        let mut state = 1_u64;
        for round in 0..100_000_u32 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let divisor = (state >> (round % 64)).max(1);
            let high = state.rotate_left(17) % divisor;
            let low = state.rotate_right(11);
            let value = u128::from(high) << 64 | u128::from(low);
            let expected = ((value / u128::from(divisor)) as u64, (value % u128::from(divisor)) as u64);
            let by = Divisor::new(divisor);
            assert_eq!(by.reciprocal, (u128::MAX / u128::from(by.normal)) as u64);
            assert_eq!(by.divide(high, low), expected);
        }
    }

    #[test]
    fn counts_digits() {
        for (count, &power) in POWERS.iter().enumerate().skip(1) {
            assert_eq!((digits(power - 1), digits(power)), (count, count + 1));
        }
        assert_eq!(digits(0), 1);
    }
}
