//! Local time, as the system knows it.
//!
//! Seconds are counted here from the midnight at which January 1st of year 0 would have begun, as if all days had been as long:
//! so `seconds` of a day by the calendar are its ordinal times those of a day.

use taipan_host::clock::{self, Calendar, LocalTime};
use taipan_object::exception as exc;
use taipan_object::{Py, PyResult, Value};

use crate::calendar::{CalendarDay, DAY_SECONDS, EPOCH_ORDINAL, MAX_YEAR, MIN_YEAR};
use crate::packed::Clock;
use crate::span::Span;
use crate::{delta, zone};

/// The seconds of 1970's beginning.
const EPOCH: i64 = EPOCH_ORDINAL * DAY_SECONDS;
/// Clocks were never put back by more.
const MOST_FOLD: i64 = DAY_SECONDS;

/// A moment by local time or UTC.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) day: CalendarDay,
    pub(crate) clock: Clock,
}

/// The moment of a timestamp by local time. The day may be out of range.
pub(crate) fn local(py: &Py, timestamp: i64) -> PyResult<Moment> {
    match clock::local_time(timestamp) {
        Ok(LocalTime { year, month, day, hour, minute, second }) => {
            Ok(moment(year, month, day, Clock::new(hour, minute, second.min(59), 0)))
        }
        Err(error) => Err(py.io_error(&error, None)),
    }
}

/// The moment of a timestamp in UTC. The day may be out of range.
pub(crate) fn universal(py: &Py, timestamp: i64) -> PyResult<Moment> {
    const LIMIT: i64 = 1 << 36;
    if (-LIMIT..LIMIT).contains(&timestamp) {
        let day = CalendarDay::of_ordinal(EPOCH_ORDINAL + timestamp.div_euclid(DAY_SECONDS));
        return Ok(Moment { day, clock: Clock::after_midnight(timestamp.rem_euclid(DAY_SECONDS), 0) });
    }
    match clock::universal(timestamp) {
        Ok(Calendar { year, month, day, hour, minute, second, .. }) => {
            Ok(moment(year, month, day, Clock::new(hour, minute, second.min(59), 0)))
        }
        Err(error) => Err(py.io_error(&error, None)),
    }
}

/// A moment of fields as C counts them. Leap seconds have been left out.
fn moment(year: i32, month: i32, day: i32, clock: Clock) -> Moment {
    Moment { day: CalendarDay::new(year.saturating_add(1900), month + 1, day), clock }
}

/// The seconds of a moment by its calendar.
fn seconds(py: &Py, day: CalendarDay, clock: Clock) -> PyResult<i64> {
    if !(MIN_YEAR..=MAX_YEAR).contains(&day.year) {
        let year = day.year;
        return Err(exc::value_error(py, format_args!("year must be in {MIN_YEAR}..{MAX_YEAR}, not {year}")));
    }
    Ok(day.ordinal() * DAY_SECONDS + clock.seconds())
}

/// What local clocks show at some seconds of UTC.
fn shown(py: &Py, universal: i64) -> PyResult<i64> {
    let local = local(py, universal - EPOCH)?;
    seconds(py, local.day, local.clock)
}

/// The local time of a timestamp, which knows whether it is the second of two that look the same.
pub(crate) fn local_with_fold(py: &Py, timestamp: i64) -> PyResult<Moment> {
    let mut local = local(py, timestamp)?;
    let result = seconds(py, local.day, local.clock)?;
    // Look a day back whether clocks have been put back since.
    let before = shown(py, EPOCH.saturating_add(timestamp) - MOST_FOLD)?;
    let change = result - before - MOST_FOLD;
    if change < 0 && shown(py, EPOCH + timestamp + change)? == result {
        local.clock = local.clock.with_fold(true);
    }
    Ok(local)
}

/// The timestamp of a local time: solves `shown(u) == t`.
pub(crate) fn timestamp(py: &Py, day: CalendarDay, clock: Clock, fold: bool) -> PyResult<i64> {
    let t = seconds(py, day, clock)?;
    let first_offset = shown(py, t)? - t;
    let first = t - first_offset;
    let first_shown = shown(py, first)?;
    let offset = if first_shown == t {
        // One solution, but perhaps not the one that is wanted: there may be an earlier one, or a later one.
        let other = if fold { first + MOST_FOLD } else { first - MOST_FOLD };
        let offset = shown(py, other)? - other;
        if offset == first_offset {
            return Ok(first - EPOCH);
        }
        offset
    } else {
        first_shown - first
    };
    let second = t - offset;
    let solution = if shown(py, second)? == t {
        second
    } else if first_shown == t {
        first
    } else if fold {
        // No clock has shown this time: it lies in a gap.
        first.min(second)
    } else {
        first.max(second)
    };
    Ok(solution - EPOCH)
}

/// The zone of local time at a timestamp, as a `timezone`.
pub(crate) fn zone(py: &mut Py, timestamp: i64) -> PyResult<Value> {
    let fields = match clock::local(timestamp) {
        Ok(fields) => fields,
        Err(error) => return Err(py.io_error(&error, None)),
    };
    let offset = delta::new(py, Span::of_seconds(fields.offset))?;
    let name = match fields.zone.as_deref() {
        Some(name) => Some(py.decode(name.to_bytes(), Some("utf-8"), Some("surrogateescape"))?),
        None => None,
    };
    zone::new_timezone(py, offset, name)
}

/// The zone of local time at a moment by local time.
pub(crate) fn zone_at(py: &mut Py, day: CalendarDay, clock: Clock, fold: bool) -> PyResult<Value> {
    let mut found = timestamp(py, day, clock, fold)?;
    let other = timestamp(py, day, clock, !fold)?;
    if other != found && (other > found) == fold {
        // A gap.
        found = other;
    }
    zone(py, found)
}
