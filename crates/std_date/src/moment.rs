//! `datetime`: a day and a time of day, perhaps in a time zone.

mod arithmetic;
mod construct;
mod convert;
mod now;
mod show;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::native::Keywords;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::none;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};

use crate::arguments::{self, Named, Parameters};
use crate::calendar::{CalendarDay, MAX_YEAR, MIN_YEAR};
use crate::clock::{self, call_with_fold};
use crate::date::{self, DATE, Date};
use crate::delta;
use crate::packed::{Clock, Day};
use crate::span::Span;
use crate::zone::{self, Question};

pub(crate) use arithmetic::{later, with_fold};

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\n\
         Year, month and day must be given. tzinfo is None or an instance of a class that derives\n\
         from tzinfo, the others are whole numbers.",
    ),
    flags: Flags::BASE,
    slots: &[construct::New::SLOTS, arithmetic::Arithmetic::SLOTS, show::Show::SLOTS],
    methods: &[
        now::Now::METHODS,
        construct::New::METHODS,
        convert::Convert::METHODS,
        show::Show::METHODS,
        Methods::METHODS,
    ],
    getset: &[Methods::GETSET],
    constants: &[
        ("min", |py| exact(py, Day::new(CalendarDay::new(MIN_YEAR, 1, 1)), Clock::MIDNIGHT, None)),
        ("max", |py| {
            let day = Day::new(CalendarDay::new(MAX_YEAR, 12, 31));
            exact(py, day, Clock::new(23, 59, 59, 999_999), None)
        }),
        ("resolution", |py| delta::new(py, Span::RESOLUTION)),
    ],
    ..Definition::of(&DATETIME)
};

/// The payload; it begins with that of a date.
#[pyclass(static = DATETIME, name = "datetime.datetime", base = DATE)]
#[repr(C)]
pub(crate) struct Moment {
    pub(crate) date: Date,
    pub(crate) clock: Clock,
    zone: PyCell<Option<Value>>,
}

impl Moment {
    #[inline]
    pub(crate) fn new(day: Day, clock: Clock, zone: Option<Value>) -> Self {
        Self { date: Date::new(day), clock, zone: PyCell::new(zone) }
    }

    #[inline]
    pub(crate) fn day(&self) -> Day {
        self.date.day
    }

    /// The zone.
    #[inline]
    pub(crate) fn zone(&self, py: &Py) -> Option<Value> {
        self.zone.get(py).clone()
    }

    /// Whether two moments have the same zone, or none.
    #[inline]
    fn same_zone(&self, py: &Py, other: &Self) -> bool {
        zone::same(self.zone.get(py).as_ref(), other.zone.get(py).as_ref())
    }
}

/// A `datetime`.
#[inline]
pub(crate) fn exact(py: &mut Py, day: Day, clock: Clock, zone: Option<Value>) -> PyResult<Value> {
    py.heap().object(Moment::new(day, clock, zone))
}

/// A moment as an instance of a class: of one that derives from `datetime`, what calling it gives. The fields are checked;
/// the fold comes with the time.
pub(crate) fn of_class(
    py: &mut Py,
    class: &Type,
    day: CalendarDay,
    fields: [i32; 5],
    zone: Option<Value>,
) -> PyResult<Value> {
    if class.is(&DATETIME) {
        let day = date::checked(py, day)?;
        let clock = clock::checked(py, fields)?;
        return exact(py, day, clock, zone);
    }
    let [hour, minute, second, microsecond, fold] = fields;
    let mut arguments = Vec::with_capacity(8);
    for number in [day.year, day.month, day.day, hour, minute, second, microsecond] {
        arguments.push(py.int(number.into())?);
    }
    arguments.push(zone.unwrap_or_else(none));
    let arguments: Vec<&Value> = arguments.iter().collect();
    call_with_fold(py, class, &arguments, fold)
}

/// The fields of a time with its fold.
pub(crate) fn fields(clock: Clock) -> [i32; 5] {
    [clock.hour(), clock.minute(), clock.second(), clock.microsecond(), clock.fold().into()]
}

/// Fails unless the argument of a zone's `fromutc` is a datetime in that zone.
pub(crate) fn check_for_fromutc(py: &Py, zone: Borrowed<'_>, moment: Borrowed<'_>) -> PyResult<()> {
    let Some(moment) = moment.get::<Moment>() else {
        return Err(exc::type_error(py, format_args!("fromutc: argument must be a datetime")));
    };
    if !zone::same(moment.zone.get(py).as_ref(), Some(&zone)) {
        return Err(exc::value_error(py, format_args!("fromutc: dt.tzinfo is not self")));
    }
    Ok(())
}

/// Methods and attributes.
struct Methods;

