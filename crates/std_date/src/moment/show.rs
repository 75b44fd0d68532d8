//! What datetimes look like.

use taipan_macros::pymethods;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};
use taipan_strings::Buffer;

use super::Moment;
use crate::arguments;
use crate::clock::show::push_fields;
use crate::date::show::ctime;
use crate::iso_format::{Precision, push_clock, push_date, push_offset};
use crate::line::Line;
use crate::state::{self, Known};
use crate::zone;

/// Texts.
pub(super) struct Show;

#[pymethods(Moment)]
impl Show {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(moment) = this.get::<Moment>() else { return Ok(this.to_value()) };
        let day = moment.day().calendar();
        let mut fields = Line::new();
        fields.number(day.year, 1).text(", ").number(day.month, 1).text(", ").number(day.day, 1).text(", ");
        push_fields(&mut fields, moment.clock);
        if moment.clock.fold() {
            fields.text(", fold=1");
        }
        let class = this.type_().name();
        match moment.zone(py) {
            None => py.text(format_args!("{class}({})", fields.as_str())),
            Some(zone) => {
                let zone = py.repr(&zone)?;
                py.text(format_args!("{class}({}, tzinfo={zone})", fields.as_str()))
            }
        }
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let space = py.str(" ")?;
        state::call(py, &this, Known::IsoFormat, &[&space])
    }

    /// [sep] -> the text in the form of ISO 8601: YYYY-MM-DDTHH:MM:SS, microseconds if there
    /// are any, and the distance from UTC.
    ///
    /// sep is the character between date and time. timespec says how much is shown of the
    /// time: 'auto', 'hours', 'minutes', 'seconds', 'milliseconds' or 'microseconds'.
    #[pymethod("($self, /, sep='T', timespec='auto')", hidden)]
    fn isoformat(
        this: Borrowed<'_>,
        py: &mut Py,
        sep: Option<Borrowed<'_>>,
        timespec: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let Some(moment) = this.get::<Moment>() else { return Ok(this.to_value()) };
        let separator = match sep {
            Some(separator) => character(py, separator)?,
            None => u32::from(b'T'),
        };
        let precision = match timespec {
            Some(name) => Precision::of(py, 2, name)?,
            None => Precision::Auto,
        };
        let (mut date, mut time) = (Line::new(), Line::new());
        push_date(&mut date, moment.day().calendar());
        let ascii = u8::try_from(separator).ok().filter(u8::is_ascii);
        let line = match ascii {
            Some(separator) => date.byte(separator),
            None => &mut time,
        };
        push_clock(line, moment.clock, precision);
        let zone = moment.zone(py);
        if let Some(offset) = zone::offset(py, zone.as_ref(), this)? {
            push_offset(line, offset, ":");
        }
        if ascii.is_some() {
            return line.finish(py);
        }
        let mut text = Buffer::new();
        text.push_str(date.as_str())?;
        text.push(separator)?;
        text.push_str(time.as_str())?;
        py.heap().str_from_buffer(&text)
    }

    /// The text that C's ctime() gives.
    #[pymethod("($self, /)")]
    fn ctime(this: &Moment, py: &mut Py) -> PyResult<Value> {
        ctime(py, this.day().calendar(), this.clock)
    }
}

/// An argument that must be one character.
fn character(py: &Py, value: Borrowed<'_>) -> PyResult<u32> {
    match value.get::<Str>() {
        Some(text) if text.len() == 1 => Ok(text.code_point(0).unwrap_or(0)),
        Some(text) => Err(wrong_length(py, text.len())),
        None => Err(arguments::wrong(py, "isoformat", 1, "a unicode character", value)),
    }
}

#[cold]
fn wrong_length(py: &Py, length: usize) -> Raised {
    taipan_object::exception::type_error(
        py,
        format_args!("isoformat() argument 1 must be a unicode character, not a string of length {length}"),
    )
}
