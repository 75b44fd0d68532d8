//! `_zoneinfo`: time zones from the IANA database.
//!
//! ```text
//! file (zoneinfo._common reads it) ─► transitions, each with what holds after it
//!                                  └► rule for the time after the last one: a TZ string as POSIX has it
//! ```

mod cache;
mod load;
mod rule;
mod transitions;

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::native::Keywords;
use taipan_object::protocol::number::Operator;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use crate::arguments;
use crate::calendar::{CalendarDay, DAY_SECONDS, EPOCH_ORDINAL};
use crate::moment::{self, DATETIME, Moment};
use crate::state::{self, Known};
use crate::zone::{Question, TZINFO};
use transitions::Transitions;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Time zones from the IANA database."),
    definitions: &[crate::module::DEFINITIONS, DEFINITIONS],
    types: &[&ZONE_INFO],
    exec: Some(exec),
    ..ModuleDef::of("_zoneinfo")
};

/// Fails where the module `datetime` is not the native one: zones would not know its objects.
fn exec(py: &mut Py, _: &Value) -> PyResult<()> {
    arguments::import(py, "datetime", "datetime_CAPI").map(drop)
}

static DEFINITIONS: &[Definition] = &[Definition {
    flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
    slots: &[Core::SLOTS],
    methods: &[Core::METHODS],
    getset: &[Core::GETSET],
    ..Definition::of(&ZONE_INFO)
}];

/// Where a zone came from, which decides how it is pickled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    NoCache,
    Cache,
    File,
}

/// The payload.
#[pyclass(name = "zoneinfo.ZoneInfo", base = TZINFO)]
pub(crate) struct ZoneInfo {
    /// A string, as a rule; `None` where a file was read that has none.
    key: Value,
    /// The `repr` of the file object that it was read from.
    file: Option<Value>,
    source: Cell<Source>,
    transitions: Transitions,
    /// For each kind of time in the zone what `utcoffset`, `dst` and `tzname` say.
    answers: Vec<Value>,
}

/// What is asked of a kind of time.
#[derive(Clone, Copy)]
enum Answer {
    UtcOffset,
    Dst,
    Name,
}

impl ZoneInfo {
    fn answer(&self, kind: usize, answer: Answer) -> Value {
        self.answers.get(kind * 3 + answer as usize).cloned().unwrap_or_else(none)
    }

    /// What holds at a moment by the zone's own time, or, of a zone in which it is always the same, at any.
    fn at(&self, py: &mut Py, moment: Borrowed<'_>, answer: Answer) -> PyResult<Value> {
        if is_none(&moment) {
            return Ok(self.transitions.always().map_or_else(none, |kind| self.answer(kind, answer)));
        }
        let (seconds, year, fold) = local_seconds(py, moment)?;
        Ok(self.transitions.local(seconds, year, fold).map_or_else(none, |kind| self.answer(kind, answer)))
    }
}

/// What a zone says of a moment, where it is a `ZoneInfo` and no class derived from it has a say: `None` if it is something
/// else, or if the answer has to be checked.
pub(crate) fn answer(
    py: &mut Py,
    zone: &Value,
    question: Question,
    moment: Borrowed<'_>,
) -> Option<PyResult<Option<Value>>> {
    let zone = zone.exact::<ZoneInfo>()?;
    let answer = match question {
        Question::UtcOffset => Answer::UtcOffset,
        Question::Dst => Answer::Dst,
    };
    match zone.at(py, moment, answer) {
        Ok(answer) if is_none(&answer) => Some(Ok(None)),
        Ok(answer) if crate::delta::span_of(&answer)?.is_offset() => Some(Ok(Some(answer))),
        Ok(_) => None,
        Err(raised) => Some(Err(raised)),
    }
}

/// Seconds since 1970 by the fields of a moment, its year and its fold.
fn local_seconds(py: &mut Py, value: Borrowed<'_>) -> PyResult<(i64, i32, bool)> {
    if let Some(moment) = value.get::<Moment>()
        && value.type_().is(&DATETIME)
    {
        let day = moment.day();
        let seconds = (day.ordinal() - EPOCH_ORDINAL) * DAY_SECONDS + moment.clock.seconds();
        return Ok((seconds, day.year(), moment.clock.fold()));
    }
    let ordinal = state::call(py, &value, Known::ToOrdinal, &[])?;
    let ordinal = py.to_i64(&ordinal)?;
    let mut seconds = ordinal.wrapping_sub(EPOCH_ORDINAL).wrapping_mul(DAY_SECONDS);
    for (field, unit) in [(Known::Hour, 3600), (Known::Minute, 60), (Known::Second, 1)] {
        let name = state::name(py, field)?;
        let number = py.get_attribute(&value, &name)?;
        let number = py.to_i64(&number)?;
        seconds = seconds.wrapping_add(number.wrapping_mul(unit));
    }
    match value.get::<Moment>() {
        Some(moment) => Ok((seconds, moment.day().year(), moment.clock.fold())),
        None => {
            let day = CalendarDay::of_ordinal(ordinal.clamp(1, crate::calendar::MAX_ORDINAL));
            Ok((seconds, day.year, false))
        }
    }
}

/// All of it.
struct Core;

#[pymethods(ZoneInfo)]
impl Core {
    #[pyslot("(key)", name = "ZoneInfo")]
    fn new(class: &Type, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        cache::get(py, class, &key)
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        show(py, this)
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        match this.get::<ZoneInfo>() {
            Some(zone) if !is_none(&zone.key) => Ok(zone.key.clone()),
            _ => show(py, this),
        }
    }

