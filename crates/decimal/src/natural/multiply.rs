//! Products: column by column for short numbers, by Karatsuba's rule for longer ones, by transforms for long ones.

use std::cmp::Ordering;

use super::add::{add_to, subtract_from};
use super::{compare, transform};
use crate::OutOfMemory;
use crate::word::{BY_BASE, split};
use crate::words::{Words, trim};

/// From how many words of the shorter factor on halves are multiplied instead of columns.
const KARATSUBA: usize = 40;
/// From how many words of the shorter factor on products are computed by transforms.
const TRANSFORM: usize = 320;

/// The product.
#[inline]
pub(crate) fn product(a: &[u64], b: &[u64]) -> Result<Words, OutOfMemory> {
    if let ([a], [b]) = (a, b) {
        let mut result = Words::zeros(2)?;
        let (high, low) = split(u128::from(*a) * u128::from(*b));
        result.copy_from_slice(&[low, high]);
        return Ok(result.trimmed());
    }
    let mut result = Words::zeros(a.len() + b.len())?;
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    multiply(long, short, &mut result)?;
    Ok(result.trimmed())
}

/// The product of two numbers of two words.
#[inline]
pub(crate) fn pair_product([a0, a1]: [u64; 2], [b0, b1]: [u64; 2]) -> [u64; 4] {
    let (carry, low) = split(u128::from(a0) * u128::from(b0));
    // Both products together are below 2 * 10^38, which 128 bits hold, and their quotient by the base is below 2^65.
    let middle = u128::from(a0) * u128::from(b1) + u128::from(a1) * u128::from(b0) + u128::from(carry);
    let (above, upper) = BY_BASE.divide(0, (middle >> 64) as u64);
    let (quotient, second) = BY_BASE.divide(upper, middle as u64);
    let carry = (u128::from(above) << 64) + u128::from(quotient);
    let (fourth, third) = split(u128::from(a1) * u128::from(b1) + carry);
    [low, second, third, fourth]
}

/// Writes the product of a longer and a shorter number; `into` has as many words as both.
pub(crate) fn multiply(long: &[u64], short: &[u64], into: &mut [u64]) -> Result<(), OutOfMemory> {
    let length = short.len();
    if length < KARATSUBA {
        columns(long, short, 0, into);
        return Ok(());
    }
    if length >= TRANSFORM && long.len() <= 3 * length {
        return transform::multiply(long, short, into);
    }
    if long.len() == length {
        return karatsuba(long, short, into);
    }
    // Pieces of the longer one, each as long as the shorter one.
    into.fill(0);
    let mut piece = Words::zeros(2 * length)?;
    for (index, part) in long.chunks(length).enumerate() {
        let piece = &mut piece[..part.len() + length];
        let (a, b) = if part.len() < length { (short, part) } else { (part, short) };
        multiply(a, b, piece)?;
        add_to(&mut into[index * length..], piece);
    }
    Ok(())
}

/// The words of the product from `skip` on. What the columns below the one before that would carry is left out, which makes
/// the result at most one too small.
pub(crate) fn product_above(a: &[u64], b: &[u64], skip: usize) -> Result<Words, OutOfMemory> {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let length = long.len() + short.len();
    if short.is_empty() || short.len() >= KARATSUBA || length <= skip {
        let product = product(a, b)?;
        return match product.get(skip..) {
            None | Some([]) => Words::zeros(1),
            Some(kept) => Words::of(kept),
        };
    }
    let below = skip.saturating_sub(1);
    let mut result = Words::zeros(length - below)?;
    columns(long, short, below, &mut result);
    if skip > 0 { Ok(Words::of(&result[1..])?.trimmed()) } else { Ok(result.trimmed()) }
}

/// Column after column, from one on: all products of a column are added up in 192 bits before the carry is taken off.
fn columns(long: &[u64], short: &[u64], first_column: usize, into: &mut [u64]) {
    let (n, m) = (long.len(), short.len());
    let mut sum = 0_u128;
    for (index, into) in into.iter_mut().enumerate() {
        let column = first_column + index;
        let mut above = 0_u64;
        let (first, last) = (column.saturating_sub(m - 1), column.min(n - 1));
        if first <= last {
            let a = &long[first..=last];
            let b = &short[column - last..=column - first];
            for (a, b) in a.iter().zip(b.iter().rev()) {
                let (next, carry) = sum.overflowing_add(u128::from(*a) * u128::from(*b));
                sum = next;
                above += u64::from(carry);
            }
        }
        let (middle, low) = ((sum >> 64) as u64, sum as u64);
        let (high_quotient, rest) = BY_BASE.divide(above, middle);
        let (low_quotient, word) = BY_BASE.divide(rest, low);
        *into = word;
        sum = u128::from(high_quotient) << 64 | u128::from(low_quotient);
    }
}

/// Three products of halves instead of four.
fn karatsuba(a: &[u64], b: &[u64], into: &mut [u64]) -> Result<(), OutOfMemory> {
    let half = a.len().div_ceil(2);
    let ((a_low, a_high), (b_low, b_high)) = (a.split_at(half), b.split_at(half));
    let (low, high) = into.split_at_mut(2 * half);
    multiply(a_low, b_low, low)?;
    multiply(a_high, b_high, high)?;
    let (a_sign, a_difference) = distance(a_low, a_high)?;
    let (b_sign, b_difference) = distance(b_low, b_high)?;
    let mut middle = Words::zeros(2 * half)?;
    multiply(&a_difference, &b_difference, &mut middle)?;
    // low + high - (a_low - a_high) * (b_low - b_high)
    let mut sum = Words::zeros(2 * half + 1)?;
    sum[..2 * half].copy_from_slice(low);
    add_to(&mut sum, high);
    if a_sign == b_sign {
        subtract_from(&mut sum, &middle);
    } else {
        add_to(&mut sum, &middle);
    }
    add_to(&mut into[half..], trim(&sum));
    Ok(())
}

/// The distance of two numbers, with as many words as the first one, and which one is larger.
fn distance(a: &[u64], b: &[u64]) -> Result<(Ordering, Words), OutOfMemory> {
    let order = compare(a, b);
    let mut distance = Words::zeros(a.len())?;
    if order == Ordering::Less {
        distance[..b.len()].copy_from_slice(b);
        subtract_from(&mut distance, trim(a));
    } else {
        distance.copy_from_slice(a);
        subtract_from(&mut distance, b);
    }
    Ok((order, distance))
}
