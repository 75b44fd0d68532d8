//! Division of two or three limbs by one or two through a precomputed reciprocal, with multiplications instead of the
//! slow division of the machine.
//!
//! The method is that of Niels Möller and Torbjörn Granlund, "Improved division by invariant integers" (2011). The
//! divisor is normalised: the highest bit of its highest limb is set.

/// A divisor of one limb with its reciprocal, `floor((2^128 - 1) / divisor) - 2^64`.
#[derive(Clone, Copy)]
pub(super) struct Divisor {
    limb: u64,
    reciprocal: u64,
}

/// A divisor of two limbs with its reciprocal, `floor((2^192 - 1) / divisor) - 2^64`.
#[derive(Clone, Copy)]
pub(super) struct LongDivisor {
    value: u128,
    reciprocal: u64,
}

const fn high(value: u128) -> u64 {
    (value >> 64) as u64
}

const fn join(high: u64, low: u64) -> u128 {
    (high as u128) << 64 | low as u128
}

impl Divisor {
    pub(super) const fn new(limb: u64) -> Self {
        // The quotient has 65 bits; its highest one is dropped.
        Self { limb, reciprocal: (u128::MAX / limb as u128) as u64 }
    }

    /// Quotient and remainder of a dividend whose high limb is less than the divisor.
    #[inline]
    pub(super) const fn divide(self, dividend_high: u64, dividend_low: u64) -> (u64, u64) {
        let estimate =
            (self.reciprocal as u128 * dividend_high as u128).wrapping_add(join(dividend_high, dividend_low));
        let mut quotient = high(estimate).wrapping_add(1);
        let mut remainder = dividend_low.wrapping_sub(quotient.wrapping_mul(self.limb));
        if remainder > estimate as u64 {
            quotient = quotient.wrapping_sub(1);
            remainder = remainder.wrapping_add(self.limb);
        }
        if remainder >= self.limb {
            quotient = quotient.wrapping_add(1);
            remainder -= self.limb;
        }
        (quotient, remainder)
    }

    /// Divides limbs in place; the remainder. `remainder` is what lies above them.
    #[inline]
    pub(super) fn divide_limbs(self, limbs: &mut [u64], mut remainder: u64) -> u64 {
        for limb in limbs.iter_mut().rev() {
            (*limb, remainder) = self.divide(remainder, *limb);
        }
        remainder
    }
}

impl LongDivisor {
    pub(super) fn new(value: u128) -> Self {
        let (top, low) = (high(value), value as u64);
        let mut reciprocal = Divisor::new(top).reciprocal;
        let (mut product, overflow) = top.wrapping_mul(reciprocal).overflowing_add(low);
        if overflow {
            reciprocal = reciprocal.wrapping_sub(1);
            if product >= top {
                reciprocal = reciprocal.wrapping_sub(1);
                product -= top;
            }
            product = product.wrapping_sub(top);
        }
        let tail = u128::from(reciprocal) * u128::from(low);
        let (product, overflow) = product.overflowing_add(high(tail));
        if overflow {
            reciprocal = reciprocal.wrapping_sub(1);
            if join(product, tail as u64) >= value {
                reciprocal = reciprocal.wrapping_sub(1);
            }
        }
        Self { value, reciprocal }
    }

    /// The quotient of a dividend of three limbs whose high two are less than the divisor.
    #[inline]
    pub(super) fn quotient(self, dividend_high: u128, dividend_low: u64) -> u64 {
        let (top, low) = (high(self.value), self.value as u64);
        let estimate =
            (u128::from(self.reciprocal) * u128::from(high(dividend_high))).wrapping_add(dividend_high);
        let mut quotient = high(estimate);
        let rest = (dividend_high as u64).wrapping_sub(quotient.wrapping_mul(top));
        let mut remainder = join(rest, dividend_low)
            .wrapping_sub(u128::from(quotient) * u128::from(low))
            .wrapping_sub(self.value);
        quotient = quotient.wrapping_add(1);
        if high(remainder) >= estimate as u64 {
            quotient = quotient.wrapping_sub(1);
            remainder = remainder.wrapping_add(self.value);
        }
        if remainder >= self.value {
            quotient = quotient.wrapping_add(1);
        }
        quotient
    }
}
