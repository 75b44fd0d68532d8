//! TZ strings as POSIX has them: `EST5EDT,M3.2.0,M11.1.0`, with hours up to 167 as RFC 8536 allows them.

use crate::calendar::{CalendarDay, DAY_SECONDS, EPOCH_ORDINAL, days_in_month, is_leap};

/// What a TZ string says.
#[derive(Debug)]
pub(super) struct Rule {
    /// The abbreviation of standard time.
    pub(super) name: String,
    /// Seconds that it is ahead of UTC.
    pub(super) offset: i64,
    pub(super) summer: Option<SummerRule>,
}

/// Summer time.
#[derive(Debug)]
pub(super) struct SummerRule {
    pub(super) name: String,
    /// Seconds that it is ahead of UTC.
    pub(super) offset: i64,
    pub(super) start: When,
    pub(super) end: When,
}

/// When it begins or ends in each year.
#[derive(Clone, Copy, Debug)]
pub(super) struct When {
    date: Date,
    /// Seconds after that day's midnight, which may be negative.
    seconds: i64,
}

#[derive(Clone, Copy, Debug)]
enum Date {
    /// A weekday (Sunday is 0) of a week of a month; week 5 is the last one.
    Weekday { month: i32, week: i32, weekday: i32 },
    /// A day of the year; `without_leap`: March 1st is number 60 in every year.
    Day { day: i32, without_leap: bool },
}

/// What is wrong with a TZ string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    StandardName,
    StandardOffset,
    SummerName,
    SummerOffset,
    NoTransition,
    Transition,
    Rest,
}

impl Problem {
    /// What the error says before the string.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::StandardName => "Invalid STD format in",
            Self::StandardOffset => "Invalid STD offset in",
            Self::SummerName => "Invalid DST format in",
            Self::SummerOffset => "Invalid DST offset in",
            Self::NoTransition => "Missing transition rules in TZ string:",
            Self::Transition => "Malformed transition rule in TZ string:",
            Self::Rest => "Extraneous characters at end of TZ string:",
        }
    }
}

impl Rule {
    /// Reads a TZ string.
    pub(super) fn parse(text: &[u8]) -> Result<Self, Problem> {
        let mut reader = Reader { text, place: 0 };
        let name = reader.name().ok_or(Problem::StandardName)?;
        let offset = reader.offset().ok_or(Problem::StandardOffset)?;
        if reader.is_at_end() {
            return Ok(Self { name, offset, summer: None });
        }
        let summer_name = reader.name().ok_or(Problem::SummerName)?;
        let summer_offset = if reader.peek() == b',' {
            offset + 3600
        } else {
            reader.offset().ok_or(Problem::SummerOffset)?
        };
        let start = reader.transition()?;
        let end = reader.transition()?;
        if !reader.is_at_end() {
            return Err(Problem::Rest);
        }
        let summer = SummerRule { name: summer_name, offset: summer_offset, start, end };
        Ok(Self { name, offset, summer: Some(summer) })
    }
}

impl When {
    /// The moment in a year by the zone's own time: seconds since 1970, as clocks count them.
    pub(super) fn in_year(self, year: i32) -> i64 {
        let ordinal = match self.date {
            Date::Weekday { month, week, weekday } => {
                let first = CalendarDay::new(year, month, 1);
                // Both count days from Sunday here.
                let first_weekday = (first.weekday() + 1) % 7;
                let mut day =
                    (i64::from(weekday) - first_weekday).rem_euclid(7) + 1 + i64::from(week - 1) * 7;
                if day > days_in_month(year, month).into() {
                    day -= 7;
                }
                first.ordinal() + day - 1
            }
            Date::Day { day, without_leap } => {
                let leap = without_leap && day >= 60 && is_leap(year);
                CalendarDay::new(year, 1, 1).ordinal() - 1 + i64::from(day) + i64::from(leap)
            }
        };
        (ordinal - EPOCH_ORDINAL) * DAY_SECONDS + self.seconds
    }
}

struct Reader<'a> {
    text: &'a [u8],
    place: usize,
}

