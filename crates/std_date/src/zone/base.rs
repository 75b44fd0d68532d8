//! `tzinfo`: what time zones derive from.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Type, Value};

use super::{Question, TZINFO, TzInfo, ask};
use crate::delta::span_of;
use crate::moment::{self, Moment};
use crate::span::Span;
use crate::state::{self, Known};

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some("What time zones derive from."),
    flags: Flags::BASE,
    slots: &[Base::SLOTS],
    methods: &[Base::METHODS],
    ..Definition::of(&TZINFO)
};

/// All of it.
struct Base;

#[cold]
fn missing(py: &Py, method: &str) -> Raised {
    py.error(&exc::NOT_IMPLEMENTED_ERROR, format_args!("a tzinfo subclass must implement {method}()"))
}

#[pymethods(TzInfo)]
impl Base {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, TzInfo)
    }

    /// The zone's name at a datetime.
    #[pymethod("($self, object, /)")]
    fn tzname(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let _ = (this, object);
        Err(missing(py, "tzname"))
    }

    /// How far the zone's time is from UTC at a datetime, as a timedelta; negative in the west.
    #[pymethod("($self, object, /)")]
    fn utcoffset(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let _ = (this, object);
        Err(missing(py, "utcoffset"))
    }

    /// How far clocks are ahead for summer time at a datetime, as a timedelta.
    #[pymethod("($self, object, /)")]
    fn dst(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let _ = (this, object);
        Err(missing(py, "dst"))
    }

    /// The zone's time for a datetime in UTC.
    #[pymethod("($self, object, /)")]
    fn fromutc(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        moment::check_for_fromutc(py, this, object)?;
        let offset = required(py, &this, Question::UtcOffset, object)?;
        let dst = required(py, &this, Question::Dst, object)?;
        let standard = offset.minus(dst);
        let local = moment::later(py, object, standard, 1)?;
        // What the zone says of its own standard time counts.
        let zone = local.get::<Moment>().and_then(|local| local.zone(py));
        let dst = match zone {
            Some(zone) => ask(py, &zone, Question::Dst, local.borrow())?,
            None => None,
        };
        match dst.as_ref().and_then(span_of) {
            None => Err(exc::value_error(
                py,
                format_args!("fromutc: tz.dst() gave inconsistent results; cannot convert"),
            )),
            Some(Span::ZERO) => Ok(local),
            Some(dst) => moment::later(py, local.borrow(), dst, 1),
        }
    }

    /// -> (cls, state)
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let name = state::name(py, Known::GetInitArgs)?;
        let arguments = match py.find_attribute(&this, &name)? {
            Some(method) => py.call(&method, &[])?,
            None => py.tuple([])?,
        };
        let name = py.heap().intern("__getstate__")?;
        let state = py.call_method(&this, &name, &[])?;
        py.tuple([this.type_().to_value(), arguments, state])
    }
}

/// What a zone says of a moment, which must not be nothing.
fn required(py: &mut Py, zone: &Value, question: Question, moment: Borrowed<'_>) -> PyResult<Span> {
    let answer = ask(py, zone, question, moment)?;
    match answer.as_ref().and_then(span_of) {
        Some(span) => Ok(span),
        None => {
            let method = if question == Question::Dst { "dst" } else { "utcoffset" };
            Err(exc::value_error(py, format_args!("fromutc: non-None {method}() result required")))
        }
    }
}
