//! What times look like.

use taipan_macros::pymethods;
use taipan_object::native::Keywords;
use taipan_object::types::singletons::none_ref;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

use super::Time;
use crate::iso_format::{Precision, push_clock, push_offset};
use crate::line::Line;
use crate::packed::Clock;
use crate::state::{self, Known};
use crate::{arguments, date, strftime, zone};

/// Texts.
pub(super) struct Show;

#[pymethods(Time)]
impl Show {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(time) = this.get::<Time>() else { return Ok(this.to_value()) };
        let mut fields = Line::new();
        push_fields(&mut fields, time.clock);
        let class = this.type_().name();
        let fold = if time.clock.fold() { ", fold=1" } else { "" };
        match &time.zone {
            None => py.text(format_args!("{class}({}{fold})", fields.as_str())),
            Some(zone) => {
                let zone = py.repr(zone)?;
                py.text(format_args!("{class}({}, tzinfo={zone}{fold})", fields.as_str()))
            }
        }
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        state::call(py, &this, Known::IsoFormat, &[])
    }

    /// The text in the form of ISO 8601: HH:MM:SS, microseconds if there are any, and the
    /// distance from UTC.
    ///
    /// timespec says how much is shown of the time: 'auto', 'hours', 'minutes', 'seconds',
    /// 'milliseconds' or 'microseconds'.
    #[pymethod("($self, /, timespec='auto')", hidden)]
    fn isoformat(this: &Time, py: &mut Py, timespec: Option<Borrowed<'_>>) -> PyResult<Value> {
        let precision = match timespec {
            Some(name) => Precision::of(py, 1, name)?,
            None => Precision::Auto,
        };
        let mut line = Line::new();
        push_clock(&mut line, this.clock, precision);
        if let Some(offset) = zone::offset(py, this.zone.as_ref(), none_ref())? {
            push_offset(&mut line, offset, ":");
        }
        line.finish(py)
    }

    /// The text after a format, as time.strftime() makes it.
    #[pymethod("($self, /, format)", hidden)]
    fn strftime(this: Borrowed<'_>, py: &mut Py, format: Borrowed<'_>) -> PyResult<Value> {
        let format = arguments::text(py, "strftime", 1, format)?;
        let clock = this.get::<Time>().map_or(Clock::MIDNIGHT, |time| time.clock);
        // The year is one that all C libraries show well.
        let fields =
            [1900, 1, 1, clock.hour().into(), clock.minute().into(), clock.second().into(), 0, 1, -1];
        let tuple = strftime::numbers(py, &fields)?;
        strftime::strftime(py, this, format, &tuple, none_ref())
    }

    /// The text after a format; str() if there is none.
    #[pymethod("($self, *args, **kwargs)", hidden)]
    fn __format__(this: Borrowed<'_>, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        date::show::format(py, this, args, kwargs)
    }
}

/// The numbers of a time as the constructor takes them: hours, minutes and what follows as far as it is not zero.
pub(crate) fn push_fields(line: &mut Line, clock: Clock) {
    line.number(clock.hour(), 1).text(", ").number(clock.minute(), 1);
    if clock.second() != 0 || clock.microsecond() != 0 {
        line.text(", ").number(clock.second(), 1);
    }
    if clock.microsecond() != 0 {
        line.text(", ").number(clock.microsecond(), 1);
    }
}
