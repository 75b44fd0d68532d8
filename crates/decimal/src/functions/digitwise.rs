//! Logical operations on numbers whose digits are all 0 or 1.

use crate::number::invalid;
use crate::word::{DIGITS, POWERS};
use crate::words::{Coefficient, Words};
use crate::{Answer, Context, Decimal, Status};

impl Context {
    /// 1 where both have 1.
    pub fn logical_and(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        self.digit_by_digit(a, b, |a, b| a & b, status)
    }

    /// 1 where one of them has 1.
    pub fn logical_or(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        self.digit_by_digit(a, b, |a, b| a | b, status)
    }

    /// 1 where exactly one of them has 1.
    pub fn logical_xor(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        self.digit_by_digit(a, b, |a, b| a ^ b, status)
    }

    /// 1 where there is 0, in as many digits as the precision has.
    pub fn logical_invert(&self, a: &Decimal, status: &mut Status) -> Answer {
        let digits = a.digits().max(self.precision);
        let Some(words) = masks(a) else { return invalid(status, Status::INVALID_OPERATION) };
        let length = usize::try_from(digits).unwrap_or_default();
        let mut result = Words::zeros(length.div_ceil(DIGITS))?;
        for (index, into) in result.iter_mut().enumerate() {
            let width = (length - index * DIGITS).min(DIGITS);
            let mask = words.clone().nth(index).unwrap_or_default();
            *into = spread(!mask & ((1 << width) - 1));
        }
        let coefficient = Coefficient::from_words(result)?;
        Ok(Decimal::finite(false, self.capped(&coefficient)?, 0))
    }

    fn digit_by_digit(
        &self,
        a: &Decimal,
        b: &Decimal,
        operation: fn(u32, u32) -> u32,
        status: &mut Status,
    ) -> Answer {
        let (Some(mut a_masks), Some(mut b_masks)) = (masks(a), masks(b)) else {
            return invalid(status, Status::INVALID_OPERATION);
        };
        let length = a.coefficient.words().len().max(b.coefficient.words().len());
        let mut result = Words::zeros(length)?;
        for into in result.iter_mut() {
            let (a, b) = (a_masks.next().unwrap_or_default(), b_masks.next().unwrap_or_default());
            *into = spread(operation(a, b));
        }
        let coefficient = Coefficient::from_words(result)?;
        Ok(Decimal::finite(false, self.capped(&coefficient)?, 0))
    }
}

/// The digits of each word as bits, if the number is a logical one.
fn masks(number: &Decimal) -> Option<impl Iterator<Item = u32> + Clone + '_> {
    if number.is_special() || number.negative || number.exponent != 0 {
        return None;
    }
    let words = number.coefficient.words();
    words.iter().all(|word| gather(*word).is_some()).then(|| words.iter().filter_map(|word| gather(*word)))
}

fn gather(mut word: u64) -> Option<u32> {
    let mut mask = 0;
    for bit in 0..DIGITS {
        match word % 10 {
            0 => {}
            1 => mask |= 1 << bit,
            _ => return None,
        }
        word /= 10;
    }
    Some(mask)
}

fn spread(mask: u32) -> u64 {
    (0..DIGITS).filter(|bit| mask >> bit & 1 != 0).map(|bit| POWERS[bit]).sum()
}
