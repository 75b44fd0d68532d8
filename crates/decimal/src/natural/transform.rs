//! Products by number-theoretic transforms modulo three primes, put together by the Chinese remainder theorem.
//!
//! Butterflies are those of Harvey ("Faster arithmetic for number-theoretic transforms", 2014): a factor comes with its
//! quotient by the prime, values stay below four times the prime, which is why the primes are below 2^62.

use crate::OutOfMemory;
use crate::word::{BY_BASE, Divisor};

/// A prime that is 1 modulo 2^40, with a generator of its multiplicative group.
struct Prime {
    modulus: u64,
    generator: u64,
    divisor: Divisor,
}

impl Prime {
    const fn new(modulus: u64, generator: u64) -> Self {
        Self { modulus, generator, divisor: Divisor::new(modulus) }
    }

    /// A factor below the modulus.
    #[inline(always)]
    fn factor(&self, value: u64) -> Factor {
        Factor { value, quotient: self.divisor.divide(value, 0).0 }
    }

    /// `a * b` for `a` below the modulus and `b` below twice the modulus.
    #[inline(always)]
    fn multiply(&self, a: u64, b: u64) -> u64 {
        let product = u128::from(a) * u128::from(reduce(b, self.modulus));
        self.divisor.divide((product >> 64) as u64, product as u64).1
    }
}

static PRIMES: [Prime; 3] = [Prime::new(FIRST, 11), Prime::new(SECOND, 3), Prime::new(THIRD, 19)];

const FIRST: u64 = 0x3fff_c000_0000_0001;
const SECOND: u64 = 0x3fff_be00_0000_0001;
const THIRD: u64 = 0x3fff_8400_0000_0001;

/// A factor modulo a prime, with floor(factor * 2^64 / prime).
#[derive(Clone, Copy, Default)]
struct Factor {
    value: u64,
    quotient: u64,
}

impl Factor {
    const fn new(value: u64, modulus: u64) -> Self {
        Self { value, quotient: (((value as u128) << 64) / modulus as u128) as u64 }
    }

    /// `x * self`, below twice the modulus, for any `x`.
    #[inline(always)]
    fn lazy(self, x: u64, modulus: u64) -> u64 {
        let estimate = ((u128::from(self.quotient) * u128::from(x)) >> 64) as u64;
        x.wrapping_mul(self.value).wrapping_sub(estimate.wrapping_mul(modulus))
    }

    /// `x * self`, below the modulus.
    #[inline(always)]
    fn multiply(self, x: u64, modulus: u64) -> u64 {
        reduce(self.lazy(x, modulus), modulus)
    }
}

#[inline(always)]
fn reduce(x: u64, modulus: u64) -> u64 {
    if x >= modulus { x - modulus } else { x }
}

const fn multiply_modulo(a: u64, b: u64, modulus: u64) -> u64 {
    (a as u128 * b as u128 % modulus as u128) as u64
}

const fn power(mut base: u64, mut exponent: u64, modulus: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 != 0 {
            result = multiply_modulo(result, base, modulus);
        }
        base = multiply_modulo(base, base, modulus);
        exponent >>= 1;
    }
    result
}

const fn inverse(value: u64, modulus: u64) -> u64 {
    power(value, modulus - 2, modulus)
}

/// Writes the product of two numbers; `into` has as many words as both.
pub(super) fn multiply(a: &[u64], b: &[u64], into: &mut [u64]) -> Result<(), OutOfMemory> {
    let length = into.len().checked_next_power_of_two().ok_or(OutOfMemory)?;
    let mut roots = vector::<Factor>(length)?;
    let [first, second, third] = &PRIMES;
    let first = convolve(first, a, b, length, &mut roots)?;
    let second = convolve(second, a, b, length, &mut roots)?;
    let third = convolve(third, a, b, length, &mut roots)?;
    combine(&first, &second, &third, into);
    Ok(())
}

fn vector<T: Clone + Default>(length: usize) -> Result<Vec<T>, OutOfMemory> {
    let mut vector = Vec::new();
    vector.try_reserve_exact(length)?;
    vector.resize(length, T::default());
    Ok(vector)
}

