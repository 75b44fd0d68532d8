//! Making datetimes: of numbers, of what a pickle holds, of a date and a time, of texts.

use taipan_macros::pymethods;
use taipan_object::native::Keywords;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::none_ref;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::{DATETIME, Moment, exact, fields, of_class};
use crate::arguments::{self, Named, Parameters};
use crate::calendar::{CalendarDay, days_in_month};
use crate::clock::construct::pickled_zone;
use crate::clock::{self, Time};
use crate::date::construct::latin1;
use crate::date::{self, Date};
use crate::iso_format::{self, Malformed, ParsedTime};
use crate::packed::{Clock, Day};
use crate::zone;

const PARAMETERS: Parameters = Parameters {
    function: None,
    names: &["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"],
    required: 3,
    positional: 8,
};

const COMBINE: Parameters =
    Parameters { function: Some("combine"), names: &["date", "time", "tzinfo"], required: 2, positional: 3 };

/// Constructors.
pub(super) struct New;

#[pymethods(Moment)]
impl New {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if let (1..=2, Some(state)) = (args.len(), args.get(0))
            && let Some((day, clock)) = pickled(py, state)?
        {
            let zone = pickled_zone(py, args.get(1))?;
            return py.heap().object_of(class, Moment::new(day, clock, zone));
        }
        let (mut numbers, mut zone) = ([0; 8], none_ref());
        let keywords = Named::of(args.keywords());
        arguments::each(py, &PARAMETERS, args, &keywords, |py, index, value| {
            if index == 7 {
                zone = value;
            } else if let Some(number) = numbers.get_mut(index.min(7)) {
                *number = arguments::int(py, value)?;
            }
            Ok(())
        })?;
        let [year, month, day, hour, minute, second, microsecond, fold] = numbers;
        let day = date::checked(py, CalendarDay::new(year, month, day))?;
        let clock = clock::checked(py, [hour, minute, second, microsecond, fold])?;
        let zone = zone::argument(py, zone)?;
        if class.is(&DATETIME) {
            exact(py, day, clock, zone)
        } else {
            py.heap().object_of(class, Moment::new(day, clock, zone))
        }
    }

    /// Reads a datetime after a format, as time.strptime() does.
    #[pyclassmethod("($type, *args, **kwargs)", hidden)]
    fn strptime(class: &Type, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        date::strptime(py, class, args, kwargs, "_strptime_datetime_datetime")
    }

    /// The datetime with the fields of a date and a time.
    #[pyclassmethod("($type, *args, **kwargs)", hidden)]
    fn combine(class: &Type, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        let (mut date, mut time, mut zone) = (None, None, None);
        let keywords = Named::of(kwargs.iter());
        arguments::each(py, &COMBINE, args, &keywords, |py, index, value| {
            match index {
                0 => match value.get::<Date>() {
                    Some(given) => date = Some(given.day),
                    None => return Err(arguments::wrong(py, "combine", 1, "datetime.date", value)),
                },
                1 => match value.get::<Time>() {
                    Some(given) => time = Some((given.clock, given.zone.clone())),
                    None => return Err(arguments::wrong(py, "combine", 2, "datetime.time", value)),
                },
                _ => zone = Some(value),
            }
            Ok(())
        })?;
        let (Some(day), Some((clock, own_zone))) = (date, time) else {
            return Ok(taipan_object::types::singletons::none());
        };
        if !class.is(&DATETIME) {
            let zone = zone.map_or(own_zone, |zone| Some(zone.to_value()));
            return of_class(py, class, day.calendar(), fields(clock), zone);
        }
        let zone = match zone {
            Some(zone) => zone::argument(py, zone)?,
            None => own_zone,
        };
        of_class(py, class, day.calendar(), fields(clock), zone)
    }

    /// Reads a datetime in one of the forms of ISO 8601.
    #[pyclassmethod("($type, object, /)")]
    fn fromisoformat(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let text = iso_format::argument(py, object)?;
        let parsed = match text.as_ascii() {
            Some(ascii) => parse(ascii.as_bytes()),
            None if text.len() < 7 => Err(Malformed),
            None => iso_format::to_utf8(text, &[7, 8, 10]).ok_or(Malformed).and_then(|bytes| parse(&bytes)),
        };
        let Ok((mut day, mut time)) = parsed else { return Err(iso_format::malformed(py, object)) };
        let zone = time.zone(py)?;
        if time.wrap_midnight(py)? && (1..=12).contains(&day.month) {
            day = day_after(day);
        }
        of_class(py, class, day, [time.hour, time.minute, time.second, time.microsecond, 0], zone)
    }
}

/// The day after one that the calendar has; any other stays. It may be in a year after the last.
fn day_after(day: CalendarDay) -> CalendarDay {
    let CalendarDay { year, month, day: number } = day;
    match number.cmp(&days_in_month(year, month)) {
        std::cmp::Ordering::Greater => day,
        std::cmp::Ordering::Less => CalendarDay::new(year, month, number + 1),
        std::cmp::Ordering::Equal if month == 12 => CalendarDay::new(year + 1, 1, 1),
        std::cmp::Ordering::Equal => CalendarDay::new(year, month + 1, 1),
    }
}

/// A date, a character of any kind, and a time; or a date alone.
fn parse(text: &[u8]) -> Result<(CalendarDay, ParsedTime), Malformed> {
    if text.len() < 7 {
        return Err(Malformed);
    }
    let separator = iso_format::separator(text)?;
    let date = text.get(..separator.min(text.len())).unwrap_or(text);
    let day = iso_format::parse_date(date)?;
    let Some(&first) = text.get(separator) else { return Ok((day, ParsedTime::default())) };
    let time = text.get(separator + iso_format::width(first)..).unwrap_or_default();
    Ok((day, iso_format::parse_time(time)?))
}

/// The moment that the state in a pickle stands for: ten bytes, which Python 2 has as a string.
fn pickled(py: &Py, state: Borrowed<'_>) -> PyResult<Option<(Day, Clock)>> {
    let is_sane = |month: u32| (1..=12).contains(&(month & 0x7f));
    let bytes: [u8; 10] = if let Some(bytes) = state.get::<Bytes>() {
        match <[u8; 10]>::try_from(bytes.data()) {
            Ok(bytes) if is_sane(bytes[2].into()) => bytes,
            _ => return Ok(None),
        }
    } else if let Some(text) = state.get::<Str>()
        && text.len() == 10
        && text.code_point(2).is_some_and(is_sane)
    {
        latin1(py, text, "datetime")?
    } else {
        return Ok(None);
    };
    let [a, b, month, day, clock @ ..] = bytes;
    let fold = month & 0x80 != 0;
    Ok(Some((Day::of_bytes([a, b, month & 0x7f, day]), Clock::of_bytes(clock).with_fold(fold))))
}
