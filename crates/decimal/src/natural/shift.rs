//! Products with powers of ten and quotients by them.

use crate::OutOfMemory;
use crate::word::{BY_POWER, DIGITS, POWERS};
use crate::words::{Words, trim};

/// What a shift to the right leaves behind, as one digit: the first digit of the rest, except that a rest just above 0
/// counts as 1 and one just above 5 as 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rest(u8);

impl Rest {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const TINY: Self = Self(1);
    pub(crate) const HALF: Self = Self(5);

    #[inline(always)]
    fn new(digit: u64, more: bool) -> Self {
        Self(digit as u8 + u8::from(more && matches!(digit, 0 | 5)))
    }

    #[inline(always)]
    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// `words * 10^count`
#[inline]
pub(crate) fn left(words: &[u64], count: usize) -> Result<Words, OutOfMemory> {
    if let [] | [0] = words {
        return Words::zeros(1);
    }
    let (whole, part) = (count / DIGITS, count % DIGITS);
    let length = words.len().checked_add(whole + 1).ok_or(OutOfMemory)?;
    let mut result = Words::zeros(length)?;
    let into = result.get_mut(whole..).unwrap_or_default();
    if part == 0 {
        into[..words.len()].copy_from_slice(words);
    } else {
        let (factor, divisor) = (POWERS[part], BY_POWER[DIGITS - part]);
        let mut carry = 0;
        for (word, into) in words.iter().zip(into.iter_mut()) {
            let (high, low) = divisor.divide(0, *word);
            *into = low * factor + carry;
            carry = high;
        }
        into[words.len()] = carry;
    }
    Ok(result.trimmed())
}

/// `words / 10^count`, and what is left.
#[inline]
pub(crate) fn right(words: &[u64], count: usize) -> Result<(Words, Rest), OutOfMemory> {
    let (whole, part) = (count / DIGITS, count % DIGITS);
    let (Some(kept), Some(dropped)) = (words.get(whole..), words.get(..whole)) else {
        return Ok((Words::zeros(1)?, if trim(words).is_empty() { Rest::NONE } else { Rest::TINY }));
    };
    if part == 0 {
        let rest = match dropped {
            [] => Rest::NONE,
            [below @ .., top] => {
                let (digit, rest) = BY_POWER[DIGITS - 1].divide(0, *top);
                Rest::new(digit, rest != 0 || !trim(below).is_empty())
            }
        };
        return Ok((if kept.is_empty() { Words::zeros(1)? } else { Words::of(kept)? }, rest));
    }
    let (divisor, factor) = (BY_POWER[part], POWERS[DIGITS - part]);
    let Some((lowest, higher)) = kept.split_first() else {
        return Ok((Words::zeros(1)?, if trim(words).is_empty() { Rest::NONE } else { Rest::TINY }));
    };
    let (mut high, low) = divisor.divide(0, *lowest);
    let (digit, below) = BY_POWER[part - 1].divide(0, low);
    let rest = Rest::new(digit, below != 0 || !trim(dropped).is_empty());
    let mut result = Words::zeros(kept.len())?;
    let Some((top, into)) = result.split_last_mut() else { return Ok((result, rest)) };
    for (word, into) in higher.iter().zip(into) {
        let (next, low) = divisor.divide(0, *word);
        *into = low * factor + high;
        high = next;
    }
    *top = high;
    Ok((result.trimmed(), rest))
}

/// The highest digits of a number, where two words suffice for them: `words / 10^count`, and what is left.
#[inline]
pub(crate) fn right_to_pair(words: &[u64], count: usize) -> ([u64; 2], Rest) {
    let (whole, part) = (count / DIGITS, count % DIGITS);
    let word = |index: usize| words.get(whole + index).copied().unwrap_or_default();
    let below = words.get(..whole).unwrap_or(words);
    if part == 0 {
        let rest = match below {
            [] => Rest::NONE,
            [lower @ .., top] => {
                let (digit, rest) = BY_POWER[DIGITS - 1].divide(0, *top);
                Rest::new(digit, rest != 0 || !trim(lower).is_empty())
            }
        };
        return ([word(0), word(1)], rest);
    }
    let (divisor, factor) = (BY_POWER[part], POWERS[DIGITS - part]);
    let (first, dropped) = divisor.divide(0, word(0));
    let (second, first_high) = divisor.divide(0, word(1));
    let (_, second_high) = divisor.divide(0, word(2));
    let (digit, lower) = BY_POWER[part - 1].divide(0, dropped);
    let rest = Rest::new(digit, lower != 0 || !trim(below).is_empty());
    ([first + first_high * factor, second + second_high * factor], rest)
}

/// How many zeros a number other than zero ends with.
pub(crate) fn trailing_zeros(words: &[u64]) -> usize {
    let whole = words.iter().take_while(|word| **word == 0).count();
    let Some(&word) = words.get(whole) else { return 0 };
    let (mut zeros, mut word) = (0, word);
    for step in [16, 8, 4, 2, 1] {
        let (quotient, rest) = BY_POWER[step].divide(0, word);
        if rest == 0 {
            (zeros, word) = (zeros + step, quotient);
        }
    }
    whole * DIGITS + zeros
}
