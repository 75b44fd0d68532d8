//! Numbers with a fixed point, on which functions are computed: `words / 10^(19 * scale)`.

use std::sync::{Mutex, PoisonError};

use crate::OutOfMemory;
use crate::natural::add::{add_to, sum};
use crate::natural::divide::{by_word, divide};
use crate::natural::multiply::{product, product_above};
use crate::words::{Words, trim};

/// The product, rounded down or one less.
pub(super) fn multiply(a: &[u64], b: &[u64], scale: usize) -> Result<Words, OutOfMemory> {
    product_above(a, b, scale)
}

/// The quotient, rounded down.
pub(super) fn quotient(a: &[u64], b: &[u64], scale: usize) -> Result<Words, OutOfMemory> {
    Ok(divide(&above(a, scale)?, b)?.0)
}

/// Drops words at the lower end.
pub(super) fn without(words: &[u64], count: usize) -> Result<Words, OutOfMemory> {
    match words.get(count..) {
        None | Some([]) => Words::zeros(1),
        Some(kept) => Words::of(kept),
    }
}

/// Puts zeros at the lower end.
pub(super) fn above(words: &[u64], count: usize) -> Result<Words, OutOfMemory> {
    let mut result = Words::zeros(words.len() + count)?;
    result[count..].copy_from_slice(words);
    Ok(result)
}

/// The number one.
pub(super) fn one(scale: usize) -> Result<Words, OutOfMemory> {
    above(&[1], scale)
}

/// `e^x` for x from 0 to 4, with an error of less than four units of the last place.
///
/// x is halved m times, then Taylor's series needs few terms, then the sum is squared m times. Each term and each square adds
/// a unit of the working scale, and each square doubles what error there is: working words for that many bits are added.
pub(super) fn exp(x: &[u64], scale: usize) -> Result<Words, OutOfMemory> {
    let digits = 19 * (scale as u64 + 1);
    let halvings = (digits * 2).isqrt() + 2;
    // Bits lost: two for each square at most, and those of the number of terms, which is below the number of bits in all.
    let lost = halvings + 9 + u64::from(u64::BITS - (digits * 4).leading_zeros());
    let extra = usize::try_from(lost / 63 + 1).unwrap_or_default();
    let scale_inside = scale + extra;
    let mut x = above(x, extra)?;
    for _ in 0..halvings / 32 {
        by_word(&mut x, 1 << 32);
    }
    by_word(&mut x, 1 << (halvings % 32));
    let x = x.trimmed();
    let mut result = one(scale_inside)?;
    let mut term = one(scale_inside)?;
    for n in 1_u64.. {
        term = multiply(&term, &x, scale_inside)?;
        by_word(&mut term, n);
        let significant = trim(&term);
        if significant.is_empty() {
            break;
        }
        add_to(&mut result, significant);
        term = term.trimmed();
    }
    for _ in 0..halvings {
        result = multiply(&result, &result, scale_inside)?;
    }
    without(&result, extra)
}

/// The digits of ln 10 that were needed so far, with their scale.
static LN_10: Mutex<(usize, Vec<u64>)> = Mutex::new((0, Vec::new()));

/// `ln 10`, with an error of less than two units of the last place.
pub(super) fn ln_10(scale: usize) -> Result<Words, OutOfMemory> {
    let known = LN_10.lock().unwrap_or_else(PoisonError::into_inner);
    if known.0 >= scale {
        return without(&known.1, known.0 - scale);
    }
    drop(known);
    let scale_inside = (scale + 1).max(8);
    // Machin-like, after Størmer's method: 10 is a product of powers of 32/30, 50/48 and 162/160.
    let mut sum = Words::zeros(1)?;
    for (factor, n) in [(46, 31), (34, 49), (20, 161)] {
        let part = product(&inverse_atanh(n, scale_inside)?, &[factor])?;
        sum = crate::natural::add::sum(&sum, &part)?;
    }
    let mut copy = Vec::new();
    copy.try_reserve_exact(sum.len())?;
    copy.extend_from_slice(&sum);
    *LN_10.lock().unwrap_or_else(PoisonError::into_inner) = (scale_inside, copy);
    without(&sum, scale_inside - scale)
}

/// `atanh(1/n)`, the sum of `1 / ((2k + 1) * n^(2k + 1))`, by binary splitting.
fn inverse_atanh(n: u64, scale: usize) -> Result<Words, OutOfMemory> {
    // n^2 > 10^2.98 for the smallest n
    let terms = 19 * (scale as u64 + 1) * 100 / 298 + 2;
    let part = split_series(n, 0, terms)?;
    // The sum is numerator / (odd * power), and all of it is to be divided by n.
    let denominator = product(&product(&part.odd, &part.power)?, &[n])?;
    quotient(&part.numerator, trim(&denominator), scale)
}

/// The terms from one to another: `numerator / (odd * power)`, where `odd` is the product of the odd numbers and `power` that
/// of the powers of n.
struct Part {
    numerator: Words,
    odd: Words,
    power: Words,
}

fn split_series(n: u64, from: u64, to: u64) -> Result<Part, OutOfMemory> {
    if to - from == 1 {
        let power = if from == 0 { 1 } else { n * n };
        return Ok(Part {
            numerator: Words::of(&[1])?,
            odd: Words::of(&[2 * from + 1])?,
            power: Words::of(&[power])?,
        });
    }
    let middle = from.midpoint(to);
    let (a, b) = (split_series(n, from, middle)?, split_series(n, middle, to)?);
    // The terms of b are also to be divided by the powers of a.
    let left = product(&product(&a.numerator, &b.odd)?, &b.power)?;
    let right = product(&b.numerator, &a.odd)?;
    Ok(Part {
        numerator: sum(&left, &right)?,
        odd: product(&a.odd, &b.odd)?,
        power: product(&a.power, &b.power)?,
    })
}
