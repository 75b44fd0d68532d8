//! The proleptic Gregorian calendar: days as year, month and day, or as ordinals, of which January 1st of year 1 is number 1;
//! and the weeks of ISO 8601.

/// The first year.
pub(crate) const MIN_YEAR: i32 = 1;
/// The last year.
pub(crate) const MAX_YEAR: i32 = 9999;
/// The ordinal of the last day of the last year.
pub(crate) const MAX_ORDINAL: i64 = 3_652_059;
/// The ordinal of January 1st, 1970.
pub(crate) const EPOCH_ORDINAL: i64 = 719_163;
/// Seconds of a day.
pub(crate) const DAY_SECONDS: i64 = 86_400;

/// A day by the calendar. The fields may be out of range until somebody has checked them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CalendarDay {
    pub(crate) year: i32,
    /// From 1 on.
    pub(crate) month: i32,
    /// From 1 on.
    pub(crate) day: i32,
}

/// What is wrong with a day in terms of ISO weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IsoError {
    Year,
    Week,
    Weekday,
}

/// How many days of a year there are before each month, and the months' lengths, in years that are no leap years.
const BEFORE_MONTH: [i32; 13] = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const MONTH_LENGTH: [i32; 13] = [31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Whether a year has a February 29th.
#[inline]
pub(crate) const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_entry(table: &[i32; 13], month: i32) -> i32 {
    usize::try_from(month).ok().and_then(|month| table.get(month).copied()).unwrap_or(0)
}

/// The days of a month.
#[inline]
pub(crate) fn days_in_month(year: i32, month: i32) -> i32 {
    if month == 2 && is_leap(year) { 29 } else { month_entry(&MONTH_LENGTH, month) }
}

/// The days of a year before a month.
#[inline]
pub(crate) fn days_before_month(year: i32, month: i32) -> i32 {
    month_entry(&BEFORE_MONTH, month) + i32::from(month > 2 && is_leap(year))
}

impl CalendarDay {
    /// A day; nothing is checked.
    #[inline]
    pub(crate) const fn new(year: i32, month: i32, day: i32) -> Self {
        Self { year, month, day }
    }

    /// The number of the day.
    #[inline]
    pub(crate) fn ordinal(self) -> i64 {
        let before = i64::from(self.year) - 1;
        before * 365 + before.div_euclid(4) - before.div_euclid(100)
            + before.div_euclid(400)
            + i64::from(days_before_month(self.year, self.month))
            + i64::from(self.day)
    }

    /// The day of a number.
    ///
    /// Years are counted from March on, so that the leap day is the last one of a year: then the months' beginnings lie on a
    /// line (Howard Hinnant, "chrono-compatible low-level date algorithms"). The number must not be above 2^40.
    pub(crate) fn of_ordinal(ordinal: i64) -> Self {
        // Since March 1st of year 0; an era has 400 years.
        let days = ordinal + 305;
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        Self::new(i32::try_from(year).unwrap_or(i32::MAX), month as i32, day as i32)
    }

    /// The day of the week, from Monday, which is 0.
    #[inline]
    pub(crate) fn weekday(self) -> i64 {
        (self.ordinal() + 6).rem_euclid(7)
    }

    /// The day of the year, from 1 on.
    pub(crate) fn day_of_year(self) -> i32 {
        days_before_month(self.year, self.month) + self.day
    }

    /// The day that lies a number of days later, if the calendar has it.
    #[inline]
    pub(crate) fn later(self, days: i64) -> Option<Self> {
        let day = i64::from(self.day) + days;
        if (1..=28).contains(&day) {
            return Some(Self { day: day as i32, ..self });
        }
        let ordinal = self.ordinal() + days;
        (1..=MAX_ORDINAL).contains(&ordinal).then(|| Self::of_ordinal(ordinal))
    }

    /// ISO year, week and weekday.
    pub(crate) fn iso_week(self) -> (i32, i64, i64) {
        let today = self.ordinal();
        let mut year = self.year;
        let mut days = today - first_monday(year);
        if days < 0 {
            year -= 1;
            days = today - first_monday(year);
        } else if days >= 52 * 7 && today >= first_monday(year + 1) {
            year += 1;
            days -= days / 7 * 7;
        }
        (year, days / 7 + 1, days % 7 + 1)
    }

    /// The day of an ISO year, week and weekday. It may lie beyond the last year.
    pub(crate) fn of_iso_week(year: i32, week: i32, weekday: i32) -> Result<Self, IsoError> {
        if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
            return Err(IsoError::Year);
        }
        let first = first_monday(year);
        let last = if first_monday(year + 1) - first == 53 * 7 { 53 } else { 52 };
        if !(1..=last).contains(&week) {
            return Err(IsoError::Week);
        }
        if !(1..8).contains(&weekday) {
            return Err(IsoError::Weekday);
        }
        Ok(Self::of_ordinal(first + i64::from((week - 1) * 7 + weekday - 1)))
    }
}

/// The Monday of the first ISO week of a year: that with the year's first Thursday.
fn first_monday(year: i32) -> i64 {
    let first = CalendarDay::new(year, 1, 1);
    let weekday = first.weekday();
    let monday = first.ordinal() - weekday;
    if weekday > 3 { monday + 7 } else { monday }
}

#[cfg(test)]
mod tests {
    use super::{CalendarDay, IsoError, MAX_ORDINAL};

    #[test]
    fn ordinals_and_days_are_inverse() {
        let mut expected = CalendarDay::new(1, 1, 1);
        for ordinal in 1..=MAX_ORDINAL {
            assert_eq!(CalendarDay::of_ordinal(ordinal), expected);
            assert_eq!(expected.ordinal(), ordinal);
            expected.day += 1;
            if expected.day > super::days_in_month(expected.year, expected.month) {
                (expected.day, expected.month) = (1, expected.month + 1);
            }
            if expected.month > 12 {
                (expected.month, expected.year) = (1, expected.year + 1);
            }
        }
    }

    #[test]
    fn iso_weeks_and_days_are_inverse() {
        for ordinal in 1..=MAX_ORDINAL {
            let day = CalendarDay::of_ordinal(ordinal);
            let (year, week, weekday) = day.iso_week();
            if year > 0 && year < 10_000 {
                assert_eq!(CalendarDay::of_iso_week(year, week as i32, weekday as i32), Ok(day));
            }
        }
        assert_eq!(CalendarDay::of_iso_week(2021, 53, 1), Err(IsoError::Week));
        assert_eq!(CalendarDay::of_iso_week(0, 1, 1), Err(IsoError::Year));
        assert_eq!(CalendarDay::of_iso_week(2021, 1, 8), Err(IsoError::Weekday));
    }
}
