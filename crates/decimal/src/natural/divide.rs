//! Quotients: by one word, by long division (Knuth, "The Art of Computer Programming" 4.3.1 D), and for long numbers by
//! recursion (Burnikel and Ziegler, "Fast recursive division", 1998), which costs little more than a product.

use std::cmp::Ordering;

use super::add::{add_to, add_words, decrement, increment, subtract_from, subtract_words};
use super::compare;
use super::multiply::multiply;
use crate::OutOfMemory;
use crate::word::{BASE, Divisor, SMALL, split};
use crate::words::{Words, trim};

/// From how many words of the divisor on division recurses.
const RECURSIVE: usize = 80;

/// Quotient and remainder; `divisor` has no zeros at the upper end and is not zero.
pub(crate) fn divide(dividend: &[u64], divisor: &[u64]) -> Result<(Words, Words), OutOfMemory> {
    let (quotient, mut rest, factor) = divide_scaled(dividend, divisor)?;
    if factor > 1 {
        by_word(&mut rest, factor);
    }
    Ok((quotient, rest.trimmed()))
}

/// The quotient, and whether nothing is left.
pub(crate) fn divide_exactly(dividend: &[u64], divisor: &[u64]) -> Result<(Words, bool), OutOfMemory> {
    let (quotient, rest, _) = divide_scaled(dividend, divisor)?;
    Ok((quotient, trim(&rest).is_empty()))
}

/// Quotient and remainder, the latter times a factor.
fn divide_scaled(dividend: &[u64], divisor: &[u64]) -> Result<(Words, Words, u64), OutOfMemory> {
    let dividend = trim(dividend);
    match divisor {
        [] => Ok((Words::zeros(1)?, Words::zeros(1)?, 1)),
        _ if dividend.len() < divisor.len() => {
            Ok((Words::zeros(1)?, Words::of(dividend)?.trimmed_or_zero()?, 1))
        }
        [word] => {
            let mut quotient = Words::of(dividend)?;
            let rest = by_word(&mut quotient, *word);
            let mut remainder = Words::zeros(1)?;
            remainder[0] = rest;
            Ok((quotient.trimmed(), remainder, 1))
        }
        [.., top] => {
            // With the highest word at half the base at least, estimates of a word of the quotient are at most two off.
            let factor = BASE / (top + 1);
            let mut rest = Words::zeros(dividend.len() + 1)?;
            by_factor(dividend, factor, &mut rest);
            let mut normal = Words::zeros(divisor.len() + 1)?;
            by_factor(divisor, factor, &mut normal);
            normal.truncate(divisor.len());
            let mut quotient = Words::zeros(rest.len() - divisor.len())?;
            if divisor.len() < RECURSIVE || quotient.len() < RECURSIVE / 2 {
                long_division(&mut rest, &normal, &mut quotient);
            } else {
                in_blocks(&mut rest, &normal, &mut quotient)?;
            }
            rest.truncate(divisor.len());
            Ok((quotient.trimmed(), rest, factor))
        }
    }
}

impl Words {
    /// At least one word.
    fn trimmed_or_zero(self) -> Result<Self, OutOfMemory> {
        if self.is_empty() { Self::zeros(1) } else { Ok(self.trimmed()) }
    }
}

/// Divides in place; gives the remainder.
#[inline]
pub(crate) fn by_word(words: &mut [u64], divisor: u64) -> u64 {
    let by = match SMALL.get(usize::try_from(divisor).unwrap_or(usize::MAX)) {
        Some(known) => *known,
        None => Divisor::new(divisor),
    };
    let mut rest = 0;
    for word in words.iter_mut().rev() {
        let value = u128::from(rest) * u128::from(BASE) + u128::from(*word);
        (*word, rest) = by.divide((value >> 64) as u64, value as u64);
    }
    rest
}

/// The product with one word.
fn by_factor(words: &[u64], factor: u64, into: &mut [u64]) {
    let mut carry = 0;
    let (low, high) = into.split_at_mut(words.len());
    for (word, into) in words.iter().zip(low) {
        let (next, low) = split(u128::from(*word) * u128::from(factor));
        let (sum, above) = add_words(low, carry, false);
        *into = sum;
        carry = next + u64::from(above);
    }
    if let Some(top) = high.first_mut() {
        *top = carry;
    }
}

/// Leaves the remainder in `rest`. The divisor has two words or more, its highest is at least half the base; the quotient has
/// `rest.len() - divisor.len()` words, which suffice.
fn long_division(rest: &mut [u64], divisor: &[u64], quotient: &mut [u64]) {
    let length = divisor.len();
    let (top, second) = (divisor[length - 1], divisor[length - 2]);
    let by_top = Divisor::new(top);
    for (position, quotient) in quotient.iter_mut().enumerate().rev() {
        let part = &mut rest[position..=position + length];
        let mut word = estimate(by_top, top, second, [part[length], part[length - 1], part[length - 2]]);
        if word > 0 && subtract_product(part, divisor, word) {
            word -= 1;
            add_to(part, divisor);
        }
        *quotient = word;
    }
}

