//! Moments by the calendar: taking them apart, showing and reading them.

use std::ffi::CString;

use taipan_host::clock::{self, Calendar};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};
use taipan_strings::{Buffer, Units};

use super::convert::{Rounding, whole_seconds};
use super::struct_time::{check, from_python, to_python};
use crate::arguments::counted;
use crate::calls;
use crate::path::decoded;

/// The seconds that are meant; without any, it is now.
fn seconds(py: &mut Py, name: &str, args: Args<'_>) -> PyResult<i64> {
    counted(py, name, args, 0, 1)?;
    match args.get(0) {
        Some(value) if !is_none(&value) => whole_seconds(py, value, Rounding::Floor),
        _ => now(py),
    }
}

fn now(py: &Py) -> PyResult<i64> {
    calls::done(py, clock::now(libc::CLOCK_REALTIME)).map(|nanos| nanos.div_euclid(super::convert::SECOND))
}

/// The moment that is meant; without any, it is now by local time.
fn moment(py: &mut Py, name: &str, value: Option<Borrowed<'_>>) -> PyResult<Calendar> {
    let mut moment = match value {
        Some(value) => from_python(py, value, name)?,
        None => {
            let now = now(py)?;
            calls::done(py, clock::local(now))?
        }
    };
    check(py, &mut moment)?;
    Ok(moment)
}

/// `Thu Jan  1 00:00:00 1970`
fn shown(moment: &Calendar) -> String {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let name = |names: &[&'static str], index: i32| {
        usize::try_from(index).ok().and_then(|index| names.get(index).copied()).unwrap_or_default()
    };
    format!(
        "{} {}{:3} {:02}:{:02}:{:02} {}",
        name(&DAYS, moment.weekday),
        name(&MONTHS, moment.month),
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        i64::from(moment.year) + 1900
    )
}

/// How long the directive is that text begins with, `%` included: flags, a width, `E` or `O`, a letter. Nothing if it is none
/// that the C library could know.
fn directive(points: &[u32]) -> Option<CString> {
    let mut text = vec![b'%'];
    let mut rest = points.iter().skip(1).map(|&point| u8::try_from(point).unwrap_or(0));
    let mut end = |byte: u8| {
        text.push(byte);
        byte
    };
    loop {
        let byte = end(rest.next()?);
        match byte {
            b'_' | b'-' | b'0'..=b'9' | b'^' | b'#' | b'+' | b'E' | b'O' => {}
            b'A'..=b'Z' | b'a'..=b'z' | b'%' => break,
            _ => return None,
        }
    }
    CString::new(text).ok()
}

/// The number that a directive without flags shows, and how many digits it has; of those that look the same in all locales.
fn number(letter: u32, moment: &Calendar) -> Option<(i32, usize)> {
    Some(match u8::try_from(letter).ok()? {
        b'Y' if (-900..=8099).contains(&moment.year) => (moment.year + 1900, 4),
        b'm' => (moment.month + 1, 2),
        b'd' => (moment.day, 2),
        b'H' => (moment.hour, 2),
        b'M' => (moment.minute, 2),
        b'S' => (moment.second, 2),
        b'j' => (moment.year_day + 1, 3),
        _ => return None,
    })
}

/// Appends the last digits of a number.
fn push_digits(text: &mut Buffer, number: i32, count: usize) -> PyResult<()> {
    let mut unit = 10_i32.pow(count as u32 - 1);
    while unit > 0 {
        text.push(u32::from(b'0') + (number / unit % 10).unsigned_abs())?;
        unit /= 10;
    }
    Ok(())
}

/// A moment after a format. The C library sees directives only: other text is the caller's, whatever characters it has.
fn format(py: &mut Py, format: &Str, moment: &Calendar) -> PyResult<Value> {
    let points: Vec<u32> = format.code_points().collect();
    let mut text = Buffer::new();
    let mut at = 0;
    while let Some(&point) = points.get(at) {
        if point == u32::from(b'%')
            && let Some((number, count)) = points.get(at + 1).and_then(|&letter| number(letter, moment))
        {
            push_digits(&mut text, number, count)?;
            at += 2;
            continue;
        }
        let known = if point == u32::from(b'%') { directive(&points[at..]) } else { None };
        match known {
            None => {
                text.push(point)?;
                at += 1;
            }
            Some(directive) => {
                at += directive.as_bytes().len();
                let shown = decoded(py, &moment.format(&directive))?;
                let units = shown.get::<Str>().map_or(Units::Ascii(&[]), Str::units);
                text.extend_units(units)?;
            }
        }
    }
    py.heap().str_from_buffer(&text)
}