/// The cyclic convolution modulo a prime.
fn convolve(
    prime: &Prime,
    a: &[u64],
    b: &[u64],
    length: usize,
    roots: &mut [Factor],
) -> Result<Vec<u64>, OutOfMemory> {
    let modulus = prime.modulus;
    let root = power(prime.generator, (modulus - 1) / length as u64, modulus);
    let load = |words: &[u64]| -> Result<Vec<u64>, OutOfMemory> {
        let mut values = vector(length)?;
        for (value, word) in values.iter_mut().zip(words) {
            // A word is below three times each of the primes, and below four times is what butterflies take.
            *value = *word;
        }
        Ok(values)
    };
    let mut result = load(a)?;
    fill_roots(roots, prime, root);
    forward(&mut result, roots, modulus);
    let scale = prime.factor(inverse(length as u64, modulus));
    if std::ptr::eq(a, b) {
        for x in &mut result {
            let value = scale.multiply(*x, modulus);
            *x = prime.multiply(value, *x);
        }
    } else {
        let mut other = load(b)?;
        forward(&mut other, roots, modulus);
        for (x, y) in result.iter_mut().zip(&other) {
            *x = prime.multiply(scale.multiply(*x, modulus), *y);
        }
    }
    fill_roots(roots, prime, inverse(root, modulus));
    backward(&mut result, roots, modulus);
    Ok(result)
}

/// The powers of the root for each layer: those of the layer with blocks of `2 * half` begin at index `half`.
fn fill_roots(roots: &mut [Factor], prime: &Prime, root: u64) {
    let length = roots.len();
    let half = length / 2;
    let step = prime.factor(root);
    let mut value = 1;
    for slot in &mut roots[half..] {
        *slot = prime.factor(value);
        value = step.multiply(value, prime.modulus);
    }
    let mut layer = half / 2;
    while layer >= 1 {
        for index in 0..layer {
            roots[layer + index] = roots[2 * (layer + index)];
        }
        layer /= 2;
    }
}

/// Decimation in frequency: natural order in, bit-reversed order out; values below four times the modulus.
fn forward(values: &mut [u64], roots: &[Factor], modulus: u64) {
    let twice = 2 * modulus;
    let mut half = values.len() / 2;
    while half >= 1 {
        let roots = &roots[half..2 * half];
        for block in values.chunks_exact_mut(2 * half) {
            let (upper, lower) = block.split_at_mut(half);
            for ((x, y), root) in upper.iter_mut().zip(lower).zip(roots) {
                let (a, b) = (reduce(*x, twice), reduce(*y, twice));
                *x = reduce(a + b, twice);
                *y = root.lazy(a + twice - b, modulus);
            }
        }
        half /= 2;
    }
}

/// Decimation in time: bit-reversed order in, natural order out; below the modulus at the end.
fn backward(values: &mut [u64], roots: &[Factor], modulus: u64) {
    let twice = 2 * modulus;
    let mut half = 1;
    while 2 * half <= values.len() {
        let roots = &roots[half..2 * half];
        for block in values.chunks_exact_mut(2 * half) {
            let (upper, lower) = block.split_at_mut(half);
            for ((x, y), root) in upper.iter_mut().zip(lower).zip(roots) {
                let a = reduce(*x, twice);
                let b = root.lazy(*y, modulus);
                *x = a + b;
                *y = a + twice - b;
            }
        }
        half *= 2;
    }
    for value in values {
        *value = reduce(reduce(*value, twice), modulus);
    }
}

const FIRST_IN_SECOND: Factor = Factor::new(inverse(FIRST % SECOND, SECOND), SECOND);
const FIRST_IN_THIRD: Factor = Factor::new(inverse(FIRST % THIRD, THIRD), THIRD);
const SECOND_IN_THIRD: Factor = Factor::new(inverse(SECOND % THIRD, THIRD), THIRD);

/// Garner's form of the remainder theorem, then carries: each coefficient is
/// `x = first + FIRST * (s + SECOND * t)`, a number of up to 186 bits.
fn combine(first: &[u64], second: &[u64], third: &[u64], into: &mut [u64]) {
    let mut carry = 0_u128;
    let residues = first.iter().zip(second).zip(third);
    for (into, ((&r1, &r2), &r3)) in into.iter_mut().zip(residues) {
        let s = FIRST_IN_SECOND.multiply(r2 + SECOND - reduce(r1, SECOND), SECOND);
        let t = FIRST_IN_THIRD.multiply(r3 + THIRD - reduce(r1, THIRD), THIRD);
        let t = SECOND_IN_THIRD.multiply(t + THIRD - reduce(s, THIRD), THIRD);
        // s + SECOND * t is below 2^124.
        let inner = u128::from(SECOND) * u128::from(t) + u128::from(s);
        let low = u128::from(FIRST) * u128::from(inner as u64);
        let high = u128::from(FIRST) * (inner >> 64);
        // high * 2^64 + low + r1 + carry
        let (low, overflow) = low.overflowing_add(carry + u128::from(r1));
        let high = high + (low >> 64) + (u128::from(overflow) << 64);
        let (top, rest) = BY_BASE.divide(0, (high >> 64) as u64);
        let (middle, rest) = BY_BASE.divide(rest, high as u64);
        let (bottom, word) = BY_BASE.divide(rest, low as u64);
        debug_assert_eq!(top, 0);
        *into = word;
        carry = u128::from(middle) << 64 | u128::from(bottom);
    }
}
