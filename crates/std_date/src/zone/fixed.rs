//! `timezone`: a zone whose offset is always the same.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::singletons::is_none;
use taipan_object::{Args, Borrowed, CompareOp, Py, PyResult, Type, Value};

use super::{TIMEZONE, TimeZone};
use crate::arguments::{self, Named, Parameters};
use crate::delta::{self, Delta, span_of};
use crate::line::Line;
use crate::moment::{self, Moment};
use crate::span::Span;
use crate::state;

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some("A time zone with a fixed offset from UTC."),
    slots: &[Fixed::SLOTS],
    methods: &[Fixed::METHODS],
    constants: &[
        ("utc", state::utc),
        ("min", |py| of_offset(py, Span::of_seconds(-(24 * 3600 - 60)))),
        ("max", |py| of_offset(py, Span::of_seconds(24 * 3600 - 60))),
    ],
    ..Definition::of(&TIMEZONE)
};

const PARAMETERS: Parameters =
    Parameters { function: Some("timezone"), names: &["offset", "name"], required: 1, positional: 2 };

fn of_offset(py: &mut Py, offset: Span) -> PyResult<Value> {
    let offset = delta::new(py, offset)?;
    new(py, offset, None)
}

/// A zone with an offset, a `timedelta`, and perhaps a name.
pub(crate) fn new(py: &mut Py, offset: Value, name: Option<Value>) -> PyResult<Value> {
    let span = span_of(&offset).unwrap_or(Span::ZERO);
    if name.is_none() && span == Span::ZERO {
        return state::utc(py);
    }
    if !span.is_offset() {
        let shown = py.repr(&offset)?;
        return Err(exc::value_error(
            py,
            format_args!(
                "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {shown}"
            ),
        ));
    }
    py.heap().object(TimeZone { offset, name })
}

/// All of it.
struct Fixed;

#[pymethods(TimeZone)]
impl Fixed {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let _ = class;
        let (mut offset, mut name) = (None, None);
        let keywords = Named::of(args.keywords());
        arguments::each(py, &PARAMETERS, args, &keywords, |py, index, value| {
            if index == 0 {
                if value.get::<Delta>().is_none() {
                    return Err(arguments::wrong(py, "timezone", 1, "datetime.timedelta", value));
                }
                offset = Some(value);
            } else {
                arguments::text(py, "timezone", 2, value)?;
                name = Some(value);
            }
            Ok(())
        })?;
        match offset {
            Some(offset) => new(py, offset.to_value(), name.map(Borrowed::to_value)),
            None => state::utc(py),
        }
    }

    #[pyslot]
    fn compare(this: &TimeZone, _: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Option<bool>> {
        let other = other.get::<TimeZone>().filter(|_| matches!(op, CompareOp::Eq | CompareOp::Ne));
        Ok(other.map(|other| op.holds(span_of(&this.offset).cmp(&span_of(&other.offset)))))
    }

    #[pyslot]
    fn hash(this: &TimeZone, py: &mut Py) -> PyResult<i64> {
        py.hash(&this.offset)
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_().name();
        let Some(zone) = this.get::<TimeZone>() else { return Ok(this.to_value()) };
        if state::utc(py)?.is(&this) {
            return py.text(format_args!("{class}.utc"));
        }
        let offset = py.repr(&zone.offset)?;
        match &zone.name {
            None => py.text(format_args!("{class}({offset})")),
            Some(name) => {
                let (offset, name) = (py.str(&format!("{class}({offset}, "))?, py.repr(name)?);
                joined(py, &offset, &name)
            }
        }
    }

    #[pyslot]
    fn str(this: &TimeZone, py: &mut Py) -> PyResult<Value> {
        shown(py, this)
    }

    /// The name, or the offset as UTC(+|-)HH:MM.
    #[pymethod("($self, object, /)")]
    fn tzname(this: &TimeZone, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        check(py, object, "tzname")?;
        shown(py, this)
    }

    /// The offset.
    #[pymethod("($self, object, /)")]
    fn utcoffset(this: &TimeZone, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        check(py, object, "utcoffset")?;
        Ok(this.offset.clone())
    }

    /// None: there is no summer time.
    #[pymethod("($self, object, /)")]
    fn dst(this: &TimeZone, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        let _ = this;
        check(py, object, "dst")
    }

    /// The zone's time for a datetime in UTC.
    #[pymethod("($self, object, /)")]
    fn fromutc(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        moment::check_for_fromutc(py, this, object)?;
        let offset = this.get::<TimeZone>().and_then(|zone| span_of(&zone.offset));
        moment::later(py, object, offset.unwrap_or(Span::ZERO), 1)
    }

    /// What a pickle calls timezone() with.
    #[pymethod("($self, /)")]
    fn __getinitargs__(this: &TimeZone, py: &mut Py) -> PyResult<Value> {
        let mut arguments = vec![this.offset.clone()];
        arguments.extend(this.name.clone());
        py.tuple(arguments)
    }
}

/// A text and another, with a parenthesis behind: names may have any characters.
fn joined(py: &mut Py, left: &Value, right: &Value) -> PyResult<Value> {
    let mut text = taipan_strings::Buffer::new();
    for part in [left, right] {
        if let Some(part) = part.get::<taipan_object::types::str_::Str>() {
            text.extend_units(part.units())?;
        }
    }
    text.push_str(")")?;
    py.heap().str_from_buffer(&text)
}

fn shown(py: &mut Py, zone: &TimeZone) -> PyResult<Value> {
    if let Some(name) = &zone.name {
        return Ok(name.clone());
    }
    let mut line = Line::new();
    line.text("UTC");
    match span_of(&zone.offset) {
        None | Some(Span::ZERO) => {}
        Some(offset) => crate::iso_format::push_offset(&mut line, offset, ":"),
    }
    line.finish(py)
}

/// Fails unless a method is asked about a datetime or `None`.
fn check(py: &Py, moment: Borrowed<'_>, method: &str) -> PyResult<()> {
    if is_none(&moment) || moment.get::<Moment>().is_some() {
        return Ok(());
    }
    let given = moment.type_().name();
    Err(exc::type_error(
        py,
        format_args!("{method}(dt) argument must be a datetime instance or None, not {given}"),
    ))
}
