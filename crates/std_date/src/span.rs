//! Spans of time as numbers: days, seconds and microseconds, of which only the days can be negative.

use std::cmp::Ordering;

use crate::calendar::DAY_SECONDS;

/// Microseconds of a second.
pub(crate) const SECOND: i64 = 1_000_000;
/// Microseconds of a day.
pub(crate) const DAY: i64 = DAY_SECONDS * SECOND;
/// The most days of a span, either way.
pub(crate) const MAX_DAYS: i32 = 999_999_999;

/// A span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    /// Within `MAX_DAYS`, unless nobody has checked it yet.
    pub(crate) days: i32,
    /// Below those of a day.
    pub(crate) seconds: i32,
    /// Below a million.
    pub(crate) microseconds: i32,
}

impl Span {
    /// No time.
    pub(crate) const ZERO: Self = Self { days: 0, seconds: 0, microseconds: 0 };
    /// The shortest.
    pub(crate) const RESOLUTION: Self = Self { days: 0, seconds: 0, microseconds: 1 };
    pub(crate) const MIN: Self = Self { days: -MAX_DAYS, seconds: 0, microseconds: 0 };
    pub(crate) const MAX: Self = Self { days: MAX_DAYS, seconds: 86_399, microseconds: 999_999 };

    /// Whole days.
    pub(crate) const fn of_days(days: i32) -> Self {
        Self { days, ..Self::ZERO }
    }

    /// A number of seconds, which are not more than a few thousand years'.
    pub(crate) fn of_seconds(seconds: i64) -> Self {
        Self::normal(0, seconds, 0)
    }

    /// The span of parts that may be out of range, by so much that their sum still fits 64 bits.
    #[inline]
    pub(crate) fn normal(days: i64, seconds: i64, microseconds: i64) -> Self {
        let seconds = seconds + microseconds.div_euclid(SECOND);
        let days = days + seconds.div_euclid(DAY_SECONDS);
        Self {
            days: days as i32,
            seconds: seconds.rem_euclid(DAY_SECONDS) as i32,
            microseconds: microseconds.rem_euclid(SECOND) as i32,
        }
    }

    /// The span of a number of microseconds. Nothing if the days do not fit 32 bits.
    #[inline]
    pub(crate) fn of_microseconds(total: i128) -> Option<Self> {
        let (days, rest) = match i64::try_from(total) {
            Ok(total) => (i128::from(total.div_euclid(DAY)), total.rem_euclid(DAY)),
            Err(_) => (total.div_euclid(DAY.into()), total.rem_euclid(DAY.into()) as i64),
        };
        let days = i32::try_from(days).ok()?;
        Some(Self { days, seconds: (rest / SECOND) as i32, microseconds: (rest % SECOND) as i32 })
    }

    /// All of it in microseconds.
    #[inline]
    pub(crate) fn total(self) -> i128 {
        i128::from(self.total_seconds()) * i128::from(SECOND) + i128::from(self.microseconds)
    }

    /// All of it in seconds, without the microseconds.
    #[inline]
    pub(crate) fn total_seconds(self) -> i64 {
        i64::from(self.days) * DAY_SECONDS + i64::from(self.seconds)
    }

    /// Whether the days are within the limits.
    #[inline]
    pub(crate) const fn is_valid(self) -> bool {
        self.days >= -MAX_DAYS && self.days <= MAX_DAYS
    }

    /// Whether it is less than a day, either way, as offsets of time zones are.
    #[inline]
    pub(crate) fn is_offset(self) -> bool {
        self.days == 0 || self.days == -1 && (self.seconds, self.microseconds) != (0, 0)
    }

    /// The sum, whose days may be beyond the limits.
    #[inline]
    pub(crate) fn plus(self, other: Self) -> Self {
        self.combined(other, 1)
    }

    /// The difference, whose days may be beyond the limits.
    #[inline]
    pub(crate) fn minus(self, other: Self) -> Self {
        self.combined(other, -1)
    }

    #[inline]
    fn combined(self, other: Self, sign: i64) -> Self {
        Self::normal(
            i64::from(self.days) + sign * i64::from(other.days),
            i64::from(self.seconds) + sign * i64::from(other.seconds),
            i64::from(self.microseconds) + sign * i64::from(other.microseconds),
        )
    }

    /// The opposite, whose days may be beyond the limits.
    pub(crate) fn negative(self) -> Self {
        Self::ZERO.minus(self)
    }
}

/// The quotient of two whole numbers, rounded to the nearest, a half to the even one. Nothing if the second is zero, or if the
/// quotient does not fit.
pub(crate) fn divide_nearest(dividend: i128, divisor: i128) -> Option<i128> {
    // Floor division: what is left has the divisor's sign.
    let (mut quotient, mut rest) = (dividend.checked_div(divisor)?, dividend.checked_rem(divisor)?);
    if rest != 0 && (rest < 0) != (divisor < 0) {
        (quotient, rest) = (quotient - 1, rest + divisor);
    }
    let rest = rest.unsigned_abs();
    let up = match rest.cmp(&(divisor.unsigned_abs() - rest)) {
        Ordering::Less => false,
        Ordering::Equal => quotient % 2 != 0,
        Ordering::Greater => true,
    };
    Some(quotient + i128::from(up))
}

#[cfg(test)]
mod tests {
    use super::{Span, divide_nearest};

    #[test]
    fn parts_come_into_range() {
        let span = Span::normal(0, -1, 1_000_001);
        assert_eq!(span, Span::RESOLUTION);
        assert_eq!(
            Span::of_microseconds(-1),
            Some(Span { days: -1, seconds: 86_399, microseconds: 999_999 })
        );
        assert_eq!(Span::MAX.total(), 86_399_999_999_999_999_999);
        assert_eq!(Span::of_microseconds(Span::MIN.total()), Some(Span::MIN));
        assert_eq!(Span::of_microseconds(i128::MAX), None);
    }

    #[test]
    fn halves_go_to_the_even_number() {
        let quotients: Vec<_> = (-7..8).filter_map(|n| divide_nearest(n, 2)).collect();
        assert_eq!(quotients, [-4, -3, -2, -2, -2, -1, 0, 0, 0, 1, 2, 2, 2, 3, 4]);
        let quotients: Vec<_> = (-4..5).filter_map(|n| divide_nearest(n, -3)).collect();
        assert_eq!(quotients, [1, 1, 1, 0, 0, 0, -1, -1, -1]);
        assert_eq!(divide_nearest(1, 0), None);
    }
}
