//! Numbers in base 2^64 and numbers in base 10^19, in both directions, below quadratic cost: halves are converted and put
//! together by a product.

use taipan_num::int::{self, Int, IntRef};

use super::add::add_to;
use super::multiply::{multiply, product};
use crate::OutOfMemory;
use crate::word::{BASE, BY_BASE};
use crate::words::{Words, trim};

/// Up to how many words a number is converted digit by digit.
const SIMPLE: usize = 48;

/// The number whose binary limbs these are, the lowest first.
pub(crate) fn from_limbs(limbs: &[u64]) -> Result<Words, OutOfMemory> {
    match limbs {
        [] => Words::zeros(1),
        [limb] => {
            let mut words = Words::zeros(2)?;
            words.copy_from_slice(&[limb % BASE, limb / BASE]);
            Ok(words.trimmed())
        }
        _ if limbs.len() <= SIMPLE => simple_from_limbs(limbs),
        _ => {
            // Powers 2^(64 * SIMPLE * 2^k) up to half the length.
            let mut powers = Vec::new();
            let mut limb_count = SIMPLE / 2;
            let mut one = vec![0; limb_count + 1];
            one[limb_count] = 1;
            let mut power = simple_from_limbs(&one)?;
            while limb_count < limbs.len() {
                let next = if limb_count * 2 < limbs.len() { Some(product(&power, &power)?) } else { None };
                powers.push((limb_count, power));
                limb_count *= 2;
                match next {
                    Some(next) => power = next,
                    None => break,
                }
            }
            halves_from_limbs(limbs, &powers)
        }
    }
}

fn halves_from_limbs(limbs: &[u64], powers: &[(usize, Words)]) -> Result<Words, OutOfMemory> {
    let Some(((count, power), smaller)) = powers.split_last() else { return simple_from_limbs(limbs) };
    if limbs.len() <= *count {
        return halves_from_limbs(limbs, smaller);
    }
    let (low, high) = limbs.split_at(*count);
    let (low, high) = (halves_from_limbs(low, smaller)?, halves_from_limbs(high, smaller)?);
    let mut result = Words::zeros(power.len() + high.len() + 1)?;
    let into = &mut result[..power.len() + high.len()];
    if high.len() < power.len() {
        multiply(power, &high, into)?;
    } else {
        multiply(&high, power, into)?;
    }
    add_to(&mut result, &low);
    Ok(result.trimmed())
}

fn simple_from_limbs(limbs: &[u64]) -> Result<Words, OutOfMemory> {
    // 19 digits are more than 63 bits.
    let mut words = Words::zeros(limbs.len() * 64 / 63 + 1)?;
    let mut used = 1;
    for &limb in limbs.iter().rev() {
        let mut carry = limb;
        for word in &mut words[..used] {
            (carry, *word) = BY_BASE.divide(*word, carry);
        }
        while carry > 0 && used < words.len() {
            (words[used], carry) = (carry % BASE, carry / BASE);
            used += 1;
        }
    }
    Ok(words.trimmed())
}

/// The binary limbs of a number, the lowest first, none of them zero at the upper end.
pub(crate) fn to_limbs(words: &[u64]) -> Result<Vec<u64>, OutOfMemory> {
    let words = trim(words);
    if words.len() <= SIMPLE {
        return simple_to_limbs(words);
    }
    let mut powers = Vec::new();
    let mut word_count = SIMPLE / 2;
    let mut one = vec![0; word_count + 1];
    one[word_count] = 1;
    let mut power = Int::from_limbs(simple_to_limbs(&one)?)?;
    loop {
        let square = if word_count * 2 < words.len() { Some(power.product(&power)?) } else { None };
        powers.push((word_count, power));
        word_count *= 2;
        match square {
            Some(square) => power = square,
            None => break,
        }
    }
    Ok(halves_to_limbs(words, &powers)?.as_ref().limbs.to_vec())
}

fn halves_to_limbs(words: &[u64], powers: &[(usize, Int)]) -> Result<Int, OutOfMemory> {
    let Some(((count, power), smaller)) = powers.split_last() else {
        return Int::from_limbs(simple_to_limbs(words)?);
    };
    if words.len() <= *count {
        return halves_to_limbs(words, smaller);
    }
    let (low, high) = words.split_at(*count);
    let (low, high) = (halves_to_limbs(low, smaller)?, halves_to_limbs(high, smaller)?);
    int::add(high.product(power)?.as_ref(), low.as_ref()).map_err(|_| OutOfMemory)
}

/// What is used of long integers here.
trait Binary: Sized {
    fn from_limbs(limbs: Vec<u64>) -> Result<Self, OutOfMemory>;
    fn product(&self, other: &Self) -> Result<Self, OutOfMemory>;
}

impl Binary for Int {
    fn from_limbs(limbs: Vec<u64>) -> Result<Self, OutOfMemory> {
        IntRef::new(false, &limbs).to_int().map_err(|_| OutOfMemory)
    }

    fn product(&self, other: &Self) -> Result<Self, OutOfMemory> {
        int::multiply(self.as_ref(), other.as_ref()).map_err(|_| OutOfMemory)
    }
}

fn simple_to_limbs(words: &[u64]) -> Result<Vec<u64>, OutOfMemory> {
    let mut limbs = Vec::new();
    limbs.try_reserve_exact(words.len())?;
    for &word in words.iter().rev() {
        let mut carry = word;
        for limb in &mut limbs {
            let value = u128::from(*limb) * u128::from(BASE) + u128::from(carry);
            (carry, *limb) = ((value >> 64) as u64, value as u64);
        }
        if carry > 0 {
            limbs.push(carry);
        }
    }
    Ok(limbs)
}

/// The remainder by a number below 2^61.
pub(crate) fn modulo(words: &[u64], modulus: u64) -> u64 {
    words.iter().rev().fold(0, |rest, word| {
        let value = u128::from(rest) * u128::from(BASE) + u128::from(*word);
        (value % u128::from(modulus)) as u64
    })
}
