//! Time zones: `tzinfo`, which others derive from, `timezone`, whose offset is fixed, and how zones are asked.

mod base;
mod fixed;

use taipan_macros::pyclass;
use taipan_object::exception as exc;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Borrowed, Py, PyResult, Value};

use crate::delta::span_of;
use crate::span::Span;
use crate::state::{self, Known};
use crate::zoneinfo;

pub(crate) use base::DEFINITION as TZINFO_DEFINITION;
pub(crate) use fixed::{DEFINITION as TIMEZONE_DEFINITION, new as new_timezone};

/// The payload of `tzinfo`.
#[pyclass(leaf, static = TZINFO, name = "datetime.tzinfo", base = OBJECT)]
pub(crate) struct TzInfo;

/// The payload of `timezone`.
#[pyclass(static = TIMEZONE, name = "datetime.timezone", base = TZINFO)]
pub(crate) struct TimeZone {
    /// A `timedelta` or an instance of a subclass.
    pub(crate) offset: Value,
    /// A string; the offset is shown where there is none.
    pub(crate) name: Option<Value>,
}

/// A zone that is an argument: nothing for `None`.
#[inline]
pub(crate) fn argument(py: &Py, value: Borrowed<'_>) -> PyResult<Option<Value>> {
    if is_none(&value) {
        return Ok(None);
    }
    if value.get::<TzInfo>().is_some() {
        return Ok(Some(value.to_value()));
    }
    Err(exc::type_error(
        py,
        format_args!(
            "tzinfo argument must be None or of a tzinfo subclass, not type '{}'",
            value.type_().name()
        ),
    ))
}

/// What a zone says of a moment, or of `None`: `utcoffset` or `dst`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    UtcOffset,
    Dst,
}

/// What a zone answers: a `timedelta` of less than a day, or nothing.
pub(crate) fn ask(
    py: &mut Py,
    zone: &Value,
    question: Question,
    moment: Borrowed<'_>,
) -> PyResult<Option<Value>> {
    if let Some(fixed) = zone.exact::<TimeZone>() {
        return Ok((question == Question::UtcOffset).then(|| fixed.offset.clone()));
    }
    if let Some(answer) = zoneinfo::answer(py, zone, question, moment) {
        return answer;
    }
    let method = match question {
        Question::UtcOffset => Known::UtcOffset,
        Question::Dst => Known::Dst,
    };
    let answer = state::call(py, zone, method, &[&moment])?;
    if is_none(&answer) {
        return Ok(None);
    }
    let Some(span) = span_of(&answer) else {
        let given = answer.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("tzinfo.{}() must return None or timedelta, not '{given}'", method.text()),
        ));
    };
    if !span.is_offset() {
        let shown = py.repr(&answer)?;
        return Err(exc::value_error(
            py,
            format_args!(
                "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {shown}"
            ),
        ));
    }
    Ok(Some(answer))
}

/// The offset of a zone that may not be there, as a span.
#[inline]
pub(crate) fn offset(py: &mut Py, zone: Option<&Value>, moment: Borrowed<'_>) -> PyResult<Option<Span>> {
    match zone {
        None => Ok(None),
        Some(zone) => Ok(ask(py, zone, Question::UtcOffset, moment)?.as_ref().and_then(span_of)),
    }
}

/// What `utcoffset()` and `dst()` of a time or moment return.
pub(crate) fn answer(
    py: &mut Py,
    zone: Option<&Value>,
    question: Question,
    moment: Borrowed<'_>,
) -> PyResult<Value> {
    match zone {
        None => Ok(none()),
        Some(zone) => Ok(ask(py, zone, question, moment)?.unwrap_or_else(none)),
    }
}

/// The name of a zone at a moment: a string or `None`.
pub(crate) fn name(py: &mut Py, zone: Option<&Value>, moment: Borrowed<'_>) -> PyResult<Value> {
    let Some(zone) = zone else { return Ok(none()) };
    let name = state::call(py, zone, Known::TzName, &[&moment])?;
    if is_none(&name) || name.is_str() {
        return Ok(name);
    }
    Err(exc::type_error(
        py,
        format_args!("tzinfo.tzname() must return None or a string, not '{}'", name.type_().name()),
    ))
}

/// Whether two zones are the same object; neither being there counts, too.
#[inline]
pub(crate) fn same(left: Option<&Value>, right: Option<&Value>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => left.is(right),
        (None, None) => true,
        _ => false,
    }
}
