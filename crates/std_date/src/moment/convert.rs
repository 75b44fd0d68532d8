//! Datetimes as something else: their parts, tuples, timestamps, the time of another zone.

use taipan_macros::pymethods;
use taipan_object::types::singletons::none_ref;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{DATETIME, Moment, arithmetic, exact, later};
use crate::delta::{self, span_of};
use crate::packed::Clock;
use crate::span::{SECOND, Span};
use crate::state::{self, Known};
use crate::zone::{self, Question};
use crate::{clock, date, local, strftime};

/// Conversions.
pub(super) struct Convert;

#[pymethods(Moment)]
impl Convert {
    /// The date.
    #[pymethod("($self, /)")]
    fn date(this: &Moment, py: &mut Py) -> PyResult<Value> {
        date::exact(py, this.day())
    }

    /// The time, without the zone.
    #[pymethod("($self, /)")]
    fn time(this: &Moment, py: &mut Py) -> PyResult<Value> {
        clock::exact(py, this.clock, None)
    }

    /// The time with the zone.
    #[pymethod("($self, /)")]
    fn timetz(this: &Moment, py: &mut Py) -> PyResult<Value> {
        let zone = this.zone(py);
        clock::exact(py, this.clock, zone)
    }

    /// A tuple of nine numbers, as time.localtime() gives it.
    #[pymethod("($self, /)")]
    fn timetuple(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(moment) = this.get::<Moment>() else { return Ok(this.to_value()) };
        let dst = match moment.zone(py) {
            Some(zone) => zone::ask(py, &zone, Question::Dst, this)?,
            None => None,
        };
        let summer = dst.as_ref().and_then(span_of).map_or(-1, |dst| i64::from(dst != Span::ZERO));
        strftime::struct_time(py, moment.day().calendar(), moment.clock, summer)
    }

    /// A tuple of nine numbers in UTC, as time.gmtime() gives it.
    #[pymethod("($self, /)")]
    fn utctimetuple(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(moment) = this.get::<Moment>() else { return Ok(this.to_value()) };
        let zone = moment.zone(py);
        let universal = match zone::offset(py, zone.as_ref(), this)? {
            Some(offset) => later(py, this, offset, -1)?,
            None => this.to_value(),
        };
        let Some(moment) = universal.get::<Moment>() else { return Ok(universal) };
        strftime::struct_time(py, moment.day().calendar(), moment.clock, 0)
    }

    /// The POSIX timestamp, as a float.
    #[pymethod("($self, /)")]
    fn timestamp(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(moment) = this.get::<Moment>() else { return Ok(this.to_value()) };
        if moment.zone(py).is_some() {
            let epoch = state::epoch(py)?;
            let span = arithmetic::between(py, this, epoch.borrow())?;
            return delta::total_seconds(py, span);
        }
        let clock = moment.clock;
        let seconds = local::timestamp(py, moment.day().calendar(), clock, clock.fold())?;
        py.float(seconds as f64 + f64::from(clock.microsecond()) / SECOND as f64)
    }

    /// tz -> the same moment by the time of another zone
    #[pymethod("($self, /, tz=None)", hidden)]
    fn astimezone(this: Borrowed<'_>, py: &mut Py, tz: Option<Borrowed<'_>>) -> PyResult<Value> {
        let target = zone::argument(py, tz.unwrap_or(none_ref()))?;
        let Some(moment) = this.get::<Moment>() else { return Ok(this.to_value()) };
        let mut own = moment.zone(py);
        let offset = loop {
            let zone = match own.take() {
                Some(zone) => zone,
                None => local_zone(py, moment)?,
            };
            if target.as_ref().is_some_and(|target| target.is(&zone)) {
                return Ok(this.to_value());
            }
            // A zone that does not know its offset counts as none; the local one knows it.
            if let Some(offset) = zone::ask(py, &zone, Question::UtcOffset, this)? {
                break span_of(&offset).unwrap_or(Span::ZERO);
            }
        };
        let mut result = later(py, this, offset, -1)?;
        let target = match target {
            Some(target) => target,
            None => {
                let utc = state::utc(py)?;
                result = in_zone(py, result, utc)?;
                let epoch = state::epoch(py)?;
                let span = arithmetic::between(py, result.borrow(), epoch.borrow())?;
                local::zone(py, span.total_seconds())?
            }
        };
        let result = in_zone(py, result, target.clone())?;
        state::call(py, &target, Known::FromUtc, &[&result])
    }
}

/// The zone of local time at a moment.
fn local_zone(py: &mut Py, moment: &Moment) -> PyResult<Value> {
    let clock: Clock = moment.clock;
    local::zone_at(py, moment.day().calendar(), clock, clock.fold())
}

/// A moment that was just made, with another zone in place of its own.
fn in_zone(py: &mut Py, value: Value, zone: Value) -> PyResult<Value> {
    let Some(moment) = value.get::<Moment>() else { return Ok(value) };
    if moment.zone(py).is_some() && !value.type_().is(&DATETIME) {
        drop(moment.zone.replace(py, Some(zone)));
        return Ok(value);
    }
    if value.type_().is(&DATETIME) {
        return exact(py, moment.day(), moment.clock, Some(zone));
    }
    py.heap().object_of(value.type_(), Moment::new(moment.day(), moment.clock, Some(zone)))
}