    /// Forgets the zones that were made before, or those with some keys.
    #[pyclassmethod("($type, /, *, only_keys=None)")]
    fn clear_cache(class: &Type, py: &mut Py, only_keys: Option<Borrowed<'_>>) -> PyResult<()> {
        cache::clear(py, class, only_keys.filter(|keys| !is_none(keys)))
    }

    /// Makes a zone anew, whatever was made before, and does not remember it.
    #[pyclassmethod("($type, /, key)")]
    fn no_cache(class: &Type, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        load::by_key(py, class, &key, Source::NoCache)
    }

    /// Makes a zone of a file in the format TZif.
    #[pyclassmethod("($type, file_obj, /, key=None)")]
    fn from_file(
        class: &Type,
        py: &mut Py,
        file_obj: Borrowed<'_>,
        key: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let file = py.repr(&file_obj)?;
        let (transitions, answers) = load::load(py, &file_obj)?;
        let key = key.map_or_else(none, Borrowed::to_value);
        let source = Cell::new(Source::File);
        py.heap().object_of(class, ZoneInfo { key, file: Some(file), source, transitions, answers })
    }

    /// How far the zone's time is from UTC at a datetime, as a timedelta; negative in the west.
    #[pymethod("($self, *args, **kwargs)", text = "($self, dt, /)")]
    fn utcoffset(this: &ZoneInfo, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        let [moment] = arguments::exactly_positional(py, "utcoffset", args, kwargs)?;
        this.at(py, moment, Answer::UtcOffset)
    }

    /// How far clocks are ahead for summer time at a datetime, as a timedelta.
    #[pymethod("($self, *args, **kwargs)", text = "($self, dt, /)")]
    fn dst(this: &ZoneInfo, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        let [moment] = arguments::exactly_positional(py, "dst", args, kwargs)?;
        this.at(py, moment, Answer::Dst)
    }

    /// The zone's abbreviation at a datetime.
    #[pymethod("($self, *args, **kwargs)", text = "($self, dt, /)")]
    fn tzname(this: &ZoneInfo, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        let [moment] = arguments::exactly_positional(py, "tzname", args, kwargs)?;
        this.at(py, moment, Answer::Name)
    }

    /// The zone's time for a datetime in UTC.
    #[pymethod("($self, object, /)")]
    fn fromutc(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        moment::check_for_fromutc(py, this, object)?;
        let Some(zone) = this.get::<ZoneInfo>() else { return Ok(this.to_value()) };
        let (seconds, year, _) = local_seconds(py, object)?;
        let (kind, fold) = zone.transitions.universal(seconds, year);
        let offset = kind.map_or_else(none, |kind| zone.answer(kind, Answer::UtcOffset));
        let local = py.binary(Operator::Add, &object, &offset)?;
        if !fold {
            return Ok(local);
        }
        if local.type_().is(&DATETIME) {
            return moment::with_fold(py, local.borrow(), |_| true);
        }
        let (method, name, one) =
            (state::name(py, Known::Replace)?, state::name(py, Known::Fold)?, py.int(1)?);
        let method = py.get_attribute(&local, &method)?;
        py.call_with(&method, &[], &[(&name, &one)])
    }

    /// What a pickle holds: the key, and whether the zone is to be looked for among those made before.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(zone) = this.get::<ZoneInfo>() else { return Ok(this.to_value()) };
        if zone.source.get() == Source::File {
            let error = arguments::import(py, "pickle", "PicklingError")?;
            let message = py.str("Cannot pickle a ZoneInfo file from a file stream.")?;
            let error = py.call(&error, &[&message])?;
            return Err(py.raise_value(&error, None));
        }
        let name = py.heap().intern("_unpickle")?;
        let make = py.get_attribute(&this, &name)?;
        let cached = py.int((zone.source.get() == Source::Cache).into())?;
        let state = py.tuple([zone.key.clone(), cached])?;
        py.tuple([make, state])
    }

    /// Makes the zone that a pickle speaks of.
    #[pyclassmethod("($type, *args, **kwargs)", text = "($type, key, from_cache, /)")]
    fn _unpickle(class: &Type, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        let [key, cached] = arguments::exactly_positional(py, "_unpickle", args, kwargs)?;
        let cached = py.to_i64(&cached)? & 0xff != 0;
        if cached { cache::get(py, class, &key) } else { load::by_key(py, class, &key, Source::NoCache) }
    }

    /// Gives a class that derives from ZoneInfo zones of its own.
    #[pyclassmethod("($type, /, *args, **kwargs)", hidden)]
    fn __init_subclass__(class: &Type, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<()> {
        let _ = (args, kwargs.is_empty());
        cache::prepare(py, class)
    }

    /// The key that the zone was made with.
    #[pymember]
    fn key(this: &ZoneInfo) -> Value {
        this.key.clone()
    }
}

fn show(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let Some(zone) = this.get::<ZoneInfo>() else { return Ok(this.to_value()) };
    let class = this.type_().name();
    match &zone.file {
        Some(file) if is_none(&zone.key) => py.text(format_args!("{class}.from_file({file})")),
        _ => {
            let key = py.repr(&zone.key)?;
            py.text(format_args!("{class}(key={key})"))
        }
    }
}

/// `ValueError` about a file.
#[cold]
fn invalid(py: &Py, message: std::fmt::Arguments<'_>) -> taipan_object::Raised {
    exc::value_error(py, message)
}
