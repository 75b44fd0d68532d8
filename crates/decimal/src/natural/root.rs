//! Square roots, rounded down.

use std::cmp::Ordering;

use super::add::{add_to, decrement};
use super::divide::{by_word, divide};
use super::multiply::product;
use super::{compare, shift};
use crate::OutOfMemory;
use crate::word::BASE;
use crate::words::{Words, count_digits, trim};

/// The root, and whether the number is its square.
///
/// Newton's iteration, where each step starts from the root of the upper half of the digits, so that all but the last step
/// together cost less than it.
pub(crate) fn square_root(words: &[u64]) -> Result<(Words, bool), OutOfMemory> {
    let words = trim(words);
    if let [] | [_] | [_, _] = words {
        return small(words);
    }
    // 10^(2 * drop) is below the root of the number, which makes the first estimate good to half the digits.
    let drop = usize::try_from((count_digits(words) - 1) / 4).unwrap_or_default();
    let (upper, _) = shift::right(words, 2 * drop)?;
    let (estimate, _) = square_root(&upper)?;
    let estimate = shift::left(&estimate, drop)?;
    let (quotient, _) = divide(words, &estimate)?;
    let mut root = Words::zeros(quotient.len().max(estimate.len()) + 1)?;
    root[..estimate.len()].copy_from_slice(&estimate);
    add_to(&mut root, &quotient);
    by_word(&mut root, 2);
    let mut root = root.trimmed();
    // The mean of a number and its quotient is never below the root.
    loop {
        let square = product(&root, &root)?;
        match compare(&square, words) {
            Ordering::Greater => {
                decrement(&mut root);
                root = root.trimmed();
            }
            order => return Ok((root, order == Ordering::Equal)),
        }
    }
}

fn small(words: &[u64]) -> Result<(Words, bool), OutOfMemory> {
    let value = words.iter().rev().fold(0, |value, word| value * u128::from(BASE) + u128::from(*word));
    let root = value.isqrt();
    let mut result = Words::zeros(1)?;
    // The root of a number below 10^38 is below 10^19.
    result[0] = root as u64;
    Ok((result, root * root == value))
}
