//! How every result ends: rounded to the precision, its exponent within the limits of the context.

use crate::natural::add::increment;
use crate::natural::shift::{self, Rest};
use crate::word::{BASE, POWERS};
use crate::words::{Coefficient, Words, count_digits, trim};
use crate::{Answer, Class, Context, Decimal, OutOfMemory, Rounding, Status};

impl Context {
    /// Rounds a result and fits its exponent.
    #[inline]
    pub fn finish(&self, number: Decimal, status: &mut Status) -> Answer {
        if number.is_finite() {
            let digits = number.digits();
            let adjusted = number.exponent + digits - 1;
            if digits <= self.precision
                && adjusted <= self.emax
                && adjusted >= self.emin
                && !(self.clamp && number.exponent > self.etop())
            {
                return Ok(number);
            }
            if let Some(result) = self.finish_short(
                number.negative,
                number.coefficient.words(),
                digits,
                number.exponent,
                status,
            ) {
                return Ok(result);
            }
        }
        self.finish_slowly(number, status)
    }

    /// Rounds a normal number to digits for which two words suffice.
    #[inline]
    fn finish_short(
        &self,
        negative: bool,
        words: &[u64],
        digits: i64,
        exponent: i64,
        status: &mut Status,
    ) -> Option<Decimal> {
        let excess = digits - self.precision;
        let adjusted = exponent + digits - 1;
        if excess <= 0 || self.precision > 37 || adjusted < self.emin || adjusted >= self.emax {
            return None;
        }
        let ([mut low, mut high], rest) = shift::right_to_pair(words, excess as usize);
        let mut exponent = exponent + excess;
        if self.rounding.away(rest, low, negative) {
            low += 1;
            if low == BASE {
                (low, high) = (0, high + 1);
            }
            // One digit more makes it a power of ten, whose last digit is taken away.
            let power = if self.precision < 19 {
                [POWERS[self.precision as usize], 0]
            } else {
                [0, POWERS[(self.precision - 19) as usize]]
            };
            if [low, high] == power {
                exponent += 1;
                [low, high] = if self.precision <= 19 {
                    [POWERS[self.precision as usize - 1], 0]
                } else {
                    [0, high / 10]
                };
            }
        }
        *status |= if rest.is_none() { Status::ROUNDED } else { Status::ROUNDED | Status::INEXACT };
        Some(Decimal::finite(negative, Coefficient::pair(low, high), exponent))
    }

    /// Finishes a number of a few words.
    #[inline]
    pub(crate) fn finish_slice(
        &self,
        negative: bool,
        words: &[u64],
        exponent: i64,
        status: &mut Status,
    ) -> Answer {
        let words = trim(words);
        match self.finish_short(negative, words, count_digits(words), exponent, status) {
            Some(result) => Ok(result),
            None => self.finish(Decimal::finite(negative, Coefficient::of(words)?, exponent), status),
        }
    }

    /// Makes a number of words that were computed, and finishes it.
    #[inline]
    pub(crate) fn finish_words(
        &self,
        negative: bool,
        words: Words,
        exponent: i64,
        status: &mut Status,
    ) -> Answer {
        let digits = count_digits(trim(&words));
        let excess = digits - self.precision;
        let adjusted = exponent + digits - 1;
        if let Some(result) = self.finish_short(negative, trim(&words), digits, exponent, status) {
            return Ok(result);
        }
        if excess <= 0 || adjusted < self.emin || adjusted >= self.emax {
            return self.finish(Decimal::finite(negative, Coefficient::from_words(words)?, exponent), status);
        }
        let (kept, rest) = shift::right(&words, excess as usize)?;
        let (coefficient, carried) = self.round(kept, rest, negative)?;
        *status |= Status::ROUNDED;
        if !rest.is_none() {
            *status |= Status::INEXACT;
        }
        // A carry can only make the number a power of ten; its adjusted exponent grew by one, up to the largest one.
        let shift = i64::from(carried);
        Ok(Decimal::finite(negative, coefficient, exponent + excess + shift))
    }

    /// Rounds a coefficient of at most the precision's digits; whether that made it one digit longer, which was taken away
    /// again.
    #[inline]
    fn round(
        &self,
        mut words: Words,
        rest: Rest,
        negative: bool,
    ) -> Result<(Coefficient, bool), OutOfMemory> {
        let lowest = words.first().copied().unwrap_or_default();
        if !self.rounding.away(rest, lowest, negative) {
            return Ok((Coefficient::from_words(words)?, false));
        }
        let words = if increment(&mut words) { shift::left(&[1], words.len() * 19)? } else { words };
        if count_digits(&words) > self.precision {
            let (words, _) = shift::right(&words, 1)?;
            return Ok((Coefficient::from_words(words)?, true));
        }
        Ok((Coefficient::from_words(words)?, false))
    }

    #[cold]
    #[inline(never)]
    fn finish_slowly(&self, number: Decimal, status: &mut Status) -> Answer {
        match number.class {
            Class::Finite => self.fit_precision(self.fit_exponent(number, status)?, status),
            Class::Infinite => Ok(number),
            Class::Quiet | Class::Signaling => self.fit_payload(number),
        }
    }

    /// The payload of a NaN keeps its lowest digits, as many as there is room for.
    pub(crate) fn fit_payload(&self, mut number: Decimal) -> Answer {
        let room = self.precision - i64::from(self.clamp);
        if number.digits() > room {
            number.coefficient = lowest_digits(number.coefficient.words(), room.max(0) as usize)?;
        }
        Ok(number)
    }

