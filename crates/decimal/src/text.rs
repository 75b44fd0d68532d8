//! Numbers as text.

use crate::word::digits;
use crate::words::Coefficient;
use crate::{Class, Decimal, OutOfMemory};

/// Where the decimal point is and whether there is an exponent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notation {
    /// With an exponent where there are many zeros.
    Scientific,
    /// As scientific, but with an exponent that is a multiple of three.
    Engineering,
    /// Without an exponent.
    Fixed,
    /// With an exponent, and so many digits before the point.
    Exponent {
        /// 1 for all but zeros that are shown with places.
        before_point: i64,
    },
}

impl Decimal {
    /// As Python's `str` shows it.
    pub fn to_scientific(&self, capitals: bool) -> Result<String, OutOfMemory> {
        let mut text = String::new();
        self.write(&mut text, Notation::Scientific, capitals, "")?;
        Ok(text)
    }

    /// With an exponent that is a multiple of three.
    pub fn to_engineering(&self, capitals: bool) -> Result<String, OutOfMemory> {
        let mut text = String::new();
        self.write(&mut text, Notation::Engineering, capitals, "")?;
        Ok(text)
    }

    /// Appends the number; `plus` is what stands where a negative number has its sign.
    pub(crate) fn write(
        &self,
        text: &mut String,
        notation: Notation,
        capitals: bool,
        plus: &str,
    ) -> Result<(), OutOfMemory> {
        text.try_reserve(32)?;
        text.push_str(if self.negative { "-" } else { plus });
        match self.class {
            Class::Finite => return self.write_finite(text, notation, capitals),
            Class::Infinite => text.push_str("Infinity"),
            Class::Quiet => text.push_str("NaN"),
            Class::Signaling => text.push_str("sNaN"),
        }
        if !self.coefficient.is_zero() {
            write_coefficient(&self.coefficient, text)?;
        }
        Ok(())
    }

    fn write_finite(&self, text: &mut String, notation: Notation, capitals: bool) -> Result<(), OutOfMemory> {
        let count = self.digits();
        // Digits before the point, if there were no exponent.
        let whole = count + self.exponent;
        let point = match notation {
            Notation::Exponent { before_point } => before_point,
            Notation::Fixed => whole,
            _ if self.exponent <= 0 && whole > -6 => whole,
            Notation::Engineering if self.coefficient.is_zero() => (self.exponent + 2).rem_euclid(3) - 1,
            Notation::Engineering => 1 + (whole - 1).rem_euclid(3),
            Notation::Scientific => 1,
        };
        if point <= 0 {
            text.push_str("0.");
            push_zeros(text, -point)?;
            write_coefficient(&self.coefficient, text)?;
        } else {
            let start = text.len();
            write_coefficient(&self.coefficient, text)?;
            if point >= count {
                push_zeros(text, point - count)?;
            } else {
                text.try_reserve(1)?;
                text.insert(start + point as usize, '.');
            }
        }
        if whole != point || matches!(notation, Notation::Exponent { .. }) {
            let exponent = whole - point;
            text.try_reserve(24)?;
            text.push(if capitals { 'E' } else { 'e' });
            text.push(if exponent < 0 { '-' } else { '+' });
            let mut buffer = [0; 20];
            text.push_str(shown(exponent.unsigned_abs(), &mut buffer));
        }
        Ok(())
    }
}

fn push_zeros(text: &mut String, count: i64) -> Result<(), OutOfMemory> {
    let count = usize::try_from(count).unwrap_or_default();
    text.try_reserve(count)?;
    text.extend(std::iter::repeat_n('0', count));
    Ok(())
}

/// The digits of a word, without zeros before them.
fn shown(word: u64, buffer: &mut [u8; 20]) -> &str {
    let count = digits(word);
    let into = &mut buffer[..count];
    fill(word, into);
    str::from_utf8(into).unwrap_or_default()
}

/// Writes the last digits of a word.
#[inline]
fn fill(mut word: u64, into: &mut [u8]) {
    let mut pairs = into.rchunks_exact_mut(2);
    for pair in &mut pairs {
        let low = (word % 100) as usize;
        word /= 100;
        pair.copy_from_slice(&PAIRS[low]);
    }
    if let [first] = pairs.into_remainder() {
        *first = b'0' + (word % 10) as u8;
    }
}

/// All numbers of two digits.
static PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut index = 0;
    while index < 100 {
        pairs[index] = [b'0' + (index / 10) as u8, b'0' + (index % 10) as u8];
        index += 1;
    }
    pairs
};

/// Appends all digits.
pub(crate) fn write_coefficient(coefficient: &Coefficient, text: &mut String) -> Result<(), OutOfMemory> {
    let Some((top, below)) = coefficient.words().split_last() else { return Ok(()) };
    text.try_reserve((below.len() + 1) * 20)?;
    let mut buffer = [0; 20];
    text.push_str(shown(*top, &mut buffer));
    for word in below.iter().rev() {
        let mut buffer = [0; 19];
        fill(*word, &mut buffer);
        text.push_str(str::from_utf8(&buffer).unwrap_or_default());
    }
    Ok(())
}