/// A word of the quotient, at most one too large.
#[inline(always)]
fn estimate(by_top: Divisor, top: u64, second: u64, [u2, u1, u0]: [u64; 3]) -> u64 {
    let value = u128::from(u2) * u128::from(BASE) + u128::from(u1);
    let (mut word, mut rest) = if u2 >= top {
        let rest = value - u128::from(BASE - 1) * u128::from(top);
        if rest >= u128::from(BASE) {
            return BASE - 1;
        }
        (BASE - 1, rest as u64)
    } else {
        by_top.divide((value >> 64) as u64, value as u64)
    };
    while u128::from(word) * u128::from(second) > u128::from(rest) * u128::from(BASE) + u128::from(u0) {
        word -= 1;
        match rest.checked_add(top) {
            Some(sum) if sum < BASE => rest = sum,
            _ => break,
        }
    }
    word
}

/// `part -= divisor * word`; whether that went below zero, modulo the power of the base behind the part.
///
/// The products are taken apart before any carry is added, so that the processor works on several of them at a time.
#[inline]
fn subtract_product(part: &mut [u64], divisor: &[u64], word: u64) -> bool {
    let (mut carry, mut borrow) = (0, false);
    let Some((top, low)) = part.split_last_mut() else { return false };
    for (into, factor) in low.iter_mut().zip(divisor) {
        let (high, low) = split(u128::from(*factor) * u128::from(word));
        let (sum, above) = add_words(low, carry, false);
        (*into, borrow) = subtract_words(*into, sum, borrow);
        carry = high + u64::from(above);
    }
    (*top, borrow) = subtract_words(*top, carry, borrow);
    borrow
}

/// Divides a long number by a normalised one, a block of quotient words as long as the divisor at a time.
fn in_blocks(rest: &mut [u64], divisor: &[u64], quotient: &mut [u64]) -> Result<(), OutOfMemory> {
    let length = divisor.len();
    let mut end = quotient.len();
    while end > 0 {
        let start = if end.is_multiple_of(length) { end - length } else { end - end % length };
        // The words above this part are smaller than the divisor, so the quotient of the part fits.
        let part = &mut rest[start..end + length];
        recursive(part, divisor, &mut quotient[start..end])?;
        end = start;
    }
    Ok(())
}

/// Divides `rest`, whose upper `divisor.len()` words are below the divisor, where `rest` has `quotient.len()` words more than
/// the divisor, and the quotient has no more words than the divisor. Leaves the remainder in `rest`.
fn recursive(rest: &mut [u64], divisor: &[u64], quotient: &mut [u64]) -> Result<(), OutOfMemory> {
    let count = quotient.len();
    if count < RECURSIVE / 2 {
        long_division(rest, divisor, quotient);
        return Ok(());
    }
    if count < divisor.len() {
        // Only the upper words of the divisor matter for an estimate of the quotient.
        return by_upper_part(rest, divisor, quotient);
    }
    // As many words of the quotient as the divisor has: two halves.
    let half = count / 2;
    let (low, high) = quotient.split_at_mut(half);
    by_upper_part(&mut rest[half..], divisor, high)?;
    by_upper_part(&mut rest[..half + divisor.len()], divisor, low)
}

/// Divides by the upper words of the divisor, as many as the quotient has, and corrects what that gives by the lower ones.
fn by_upper_part(rest: &mut [u64], divisor: &[u64], quotient: &mut [u64]) -> Result<(), OutOfMemory> {
    let count = quotient.len();
    if count < RECURSIVE / 2 {
        long_division(rest, divisor, quotient);
        return Ok(());
    }
    let below = divisor.len() - count;
    let (lower, upper) = divisor.split_at(below);
    let part = &mut rest[below..];
    // The part has twice `count` words. If its upper half is not below the upper part of the divisor, the quotient is
    // estimated by the largest one there is.
    if compare(&part[count..], upper) == Ordering::Less {
        recursive(part, upper, quotient)?;
    } else {
        quotient.fill(BASE - 1);
        // part - upper * (B^count - 1) = part - upper * B^count + upper; what is above `count` words stays in place.
        subtract_from(&mut part[count..], upper);
        let carry = add_to(part, upper);
        debug_assert!(!carry);
    }
    if lower.is_empty() {
        return Ok(());
    }
    let mut product = Words::zeros(count + below)?;
    if count < below {
        multiply(lower, quotient, &mut product)?;
    } else {
        multiply(quotient, lower, &mut product)?;
    }
    let mut borrow = subtract_from(rest, trim(&product));
    while borrow {
        decrement(quotient);
        borrow = !add_to(rest, divisor);
    }
    Ok(())
}

/// Makes a quotient that left a rest neither exact nor half way between two numbers of fewer digits.
#[inline]
pub(crate) fn mark_rest(quotient: &mut [u64]) {
    if quotient.first().is_some_and(|word| word % 5 == 0) {
        increment(quotient);
    }
}
