//! What the modules keep for an interpreter: the objects that there is one of, and the names of methods that are called.

use taipan_object::{Py, PyCell, PyResult, Value};

use crate::calendar::CalendarDay;
use crate::delta::Delta;
use crate::moment;
use crate::packed::{Clock, Day};
use crate::span::Span;
use crate::zone::TimeZone;

/// Objects that there is one of.
#[derive(Default)]
struct Singletons {
    zero: PyCell<Option<Value>>,
    utc: PyCell<Option<Value>>,
    epoch: PyCell<Option<Value>>,
}

/// `timedelta(0)`
pub(crate) fn zero(py: &mut Py) -> PyResult<Value> {
    let state = py.state::<Singletons>();
    if let Some(zero) = &*state.zero.get(py) {
        return Ok(zero.clone());
    }
    let zero = py.heap().object(Delta { span: Span::ZERO })?;
    drop(state.zero.replace(py, Some(zero.clone())));
    Ok(zero)
}

/// `timezone.utc`
pub(crate) fn utc(py: &mut Py) -> PyResult<Value> {
    let state = py.state::<Singletons>();
    if let Some(utc) = &*state.utc.get(py) {
        return Ok(utc.clone());
    }
    let offset = zero(py)?;
    let utc = py.heap().object(TimeZone { offset, name: None })?;
    drop(state.utc.replace(py, Some(utc.clone())));
    Ok(utc)
}

/// The beginning of 1970 in UTC.
pub(crate) fn epoch(py: &mut Py) -> PyResult<Value> {
    let state = py.state::<Singletons>();
    if let Some(epoch) = &*state.epoch.get(py) {
        return Ok(epoch.clone());
    }
    let zone = utc(py)?;
    let epoch = moment::exact(py, Day::new(CalendarDay::new(1970, 1, 1)), Clock::MIDNIGHT, Some(zone))?;
    drop(state.epoch.replace(py, Some(epoch.clone())));
    Ok(epoch)
}

/// Names of attributes and methods.
#[derive(Clone, Copy)]
pub(crate) enum Known {
    Dst,
    Fold,
    FromUtc,
    GetInitArgs,
    IsoFormat,
    Replace,
    Strftime,
    TimeTuple,
    ToOrdinal,
    TzName,
    UtcOffset,
    FromTimestamp,
    Hour,
    Minute,
    Second,
}

const NAMES: [&str; 15] = [
    "dst",
    "fold",
    "fromutc",
    "__getinitargs__",
    "isoformat",
    "replace",
    "strftime",
    "timetuple",
    "toordinal",
    "tzname",
    "utcoffset",
    "fromtimestamp",
    "hour",
    "minute",
    "second",
];

impl Known {
    /// The name.
    pub(crate) fn text(self) -> &'static str {
        NAMES.get(self as usize).copied().unwrap_or_default()
    }
}

/// The names as strings, once they have been asked for.
#[derive(Default)]
struct Names([PyCell<Option<Value>>; NAMES.len()]);

/// A name as a string.
pub(crate) fn name(py: &mut Py, known: Known) -> PyResult<Value> {
    let state = py.state::<Names>();
    let Some(place) = state.0.get(known as usize) else { return py.heap().intern(known.text()) };
    if let Some(name) = &*place.get(py) {
        return Ok(name.clone());
    }
    let name = py.heap().intern(known.text())?;
    drop(place.replace(py, Some(name.clone())));
    Ok(name)
}

/// Calls a method without arguments or with one.
pub(crate) fn call(py: &mut Py, object: &Value, method: Known, arguments: &[&Value]) -> PyResult<Value> {
    let name = name(py, method)?;
    py.call_method(object, &name, arguments)
}