    fn fit_exponent(&self, mut number: Decimal, status: &mut Status) -> Answer {
        let adjusted = number.adjusted();
        let is_zero = number.coefficient.is_zero();
        if adjusted > self.emax {
            if is_zero {
                number.exponent = if self.clamp { self.etop() } else { self.emax };
                *status |= Status::CLAMPED;
                return Ok(number);
            }
            return self.overflow(number.negative, status);
        }
        if self.clamp && number.exponent > self.etop() {
            let shift = number.exponent - self.etop();
            let words = shift::left(number.coefficient.words(), shift as usize)?;
            *status |= Status::CLAMPED;
            if !is_zero && adjusted < self.emin {
                *status |= Status::SUBNORMAL;
            }
            return Ok(Decimal::finite(number.negative, Coefficient::from_words(words)?, self.etop()));
        }
        if adjusted >= self.emin {
            return Ok(number);
        }
        let etiny = self.etiny();
        if is_zero {
            if number.exponent < etiny {
                number.exponent = etiny;
                *status |= Status::CLAMPED;
            }
            return Ok(number);
        }
        *status |= Status::SUBNORMAL;
        if number.exponent >= etiny {
            return Ok(number);
        }
        let (kept, rest) = shift_right(&number.coefficient, etiny - number.exponent)?;
        let (coefficient, carried) = self.round(kept, rest, number.negative)?;
        *status |= Status::ROUNDED;
        if !rest.is_none() {
            *status |= Status::INEXACT | Status::UNDERFLOW;
            if coefficient.is_zero() {
                *status |= Status::CLAMPED;
            }
        }
        Ok(Decimal::finite(number.negative, coefficient, etiny + i64::from(carried)))
    }

    /// What a result becomes that is too large: infinity, or the largest number.
    #[cold]
    pub(crate) fn overflow(&self, negative: bool, status: &mut Status) -> Answer {
        *status |= Status::OVERFLOW | Status::INEXACT | Status::ROUNDED;
        let is_infinite = match self.rounding {
            Rounding::HalfUp | Rounding::HalfEven | Rounding::HalfDown | Rounding::Up => true,
            Rounding::Down | Rounding::ZeroFiveUp => false,
            Rounding::Ceiling => !negative,
            Rounding::Floor => negative,
        };
        if is_infinite { Ok(Decimal::infinity(negative)) } else { self.largest(negative) }
    }

    /// The number with the largest magnitude.
    pub(crate) fn largest(&self, negative: bool) -> Answer {
        Ok(Decimal::finite(negative, nines(self.precision)?, self.etop()))
    }

    fn fit_precision(&self, number: Decimal, status: &mut Status) -> Answer {
        let excess = number.digits() - self.precision;
        if number.is_special() || excess <= 0 {
            return Ok(number);
        }
        let (kept, rest) = shift_right(&number.coefficient, excess)?;
        let (coefficient, carried) = self.round(kept, rest, number.negative)?;
        *status |= Status::ROUNDED;
        if !rest.is_none() {
            *status |= Status::INEXACT;
        }
        let result =
            Decimal::finite(number.negative, coefficient, number.exponent + excess + i64::from(carried));
        if carried { self.fit_exponent(result, status) } else { Ok(result) }
    }
}

impl Rounding {
    /// Whether a coefficient that ends with `lowest` is rounded away from zero.
    #[inline]
    pub(crate) fn away(self, rest: Rest, lowest: u64, negative: bool) -> bool {
        match self {
            Self::Down => false,
            Self::HalfEven => rest > Rest::HALF || rest == Rest::HALF && lowest & 1 != 0,
            Self::HalfUp => rest >= Rest::HALF,
            Self::HalfDown => rest > Rest::HALF,
            Self::Up => !rest.is_none(),
            Self::Ceiling => !rest.is_none() && !negative,
            Self::Floor => !rest.is_none() && negative,
            Self::ZeroFiveUp => !rest.is_none() && lowest.is_multiple_of(5),
        }
    }
}

/// A shift by a count that may be larger than any number is long.
#[inline]
pub(crate) fn shift_right(coefficient: &Coefficient, count: i64) -> Result<(Words, Rest), OutOfMemory> {
    shift::right(coefficient.words(), usize::try_from(count).unwrap_or_default())
}

/// A shift by a count that may be larger than memory.
#[inline]
pub(crate) fn shift_left(coefficient: &Coefficient, count: i64) -> Result<Words, OutOfMemory> {
    shift::left(coefficient.words(), usize::try_from(count).unwrap_or_default())
}

/// The number of so many nines.
pub(crate) fn nines(count: i64) -> Result<Coefficient, OutOfMemory> {
    let count = usize::try_from(count).unwrap_or_default();
    let (whole, part) = (count / 19, count % 19);
    let mut words = Words::zeros(whole + 1)?;
    if let Some((top, low)) = words.split_last_mut() {
        low.fill(BASE - 1);
        *top = POWERS[part] - 1;
    }
    Coefficient::from_words(words)
}

/// The lowest digits of a number.
pub(crate) fn lowest_digits(words: &[u64], count: usize) -> Result<Coefficient, OutOfMemory> {
    let (whole, part) = (count / 19, count % 19);
    let Some(kept) = words.get(..=whole) else { return Coefficient::of(words) };
    let mut kept = Words::of(kept)?;
    if let Some(top) = kept.last_mut() {
        *top %= POWERS[part];
    }
    Coefficient::from_words(kept)
}
