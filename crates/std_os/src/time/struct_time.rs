//! `time.struct_time`: moments by the calendar as tuples.

use std::ffi::CString;

use taipan_host::clock::Calendar;
use taipan_object::exception as exc;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::types::struct_sequence::{self, Field, StructSequence};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use crate::path::{decoded, encoded};

/// `time.struct_time`
pub(crate) static STRUCT_TIME: Type = struct_sequence::class::<StructTime>("time.struct_time");

/// The fields of `time.struct_time`.
pub(crate) struct StructTime;

impl StructSequence for StructTime {
    const TYPE: &'static Type = &STRUCT_TIME;
    const DOC: &'static str = "A moment by the calendar: what gmtime(), localtime() and strptime() give, and\n what asctime(), mktime() and strftime() take. As a tuple it has nine whole numbers.\n\n Years, months and days of the year are counted as people do, not as C does.";
    const FIELDS: &'static [Field] = &[
        Field::new("tm_year", "year, for example, 1993"),
        Field::new("tm_mon", "month of year, range [1, 12]"),
        Field::new("tm_mday", "day of month, range [1, 31]"),
        Field::new("tm_hour", "hours, range [0, 23]"),
        Field::new("tm_min", "minutes, range [0, 59]"),
        Field::new("tm_sec", "seconds, range [0, 61])"),
        Field::new("tm_wday", "day of week, range [0, 6], Monday is 0"),
        Field::new("tm_yday", "day of year, range [1, 366]"),
        Field::new("tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown"),
        Field::new("tm_zone", "abbreviation of timezone name"),
        Field::new("tm_gmtoff", "offset from UTC in seconds"),
    ];
    const SHOWN: usize = 9;
}

/// A moment as Python sees it.
pub(super) fn to_python(py: &mut Py, moment: &Calendar) -> PyResult<Value> {
    let zone = decoded(py, moment.zone.as_deref().unwrap_or_default().to_bytes())?;
    let values = [
        py.int(i64::from(moment.year) + 1900)?,
        py.int(i64::from(moment.month) + 1)?,
        py.int(moment.day.into())?,
        py.int(moment.hour.into())?,
        py.int(moment.minute.into())?,
        py.int(moment.second.into())?,
        py.int(i64::from(moment.weekday + 6) % 7)?,
        py.int(i64::from(moment.year_day) + 1)?,
        py.int(moment.summer.into())?,
        zone,
        py.int(moment.offset)?,
    ];
    py.heap().struct_sequence::<StructTime, 11>(values)
}

/// The moment of a tuple; its fields may be out of range.
pub(super) fn from_python(py: &mut Py, value: Borrowed<'_>, function: &str) -> PyResult<Calendar> {
    let Some(tuple) = value.get::<Tuple>() else {
        return Err(exc::type_error(py, format_args!("Tuple or struct_time argument required")));
    };
    let Ok(items) = <&[Value; 9]>::try_from(tuple.items()) else {
        return Err(exc::type_error(py, format_args!("{function}(): illegal time tuple argument")));
    };
    let mut numbers = [0; 9];
    for (number, item) in numbers.iter_mut().zip(items) {
        *number = field(py, item)?;
    }
    let [year, month, day, hour, minute, second, weekday, year_day, summer] = numbers;
    let Some(year) = year.checked_sub(1900) else {
        return Err(exc::overflow_error(py, format_args!("year out of range")));
    };
    let mut moment = Calendar {
        year,
        month: month.wrapping_sub(1),
        day,
        hour,
        minute,
        second,
        weekday: weekday.wrapping_add(1) % 7,
        year_day: year_day.wrapping_sub(1),
        summer,
        offset: 0,
        zone: None,
    };
    if let Some([.., zone, offset]) = struct_sequence::fields::<StructTime>(value) {
        if !is_none(offset) {
            moment.offset = py.to_i64(offset)?;
        }
        if zone.get::<Str>().is_some() {
            moment.zone = CString::new(encoded(py, zone)?).ok();
        }
    }
    Ok(moment)
}

fn field(py: &mut Py, item: &Value) -> PyResult<i32> {
    let number = py.index(item)?;
    let mut limb = [0];
    let negative = number.as_int(&mut limb).is_some_and(|number| number.negative);
    match number.as_i64().and_then(|number| i32::try_from(number).ok()) {
        Some(number) => Ok(number),
        None if negative => Err(exc::overflow_error(py, format_args!("signed integer is less than minimum"))),
        None => Err(exc::overflow_error(py, format_args!("signed integer is greater than maximum"))),
    }
}

/// Makes sure that the fields are in range. Zeros become ones where counting begins with one: a tuple of zeros is a moment.
pub(super) fn check(py: &Py, moment: &mut Calendar) -> PyResult<()> {
    moment.month = if moment.month == -1 { 0 } else { moment.month };
    moment.day = if moment.day == 0 { 1 } else { moment.day };
    moment.year_day = if moment.year_day == -1 { 0 } else { moment.year_day };
    let ranges = [
        (moment.month, 0..=11, "month"),
        (moment.day, 1..=31, "day of month"),
        (moment.hour, 0..=23, "hour"),
        (moment.minute, 0..=59, "minute"),
        (moment.second, 0..=61, "seconds"),
        (moment.weekday, 0..=6, "day of week"),
        (moment.year_day, 0..=365, "day of year"),
    ];
    for (number, range, name) in ranges {
        if !range.contains(&number) {
            return Err(exc::value_error(py, format_args!("{name} out of range")));
        }
    }
    Ok(())
}