/// The calendar.
pub(super) struct Dates;

#[pymodule("time")]
impl Dates {
    /// gmtime([seconds]) -> (tm_year, tm_mon, tm_mday, tm_hour, tm_min,
    ///                        tm_sec, tm_wday, tm_yday, tm_isdst)
    ///
    /// Gives the moment of a number of seconds since the epoch in universal time; without a
    /// number, it is now.
    #[pyfunction("(*args)", hidden)]
    fn gmtime(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let seconds = seconds(py, "gmtime", args)?;
        let moment = calls::done(py, clock::universal(seconds))?;
        to_python(py, &moment)
    }

    /// localtime([seconds]) -> (tm_year,tm_mon,tm_mday,tm_hour,tm_min,
    ///                           tm_sec,tm_wday,tm_yday,tm_isdst)
    ///
    /// Gives the moment of a number of seconds since the epoch in local time; without a
    /// number, it is now.
    #[pyfunction("(*args)", hidden)]
    fn localtime(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let seconds = seconds(py, "localtime", args)?;
        let moment = calls::done(py, clock::local(seconds))?;
        to_python(py, &moment)
    }

    /// mktime(tuple) -> floating-point number
    ///
    /// Gives the number of seconds since the epoch of a moment in local time: mktime(gmtime(0)) is
    /// time.timezone in winter.
    #[pyfunction("(object, /)", text = "($self, object, /)")]
    fn mktime(py: &mut Py, object: Borrowed<'_>) -> PyResult<f64> {
        let moment = from_python(py, object, "mktime")?;
        match moment.to_local_seconds() {
            Some(seconds) => Ok(seconds as f64),
            None => Err(exc::overflow_error(py, format_args!("mktime argument out of range"))),
        }
    }

    /// asctime([tuple]) -> string
    ///
    /// Shows a moment as 'Sat Jun 06 16:26:11 1998'; without one, it is now in local time.
    #[pyfunction("(*args)", hidden)]
    fn asctime(py: &mut Py, args: Args<'_>) -> PyResult<String> {
        crate::arguments::unpacked(py, "asctime", args, 0, 1)?;
        Ok(shown(&moment(py, "asctime", args.get(0))?))
    }

    /// ctime(seconds) -> string
    ///
    /// Shows a number of seconds since the epoch in local time: the same as
    /// asctime(localtime(seconds)). Without a number, it is now.
    #[pyfunction("(*args)", hidden)]
    fn ctime(py: &mut Py, args: Args<'_>) -> PyResult<String> {
        let seconds = seconds(py, "ctime", args)?;
        Ok(shown(&calls::done(py, clock::local(seconds))?))
    }

    /// strftime(format[, tuple]) -> string
    ///
    /// Shows a moment after a format; without one, it is now in local time. These directives
    /// are known on all systems:
    ///
    /// %Y  year with century              %m  month [01,12]
    /// %d  day of the month [01,31]       %H  hour [00,23]
    /// %M  minute [00,59]                 %S  second [00,61]
    /// %z  offset from UTC                %a  short name of the weekday
    /// %A  name of the weekday            %b  short name of the month
    /// %B  name of the month              %c  date and time as is usual
    /// %I  hour [01,12]                   %p  AM or PM, as is usual
    ///
    /// The system's library may know more.
    #[pyfunction("(*args)", hidden)]
    fn strftime(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        counted(py, "strftime", args, 1, 2)?;
        let text = crate::arguments::text(py, "strftime", args, 0)?;
        let moment = moment(py, "strftime", args.get(1))?;
        format(py, text, &moment)
    }

    /// strptime(string, format) -> struct_time
    ///
    /// Reads a moment that was shown after a format; see strftime() for what a format is.
    #[pyfunction("(*args)", hidden)]
    fn strptime(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let (import, module) = (py.builtin("__import__")?, py.str("_strptime")?);
        let module = py.call(&import, &[&module])?;
        let name = py.heap().intern("_strptime_time")?;
        let function = py.get_attribute(&module, &name)?;
        py.call_args(&function, args)
    }
}
