//! Days and times of day as they lie in objects: numbers whose bytes are those that pickles have, so that comparing numbers
//! compares moments.
//!
//! ```text
//! Day     year (16 bits) │ month (8) │ day (8)
//! Clock   fold (bit 48)  │ hour (8) │ minute (8) │ second (8) │ microsecond (24)
//! ```
//!
//! Pickles may hold any bytes, of which only month and hour are looked at: fields can be out of range.

use crate::calendar::CalendarDay;

/// A day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(u32);

/// A time of day.
#[derive(Clone, Copy)]
pub(crate) struct Clock(u64);

const FOLD: u64 = 1 << 48;

impl Day {
    /// A day whose fields are in range.
    #[inline]
    pub(crate) const fn new(day: CalendarDay) -> Self {
        Self((day.year as u32) << 16 | (day.month as u32) << 8 | day.day as u32)
    }

    #[inline]
    pub(crate) const fn year(self) -> i32 {
        (self.0 >> 16) as i32
    }

    #[inline]
    pub(crate) const fn month(self) -> i32 {
        (self.0 >> 8 & 0xff) as i32
    }

    #[inline]
    pub(crate) const fn day(self) -> i32 {
        (self.0 & 0xff) as i32
    }

    /// By the calendar.
    #[inline]
    pub(crate) const fn calendar(self) -> CalendarDay {
        CalendarDay::new(self.year(), self.month(), self.day())
    }

    /// The number of the day.
    #[inline]
    pub(crate) fn ordinal(self) -> i64 {
        self.calendar().ordinal()
    }

    pub(crate) const fn bytes(self) -> [u8; 4] {
        self.0.to_be_bytes()
    }

    pub(crate) const fn of_bytes(bytes: [u8; 4]) -> Self {
        Self(u32::from_be_bytes(bytes))
    }
}

impl Clock {
    /// Midnight.
    pub(crate) const MIDNIGHT: Self = Self(0);

    /// A time whose fields are in range.
    #[inline]
    pub(crate) const fn new(hour: i32, minute: i32, second: i32, microsecond: i32) -> Self {
        Self((hour as u64) << 40 | (minute as u64) << 32 | (second as u64) << 24 | microsecond as u64)
    }

    /// The time so many seconds and microseconds after midnight, of the same day.
    #[inline]
    pub(crate) const fn after_midnight(seconds: i64, microsecond: i64) -> Self {
        Self::new(
            (seconds / 3600) as i32,
            (seconds / 60 % 60) as i32,
            (seconds % 60) as i32,
            microsecond as i32,
        )
    }

    #[inline]
    pub(crate) const fn hour(self) -> i32 {
        (self.0 >> 40 & 0xff) as i32
    }

    #[inline]
    pub(crate) const fn minute(self) -> i32 {
        (self.0 >> 32 & 0xff) as i32
    }

    #[inline]
    pub(crate) const fn second(self) -> i32 {
        (self.0 >> 24 & 0xff) as i32
    }

    #[inline]
    pub(crate) const fn microsecond(self) -> i32 {
        (self.0 & 0xff_ffff) as i32
    }

    /// Whether it is the second of two times that look the same, because clocks were put back (PEP 495).
    #[inline]
    pub(crate) const fn fold(self) -> bool {
        self.0 & FOLD != 0
    }

    #[inline]
    #[must_use]
    pub(crate) const fn with_fold(self, fold: bool) -> Self {
        if fold { Self(self.0 | FOLD) } else { Self(self.0 & !FOLD) }
    }

    /// What times are compared by: all but the fold.
    #[inline]
    pub(crate) const fn order(self) -> u64 {
        self.0 & !FOLD
    }

    /// Whole seconds since midnight.
    #[inline]
    pub(crate) const fn seconds(self) -> i64 {
        self.hour() as i64 * 3600 + self.minute() as i64 * 60 + self.second() as i64
    }

    /// The bytes, without the fold.
    pub(crate) const fn bytes(self) -> [u8; 6] {
        let [_, _, hour, minute, second, a, b, c] = self.0.to_be_bytes();
        [hour, minute, second, a, b, c]
    }

    pub(crate) const fn of_bytes(bytes: [u8; 6]) -> Self {
        let [hour, minute, second, a, b, c] = bytes;
        Self(u64::from_be_bytes([0, 0, hour, minute, second, a, b, c]))
    }
}
