//! `date`: days of the calendar.

pub(crate) mod arithmetic;
pub(crate) mod construct;
pub(crate) mod show;

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::native::Keywords;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use crate::arguments::{self, Named, Parameters};
use crate::calendar::{CalendarDay, MAX_YEAR, MIN_YEAR, days_in_month};
use crate::moment::{self, DATETIME, Moment};
use crate::packed::{Clock, Day};
use crate::span::Span;
use crate::{delta, iso_calendar, timestamp};

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some("date(year, month, day) --> date object"),
    flags: Flags::BASE,
    slots: &[construct::New::SLOTS, arithmetic::Arithmetic::SLOTS, show::Show::SLOTS],
    methods: &[construct::New::METHODS, show::Show::METHODS, Methods::METHODS],
    getset: &[Methods::GETSET],
    constants: &[
        ("min", |py| exact(py, Day::new(CalendarDay::new(MIN_YEAR, 1, 1)))),
        ("max", |py| exact(py, Day::new(CalendarDay::new(MAX_YEAR, 12, 31)))),
        ("resolution", |py| delta::new(py, Span::of_days(1))),
    ],
    ..Definition::of(&DATE)
};

/// The payload, with which that of `datetime` begins.
#[pyclass(leaf, name = "datetime.date", base = OBJECT)]
#[repr(C)]
pub(crate) struct Date {
    /// -1 until it is asked for.
    pub(crate) hash: Cell<i64>,
    pub(crate) day: Day,
}

impl Date {
    #[inline]
    pub(crate) const fn new(day: Day) -> Self {
        Self { hash: Cell::new(-1), day }
    }
}

/// A `date`.
#[inline]
pub(crate) fn exact(py: &mut Py, day: Day) -> PyResult<Value> {
    py.heap().object(Date::new(day))
}

/// Whether a value is a date and no datetime.
#[inline]
pub(crate) fn plain(value: Borrowed<'_>) -> Option<&Date> {
    value.get::<Date>().filter(|_| value.get::<Moment>().is_none())
}

/// Fails unless the calendar has a day.
#[inline]
pub(crate) fn checked(py: &Py, day: CalendarDay) -> PyResult<Day> {
    if (MIN_YEAR..=MAX_YEAR).contains(&day.year)
        && (1..=12).contains(&day.month)
        && (1..=28).contains(&day.day)
    {
        return Ok(Day::new(day));
    }
    check(py, day).map(|()| Day::new(day))
}

fn check(py: &Py, CalendarDay { year, month, day }: CalendarDay) -> PyResult<()> {
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
        return Err(exc::value_error(py, format_args!("year must be in {MIN_YEAR}..{MAX_YEAR}, not {year}")));
    }
    if !(1..=12).contains(&month) {
        return Err(exc::value_error(py, format_args!("month must be in 1..12, not {month}")));
    }
    let last = days_in_month(year, month);
    if !(1..=last).contains(&day) {
        return Err(exc::value_error(
            py,
            format_args!("day {day} must be in range 1..{last} for month {month} in year {year}"),
        ));
    }
    Ok(())
}

/// A date as an instance of a class: of `datetime`, midnight; of any other, what calling it gives.
pub(crate) fn of_class(py: &mut Py, class: &Type, day: CalendarDay) -> PyResult<Value> {
    if class.is(&DATE) {
        let day = checked(py, day)?;
        return exact(py, day);
    }
    if class.is(&DATETIME) {
        let day = checked(py, day)?;
        return moment::exact(py, day, Clock::MIDNIGHT, None);
    }
    let arguments = [py.int(day.year.into())?, py.int(day.month.into())?, py.int(day.day.into())?];
    py.call(&class.to_value(), &[&arguments[0], &arguments[1], &arguments[2]])
}

/// Methods and attributes.
struct Methods;

#[pymethods(Date)]
impl Methods {
    /// The day of a POSIX timestamp by local time.
    #[pyclassmethod("($type, timestamp, /)")]
    fn fromtimestamp(class: &Type, py: &mut Py, timestamp: Borrowed<'_>) -> PyResult<Value> {
        let seconds = timestamp::whole_seconds(py, timestamp)?;
        let local = crate::local::local(py, seconds)?;
        of_class(py, class, local.day)
    }

