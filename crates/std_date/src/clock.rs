//! `time`: times of day.

mod arithmetic;
pub(crate) mod construct;
pub(crate) mod show;

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::native::Keywords;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{none, none_ref};
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use crate::arguments::{self, Named, Parameters};
use crate::date;
use crate::delta;
use crate::packed::Clock;
use crate::span::Span;
use crate::zone::{self, Question};

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\n\
         All arguments may be left out. tzinfo is None or an instance of a class that derives from\n\
         tzinfo, the others are whole numbers.",
    ),
    flags: Flags::BASE,
    slots: &[construct::New::SLOTS, arithmetic::Arithmetic::SLOTS, show::Show::SLOTS],
    methods: &[construct::New::METHODS, show::Show::METHODS, Methods::METHODS],
    getset: &[Methods::GETSET],
    constants: &[
        ("min", |py| exact(py, Clock::MIDNIGHT, None)),
        ("max", |py| exact(py, Clock::new(23, 59, 59, 999_999), None)),
        ("resolution", |py| delta::new(py, Span::RESOLUTION)),
    ],
    ..Definition::of(&TIME)
};

/// The payload.
#[pyclass(name = "datetime.time", base = OBJECT)]
pub(crate) struct Time {
    /// -1 until it is asked for.
    hash: Cell<i64>,
    pub(crate) clock: Clock,
    pub(crate) zone: Option<Value>,
}

impl Time {
    #[inline]
    fn new(clock: Clock, zone: Option<Value>) -> Self {
        Self { hash: Cell::new(-1), clock, zone }
    }
}

/// A `time`.
#[inline]
pub(crate) fn exact(py: &mut Py, clock: Clock, zone: Option<Value>) -> PyResult<Value> {
    py.heap().object(Time::new(clock, zone))
}

/// Fails unless a day has such a time. The last number is the fold.
#[inline]
pub(crate) fn checked(py: &Py, [hour, minute, second, microsecond, fold]: [i32; 5]) -> PyResult<Clock> {
    let ranges = [
        (hour, 23, "hour"),
        (minute, 59, "minute"),
        (second, 59, "second"),
        (microsecond, 999_999, "microsecond"),
    ];
    for (number, last, name) in ranges {
        if !(0..=last).contains(&number) {
            return Err(exc::value_error(py, format_args!("{name} must be in 0..{last}, not {number}")));
        }
    }
    if !(0..=1).contains(&fold) {
        return Err(exc::value_error(py, format_args!("fold must be either 0 or 1, not {fold}")));
    }
    Ok(Clock::new(hour, minute, second, microsecond).with_fold(fold == 1))
}

/// A time as an instance of a class: of one that derives from `time`, what calling it gives.
fn of_class(py: &mut Py, class: &Type, fields: [i32; 5], zone: Option<Value>) -> PyResult<Value> {
    if class.is(&TIME) {
        let clock = checked(py, fields)?;
        return exact(py, clock, zone);
    }
    let [hour, minute, second, microsecond, fold] = fields;
    let mut arguments = Vec::with_capacity(5);
    for number in [hour, minute, second, microsecond] {
        arguments.push(py.int(number.into())?);
    }
    arguments.push(zone.unwrap_or_else(none));
    let arguments: Vec<&Value> = arguments.iter().collect();
    call_with_fold(py, class, &arguments, fold)
}

/// Calls a class; the fold is an argument only if it is set.
pub(crate) fn call_with_fold(py: &mut Py, class: &Type, arguments: &[&Value], fold: i32) -> PyResult<Value> {
    let class = class.to_value();
    if fold == 0 {
        return py.call(&class, arguments);
    }
    let (name, fold) = (crate::state::name(py, crate::state::Known::Fold)?, py.int(fold.into())?);
    py.call_with(&class, arguments, &[(&name, &fold)])
}

/// Methods and attributes.
struct Methods;

#[pymethods(Time)]
impl Methods {
    /// Reads a time after a format, as time.strptime() does.
    #[pyclassmethod("($type, *args, **kwargs)", hidden)]
    fn strptime(class: &Type, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        date::strptime(py, class, args, kwargs, "_strptime_datetime_time")
    }

    /// What self.tzinfo.utcoffset(None) gives.
    #[pymethod("($self, /)")]
    fn utcoffset(this: &Time, py: &mut Py) -> PyResult<Value> {
        zone::answer(py, this.zone.as_ref(), Question::UtcOffset, none_ref())
    }

    /// What self.tzinfo.dst(None) gives.
    #[pymethod("($self, /)")]
    fn dst(this: &Time, py: &mut Py) -> PyResult<Value> {
        zone::answer(py, this.zone.as_ref(), Question::Dst, none_ref())
    }

    /// What self.tzinfo.tzname(None) gives.
    #[pymethod("($self, /)")]
    fn tzname(this: &Time, py: &mut Py) -> PyResult<Value> {
        zone::name(py, this.zone.as_ref(), none_ref())
    }

    /// The time with other fields.
    #[pymethod(
        "($self, /, *args, **kwargs)",
        text = "($self, /, hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)"
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
    fn hour(this: &Time) -> i32 {
        this.clock.hour()
    }

    #[pygetter]
    fn minute(this: &Time) -> i32 {
        this.clock.minute()
    }

    #[pygetter]
    fn second(this: &Time) -> i32 {
        this.clock.second()
    }

    #[pygetter]
    fn microsecond(this: &Time) -> i32 {
        this.clock.microsecond()
    }

    #[pygetter]
    fn tzinfo(this: &Time) -> Value {
        this.zone.clone().unwrap_or_else(none)
    }

    #[pygetter]
    fn fold(this: &Time) -> i32 {
        this.clock.fold().into()
    }
}

const REPLACE: Parameters = Parameters {
    function: Some("replace"),
    names: &["hour", "minute", "second", "microsecond", "tzinfo", "fold"],
    required: 0,
    positional: 5,
};

fn replaced(py: &mut Py, this: Borrowed<'_>, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
    let Some(time) = this.get::<Time>() else { return Ok(this.to_value()) };
    let clock = time.clock;
    let mut fields = [clock.hour(), clock.minute(), clock.second(), clock.microsecond(), clock.fold().into()];
    let mut zone = None;
    let keywords = Named::of(kwargs.iter());
    arguments::each(py, &REPLACE, args, &keywords, |py, index, value| {
        if index == 4 {
            zone = Some(value);
        } else if let Some(field) = fields.get_mut(index.min(4)) {
            *field = arguments::clinic_int(py, value)?;
        }
        Ok(())
    })?;
    if this.type_().is(&TIME) {
        let clock = checked(py, fields)?;
        let zone = match zone {
            Some(zone) => zone::argument(py, zone)?,
            None => time.zone.clone(),
        };
        return exact(py, clock, zone);
    }
    // What a class that derives from this one makes of a zone is its own business.
    let zone = zone.map_or_else(|| time.zone.clone(), |zone| Some(zone.to_value()));
    of_class(py, this.type_(), fields, zone)
}

fn reduced(py: &mut Py, this: Borrowed<'_>, with_fold: bool) -> PyResult<Value> {
    let Some(time) = this.get::<Time>() else { return Ok(this.to_value()) };
    let mut bytes = time.clock.bytes();
    if with_fold && time.clock.fold() {
        bytes[0] |= 0x80;
    }
    let mut state = vec![py.bytes(&bytes)?];
    state.extend(time.zone.clone());
    let state = py.tuple(state)?;
    py.tuple([this.type_().to_value(), state])
}