impl Reader<'_> {
    /// The next byte; zero at the end.
    fn peek(&self) -> u8 {
        self.text.get(self.place).copied().unwrap_or(0)
    }

    fn is_at_end(&self) -> bool {
        self.peek() == 0
    }

    fn skip(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte;
        self.place += usize::from(found);
        found
    }

    /// A number of at least and at most so many digits.
    fn number(&mut self, least: usize, most: usize) -> Option<i32> {
        let (mut number, mut count) = (0, 0);
        while count < most && self.peek().is_ascii_digit() {
            number = number * 10 + i32::from(self.peek() - b'0');
            self.place += 1;
            count += 1;
        }
        (count >= least).then_some(number)
    }

    /// An abbreviation: letters, or in angle brackets also digits and signs.
    fn name(&mut self) -> Option<String> {
        let quoted = self.skip(b'<');
        let start = self.place;
        while match self.peek() {
            byte if byte.is_ascii_alphabetic() => true,
            b'0'..=b'9' | b'+' | b'-' => quoted,
            _ => false,
        } {
            self.place += 1;
        }
        let name = self.text.get(start..self.place).filter(|name| !name.is_empty())?;
        let name = String::from_utf8(name.to_vec()).ok()?;
        (!quoted || self.skip(b'>')).then_some(name)
    }

    /// A time: hours of up to three digits, perhaps minutes and seconds, perhaps a sign.
    fn time(&mut self) -> Option<(i32, i64)> {
        let sign = if self.skip(b'-') {
            -1
        } else {
            self.skip(b'+');
            1
        };
        let hours = self.number(1, 3)?;
        let (mut seconds, mut unit) = (i64::from(hours) * 3600, 60);
        while unit > 0 && self.skip(b':') {
            seconds += i64::from(self.number(2, 2)?) * unit;
            unit /= 60;
        }
        Some((hours, sign * seconds))
    }

    /// An offset, which is positive in the west; the result is so in the east.
    fn offset(&mut self) -> Option<i64> {
        self.time().filter(|&(hours, _)| hours <= 24).map(|(_, seconds)| -seconds)
    }

    fn transition(&mut self) -> Result<When, Problem> {
        if !self.skip(b',') {
            return Err(Problem::NoTransition);
        }
        self.when().ok_or(Problem::Transition)
    }

    fn when(&mut self) -> Option<When> {
        let date = if self.skip(b'M') {
            let month = self.number(1, 2)?;
            let week = if self.skip(b'.') { self.number(1, 1)? } else { return None };
            let weekday = if self.skip(b'.') { self.number(1, 1)? } else { return None };
            if !(1..=12).contains(&month) || !(1..=5).contains(&week) || !(0..=6).contains(&weekday) {
                return None;
            }
            Date::Weekday { month, week, weekday }
        } else {
            let without_leap = self.skip(b'J');
            let day = self.number(1, 3)?;
            if !(i32::from(without_leap)..=365).contains(&day) {
                return None;
            }
            Date::Day { day, without_leap }
        };
        let seconds =
            if self.skip(b'/') { self.time().filter(|&(hours, _)| hours <= 167)?.1 } else { 2 * 3600 };
        Some(When { date, seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::{Problem, Rule};

    #[test]
    fn rules_say_when_summer_is() {
        let rule = Rule::parse(b"EST5EDT,M3.2.0,M11.1.0/-1:30").expect("a rule");
        let summer = rule.summer.expect("summer");
        assert_eq!((rule.offset, summer.offset), (-5 * 3600, -4 * 3600));
        // 2020-03-08 02:00, 2020-10-31 22:30
        assert_eq!(summer.start.in_year(2020), 1_583_632_800);
        assert_eq!(summer.end.in_year(2020), 1_604_183_400);
    }

    #[test]
    fn mistakes_are_named() {
        for (text, problem) in [
            ("4", Problem::StandardName),
            ("AAA25", Problem::StandardOffset),
            ("AAA4,M3.2.0,M11.1.0", Problem::SummerName),
            ("AAA4BBB", Problem::SummerOffset),
            ("AAA4BBB4", Problem::NoTransition),
            ("AAA4BBB,M3.2.0/168,M11.1.0", Problem::Transition),
            ("AAA4BBB,M3.2.0,M11.1.0,", Problem::Rest),
        ] {
            assert_eq!(Rule::parse(text.as_bytes()).err(), Some(problem), "{text}");
        }
    }
}