    /// Today by local time: what fromtimestamp(time.time()) of the class gives.
    #[pyclassmethod("($type, /)")]
    fn today(class: &Type, py: &mut Py) -> PyResult<Value> {
        let time = arguments::import(py, "time", "time")?;
        let now = py.call(&time, &[])?;
        crate::state::call(py, &class.to_value(), crate::state::Known::FromTimestamp, &[&now])
    }

    /// Reads a date after a format, as time.strptime() does.
    #[pyclassmethod("($type, *args, **kwargs)", hidden)]
    fn strptime(class: &Type, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        strptime(py, class, args, kwargs, "_strptime_datetime_date")
    }

    /// The number of the day; January 1st of year 1 is number 1.
    #[pymethod("($self, /)")]
    fn toordinal(this: &Date) -> i64 {
        this.day.ordinal()
    }

    /// The day of the week; Monday is 0, Sunday 6.
    #[pymethod("($self, /)")]
    fn weekday(this: &Date) -> i64 {
        this.day.calendar().weekday()
    }

    /// The day of the week; Monday is 1, Sunday 7.
    #[pymethod("($self, /)")]
    fn isoweekday(this: &Date) -> i64 {
        this.day.calendar().weekday() + 1
    }

    /// ISO year, week and weekday as a tuple with names.
    #[pymethod("($self, /)")]
    fn isocalendar(this: &Date, py: &mut Py) -> PyResult<Value> {
        let (year, week, weekday) = this.day.calendar().iso_week();
        iso_calendar::new(py, year, week, weekday)
    }

    /// A tuple of nine numbers, as time.localtime() gives it.
    #[pymethod("($self, /)")]
    fn timetuple(this: &Date, py: &mut Py) -> PyResult<Value> {
        crate::strftime::struct_time(py, this.day.calendar(), Clock::MIDNIGHT, -1)
    }

    /// The date with other fields.
    #[pymethod(
        "($self, /, *args, **kwargs)",
        text = "($self, /, year=unchanged, month=unchanged, day=unchanged)"
    )]
    fn replace(this: Borrowed<'_>, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        replaced(py, this, args, kwargs)
    }

    /// The same as replace().
    #[pymethod("($self, /, *args, **kwargs)", text = "($self, /, **changes)")]
    fn __replace__(this: Borrowed<'_>, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        replaced(py, this, args, kwargs)
    }

    /// __reduce__() -> (cls, state)
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let bytes = this.get::<Date>().map_or([0; 4], |date| date.day.bytes());
        let state = py.bytes(&bytes)?;
        let state = py.tuple([state])?;
        py.tuple([this.type_().to_value(), state])
    }

    #[pygetter]
    fn year(this: &Date) -> i32 {
        this.day.year()
    }

    #[pygetter]
    fn month(this: &Date) -> i32 {
        this.day.month()
    }

    #[pygetter]
    fn day(this: &Date) -> i32 {
        this.day.day()
    }
}

const REPLACE: Parameters =
    Parameters { function: Some("replace"), names: &["year", "month", "day"], required: 0, positional: 3 };

fn replaced(py: &mut Py, this: Borrowed<'_>, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
    let Some(date) = this.get::<Date>() else { return Ok(this.to_value()) };
    let mut fields = [date.day.year(), date.day.month(), date.day.day()];
    let keywords = Named::of(kwargs.iter());
    arguments::each(py, &REPLACE, args, &keywords, |py, index, value| {
        let number = arguments::clinic_int(py, value)?;
        if let Some(field) = fields.get_mut(index) {
            *field = number;
        }
        Ok(())
    })?;
    let [year, month, day] = fields;
    of_class(py, this.type_(), CalendarDay::new(year, month, day))
}

/// Reads a text after a format by a function of module `_strptime`.
pub(crate) fn strptime(
    py: &mut Py,
    class: &Type,
    args: Args<'_>,
    kwargs: Keywords<'_>,
    function: &str,
) -> PyResult<Value> {
    let [text, format] = arguments::exactly(py, "strptime", args, kwargs)?;
    for (number, value) in [(1, text), (2, format)] {
        let _: &Str = arguments::text(py, "strptime", number, value)?;
    }
    let function = arguments::import(py, "_strptime", function)?;
    py.call(&function, &[&class.to_value(), &text, &format])
}
