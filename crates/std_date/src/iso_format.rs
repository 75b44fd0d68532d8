//! ISO 8601: reading dates and times, and what both have in common when they are shown.
//!
//! What is read are bytes of UTF-8. A byte beyond the end counts as zero, as in a C string, and a zero in the text as its end
//! where that is looked for.

use taipan_object::exception as exc;
use taipan_object::types::str_::{Str, push_wtf8};
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

use crate::calendar::CalendarDay;
use crate::line::Line;
use crate::packed::Clock;
use crate::span::Span;
use crate::{delta, state, zone};

/// The text is not what it should be.
#[derive(Debug)]
pub(crate) struct Malformed;

/// A time as it stands in a text: fields may be out of range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ParsedTime {
    pub(crate) hour: i32,
    pub(crate) minute: i32,
    pub(crate) second: i32,
    pub(crate) microsecond: i32,
    /// Seconds and microseconds from UTC, if the text says so.
    pub(crate) offset: Option<(i64, i64)>,
}

impl ParsedTime {
    /// Takes 24:00 for midnight: whether it is that of the next day.
    pub(crate) fn wrap_midnight(&mut self, py: &Py) -> PyResult<bool> {
        if self.hour != 24 {
            return Ok(false);
        }
        if (self.minute, self.second, self.microsecond) != (0, 0, 0) {
            return Err(exc::value_error(
                py,
                format_args!("minute, second, and microsecond must be 0 when hour is 24"),
            ));
        }
        self.hour = 0;
        Ok(true)
    }

    /// The zone that the text speaks of.
    pub(crate) fn zone(&self, py: &mut Py) -> PyResult<Option<Value>> {
        match self.offset {
            None => Ok(None),
            Some((0, 0)) => state::utc(py).map(Some),
            Some((seconds, microseconds)) => {
                let offset = delta::new(py, Span::normal(0, seconds, microseconds))?;
                zone::new_timezone(py, offset, None).map(Some)
            }
        }
    }
}

/// `ValueError` for a text that is no date or time.
#[cold]
pub(crate) fn malformed(py: &mut Py, text: Borrowed<'_>) -> Raised {
    match py.repr(&text) {
        Ok(shown) => exc::value_error(py, format_args!("Invalid isoformat string: {shown}")),
        Err(raised) => raised,
    }
}

/// The text that an argument of `fromisoformat` is.
pub(crate) fn argument<'a>(py: &Py, text: Borrowed<'a>) -> PyResult<&'a Str> {
    match text.get::<Str>() {
        Some(text) => Ok(text),
        None => Err(exc::type_error(py, format_args!("fromisoformat: argument must be str"))),
    }
}

/// A text that is not ASCII in UTF-8; nothing if it has a surrogate. One that separates date and time stands for any other
/// character.
pub(crate) fn to_utf8(text: &Str, separators: &[usize]) -> Option<Vec<u8>> {
    let is_surrogate = |point: u32| (0xd800..0xe000).contains(&point);
    let stand_in = separators.iter().copied().find(|&place| text.code_point(place).is_some_and(is_surrogate));
    let mut bytes = Vec::with_capacity(text.len() * 2);
    for (place, point) in text.code_points().enumerate() {
        match point {
            _ if stand_in == Some(place) => bytes.push(b'T'),
            _ if is_surrogate(point) => return None,
            _ => push_wtf8(&mut bytes, point),
        }
    }
    Some(bytes)
}

fn at(text: &[u8], index: usize) -> u8 {
    text.get(index).copied().unwrap_or(0)
}

/// A number of so many digits.
#[inline]
fn digits(text: &[u8], from: usize, count: usize) -> Result<i32, Malformed> {
    let digits = text.get(from..from + count).ok_or(Malformed)?;
    let mut number = 0;
    for &digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return Err(Malformed);
        }
        number = number * 10 + i32::from(digit);
    }
    Ok(number)
}

/// A date: `YYYY-MM-DD`, `YYYYMMDD`, `YYYY-Www-D`, `YYYYWwwD` or a week without the day. The day may be out of range; a week
/// may not.
pub(crate) fn parse_date(text: &[u8]) -> Result<CalendarDay, Malformed> {
    let year = digits(text, 0, 4)?;
    let dashes = at(text, 4) == b'-';
    let mut place = 4 + usize::from(dashes);
    if at(text, place) == b'W' {
        let week = digits(text, place + 1, 2)?;
        place += 3;
        let mut weekday = 1;
        if place < text.len() {
            if dashes && at(text, place) != b'-' {
                return Err(Malformed);
            }
            weekday = digits(text, place + usize::from(dashes), 1)?;
        }
        return CalendarDay::of_iso_week(year, week, weekday).map_err(|_| Malformed);
    }
    let month = digits(text, place, 2)?;
    place += 2;
    if dashes && at(text, place) != b'-' {
        return Err(Malformed);
    }
    let day = digits(text, place + usize::from(dashes), 2)?;
    Ok(CalendarDay::new(year, month, day))
}

/// Hours, minutes, seconds and microseconds: `HH`, `HH:MM`, `HH:MM:SS`, `HH:MM:SS.f…`, all of it without colons, too.
/// Whether something is left over comes with them: `end` is where they should end.
fn parse_clock(text: &[u8], from: usize, end: usize) -> Result<([i32; 4], bool), Malformed> {
    let mut fields = [0; 4];
    let (mut place, mut colons) = (from, true);
    for field in 0..3 {
        fields[field] = digits(text, place, 2)?;
        let next = at(text, place + 2);
        place += 3;
        if field == 0 {
            colons = next == b':';
        }
        match next {
            b'.' | b',' if field == 2 && place < end => break,
            b'.' | b',' if place <= end => return Err(Malformed),
            _ if place >= end => return Ok((fields, next != 0)),
            b':' if colons && field < 2 => {}
            _ if !colons => place -= 1,
            _ => return Err(Malformed),
        }
    }
    let count = end.saturating_sub(place).min(6);
    let scale = [1, 100_000, 10_000, 1000, 100, 10, 1];
    fields[3] = digits(text, place, count)? * scale.get(count).copied().unwrap_or(1);
    place += count;
    while at(text, place).is_ascii_digit() {
        place += 1;
    }
    Ok((fields, at(text, place) != 0))
}

