//! What dates look like.

use taipan_macros::pymethods;
use taipan_object::native::Keywords;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

use super::Date;
use crate::arguments;
use crate::calendar::CalendarDay;
use crate::iso_format::push_date;
use crate::line::Line;
use crate::packed::Clock;
use crate::state::{self, Known};
use crate::strftime;

/// Texts.
pub(super) struct Show;

#[pymethods(Date)]
impl Show {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(date) = this.get::<Date>() else { return Ok(this.to_value()) };
        let CalendarDay { year, month, day } = date.day.calendar();
        py.text(format_args!("{}({year}, {month}, {day})", this.type_().name()))
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        state::call(py, &this, Known::IsoFormat, &[])
    }

    /// YYYY-MM-DD
    #[pymethod("($self, /)")]
    fn isoformat(this: &Date, py: &mut Py) -> PyResult<Value> {
        let mut line = Line::new();
        push_date(&mut line, this.day.calendar());
        line.finish(py)
    }

    /// The text that C's ctime() gives.
    #[pymethod("($self, /)")]
    fn ctime(this: &Date, py: &mut Py) -> PyResult<Value> {
        ctime(py, this.day.calendar(), Clock::MIDNIGHT)
    }

    /// The text after a format, as time.strftime() makes it.
    #[pymethod("($self, /, format)", hidden)]
    fn strftime(this: Borrowed<'_>, py: &mut Py, format: Borrowed<'_>) -> PyResult<Value> {
        let format = arguments::text(py, "strftime", 1, format)?;
        let tuple = state::call(py, &this, Known::TimeTuple, &[])?;
        strftime::strftime(py, this, format, &tuple, this)
    }

    /// The text after a format; str() if there is none.
    #[pymethod("($self, *args, **kwargs)", hidden)]
    fn __format__(this: Borrowed<'_>, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        format(py, this, args, kwargs)
    }
}

/// `__format__` of dates, times and datetimes.
pub(crate) fn format(
    py: &mut Py,
    this: Borrowed<'_>,
    args: Args<'_>,
    kwargs: Keywords<'_>,
) -> PyResult<Value> {
    let [format] = arguments::exactly(py, "__format__", args, kwargs)?;
    let text: &Str = arguments::text(py, "__format__", 1, format)?;
    if text.is_empty() {
        return py.to_str(&this);
    }
    state::call(py, &this, Known::Strftime, &[&format])
}

/// `Thu Jan  1 00:00:00 1970`
pub(crate) fn ctime(py: &Py, day: CalendarDay, clock: Clock) -> PyResult<Value> {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let name = |names: &[&'static str], index: i64| {
        usize::try_from(index).ok().and_then(|index| names.get(index).copied()).unwrap_or_default()
    };
    let mut line = Line::new();
    line.text(name(&DAYS, day.weekday())).byte(b' ').text(name(&MONTHS, i64::from(day.month) - 1)).byte(b' ');
    if day.day < 10 {
        line.byte(b' ');
    }
    line.number(day.day, 1).byte(b' ').two(clock.hour()).byte(b':').two(clock.minute());
    line.byte(b':').two(clock.second()).byte(b' ').number(day.year, 4);
    line.finish(py)
}