#[pymethods(Moment)]
impl Methods {
    /// What self.tzinfo.utcoffset(self) gives.
    #[pymethod("($self, /)")]
    fn utcoffset(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let zone = this.get::<Moment>().and_then(|moment| moment.zone(py));
        zone::answer(py, zone.as_ref(), Question::UtcOffset, this)
    }

    /// What self.tzinfo.tzname(self) gives.
    #[pymethod("($self, /)")]
    fn tzname(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let zone = this.get::<Moment>().and_then(|moment| moment.zone(py));
        zone::name(py, zone.as_ref(), this)
    }

    /// What self.tzinfo.dst(self) gives.
    #[pymethod("($self, /)")]
    fn dst(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let zone = this.get::<Moment>().and_then(|moment| moment.zone(py));
        zone::answer(py, zone.as_ref(), Question::Dst, this)
    }

    /// The datetime with other fields.
    #[pymethod(
        "($self, /, *args, **kwargs)",
        text = "($self, /, year=unchanged, month=unchanged, day=unchanged,\n        hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)"
    )]
    fn replace(this: Borrowed<'_>, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        replaced(py, this, args, kwargs)
    }

    /// The same as replace().
    #[pymethod("($self, /, *args, **kwargs)", text = "($self, /, **changes)")]
    fn __replace__(this: Borrowed<'_>, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        replaced(py, this, args, kwargs)
    }

    /// __reduce_ex__(proto) -> (cls, state)
    #[pymethod("($self, *args, **kwargs)", hidden)]
    fn __reduce_ex__(
        this: Borrowed<'_>,
        py: &mut Py,
        args: Args<'_>,
        kwargs: Keywords<'_>,
    ) -> PyResult<Value> {
        let [protocol] = arguments::exactly(py, "__reduce_ex__", args, kwargs)?;
        let protocol = arguments::int(py, protocol)?;
        reduced(py, this, protocol > 3)
    }

    /// __reduce__() -> (cls, state)
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        reduced(py, this, false)
    }

    #[pygetter]
    fn hour(this: &Moment) -> i32 {
        this.clock.hour()
    }

    #[pygetter]
    fn minute(this: &Moment) -> i32 {
        this.clock.minute()
    }

    #[pygetter]
    fn second(this: &Moment) -> i32 {
        this.clock.second()
    }

    #[pygetter]
    fn microsecond(this: &Moment) -> i32 {
        this.clock.microsecond()
    }

    #[pygetter]
    fn tzinfo(this: &Moment, py: &mut Py) -> Value {
        this.zone(py).unwrap_or_else(none)
    }

    #[pygetter]
    fn fold(this: &Moment) -> i32 {
        this.clock.fold().into()
    }
}

const REPLACE: Parameters = Parameters {
    function: Some("replace"),
    names: &["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"],
    required: 0,
    positional: 8,
};

fn replaced(py: &mut Py, this: Borrowed<'_>, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
    let Some(moment) = this.get::<Moment>() else { return Ok(this.to_value()) };
    let (day, clock, own_zone) = (moment.day(), moment.clock, moment.zone(py));
    let [hour, minute, second, microsecond, fold] = fields(clock);
    let mut numbers = [day.year(), day.month(), day.day(), hour, minute, second, microsecond, fold];
    let mut zone = None;
    let keywords = Named::of(kwargs.iter());
    arguments::each(py, &REPLACE, args, &keywords, |py, index, value| {
        if index == 7 {
            zone = Some(value);
        } else if let Some(number) = numbers.get_mut(index.min(7)) {
            *number = arguments::clinic_int(py, value)?;
        }
        Ok(())
    })?;
    let [year, month, day, hour, minute, second, microsecond, fold] = numbers;
    let (day, fields) = (CalendarDay::new(year, month, day), [hour, minute, second, microsecond, fold]);
    if this.type_().is(&DATETIME) {
        let day = date::checked(py, day)?;
        let clock = clock::checked(py, fields)?;
        let zone = match zone {
            Some(zone) => zone::argument(py, zone)?,
            None => own_zone,
        };
        return exact(py, day, clock, zone);
    }
    // What a class that derives from this one makes of a zone is its own business.
    of_class(py, this.type_(), day, fields, zone.map_or(own_zone, |zone| Some(zone.to_value())))
}

fn reduced(py: &mut Py, this: Borrowed<'_>, with_fold: bool) -> PyResult<Value> {
    let Some(moment) = this.get::<Moment>() else { return Ok(this.to_value()) };
    let mut bytes = [0; 10];
    let parts = moment.day().bytes().into_iter().chain(moment.clock.bytes());
    bytes.iter_mut().zip(parts).for_each(|(byte, part)| *byte = part);
    if with_fold && moment.clock.fold() {
        bytes[2] |= 0x80;
    }
    let mut state = vec![py.bytes(&bytes)?];
    state.extend(moment.zone(py));
    let state = py.tuple(state)?;
    py.tuple([this.type_().to_value(), state])
}