/// A time, and how far it is from UTC.
pub(crate) fn parse_time(text: &[u8]) -> Result<ParsedTime, Malformed> {
    let zone = text.iter().position(|byte| matches!(byte, b'Z' | b'+' | b'-')).unwrap_or(text.len());
    let ([hour, minute, second, microsecond], left) = parse_clock(text, 0, zone)?;
    let mut time = ParsedTime { hour, minute, second, microsecond, offset: None };
    match at(text, zone) {
        _ if zone == text.len() => {
            if left {
                return Err(Malformed);
            }
        }
        b'Z' => {
            if at(text, zone + 1) != 0 {
                return Err(Malformed);
            }
            time.offset = Some((0, 0));
        }
        sign => {
            let ([hour, minute, second, microsecond], left) = parse_clock(text, zone + 1, text.len())?;
            if left {
                return Err(Malformed);
            }
            let sign = if sign == b'-' { -1 } else { 1 };
            let seconds = i64::from(hour * 3600 + minute * 60 + second);
            time.offset = Some((sign * seconds, sign * i64::from(microsecond)));
        }
    }
    Ok(time)
}

/// Where date and time are separated in a text of at least seven bytes: the date's form tells.
///
/// ```text
/// YYYY-MM-DD, YYYY-Www-D   10          YYYYMMDD, YYYYWwwD, YYYY-Www   8          YYYYWww   7
/// ```
///
/// Any character separates, also a dash or a digit, so that dates by weeks are ambiguous: of `YYYY-Www-` and two digits the dash
/// is taken for the separator, and of `YYYYWww` and digits their number decides, because those of a time come in pairs.
pub(crate) fn separator(text: &[u8]) -> Result<usize, Malformed> {
    let len = text.len();
    if len == 7 {
        return Ok(7);
    }
    match (at(text, 4), at(text, 5)) {
        (b'-', b'W') if len > 8 && at(text, 8) == b'-' => match len {
            9 => Err(Malformed),
            _ if len > 10 && at(text, 10).is_ascii_digit() => Ok(8),
            _ => Ok(10),
        },
        (b'-', b'W') => Ok(8),
        (b'-', _) => Ok(10),
        (b'W', _) => {
            let end = (7..len).find(|&index| !at(text, index).is_ascii_digit()).unwrap_or(len);
            Ok(if end < 9 {
                end
            } else if end % 2 == 0 {
                7
            } else {
                8
            })
        }
        _ => Ok(8),
    }
}

/// How many bytes the character has that a byte begins.
pub(crate) fn width(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
        _ => 2,
    }
}

/// How much of a time is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precision {
    Auto,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
    Microseconds,
}

impl Precision {
    /// By its name, which is an argument of `isoformat`.
    pub(crate) fn of(py: &Py, number: usize, name: Borrowed<'_>) -> PyResult<Self> {
        let name = crate::arguments::text(py, "isoformat", number, name)?;
        if name.code_points().any(|point| point == 0) {
            return Err(exc::value_error(py, format_args!("embedded null character")));
        }
        Ok(match name.as_ascii() {
            Some("auto") => Self::Auto,
            Some("hours") => Self::Hours,
            Some("minutes") => Self::Minutes,
            Some("seconds") => Self::Seconds,
            Some("milliseconds") => Self::Milliseconds,
            Some("microseconds") => Self::Microseconds,
            _ => return Err(exc::value_error(py, format_args!("Unknown timespec value"))),
        })
    }
}

/// `YYYY-MM-DD`
pub(crate) fn push_date(line: &mut Line, day: CalendarDay) {
    line.number(day.year, 4).byte(b'-').two(day.month).byte(b'-').two(day.day);
}

/// `HH:MM:SS.ffffff` or less.
pub(crate) fn push_clock(line: &mut Line, clock: Clock, precision: Precision) {
    line.two(clock.hour());
    if precision == Precision::Hours {
        return;
    }
    line.byte(b':').two(clock.minute());
    if precision == Precision::Minutes {
        return;
    }
    line.byte(b':').two(clock.second());
    let microsecond = clock.microsecond();
    match precision {
        Precision::Milliseconds => line.byte(b'.').number(microsecond / 1000, 3),
        Precision::Microseconds => line.byte(b'.').number(microsecond, 6),
        Precision::Auto if microsecond != 0 => line.byte(b'.').number(microsecond, 6),
        _ => line,
    };
}

/// `+HH:MM`, and seconds and microseconds if there are any.
pub(crate) fn push_offset(line: &mut Line, offset: Span, separator: &str) {
    let (sign, offset) = if offset.days < 0 { (b'-', offset.negative()) } else { (b'+', offset) };
    let seconds = offset.seconds;
    line.byte(sign).two(seconds / 3600).text(separator).two(seconds / 60 % 60);
    if seconds % 60 != 0 || offset.microseconds != 0 {
        line.text(separator).two(seconds % 60);
    }
    if offset.microseconds != 0 {
        line.byte(b'.').number(offset.microseconds, 6);
    }
}
