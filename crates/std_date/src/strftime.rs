//! Texts after a format: `time.strftime()` does it, once the directives are replaced that it does not know or knows otherwise.

use taipan_object::exception as exc;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Value};
use taipan_strings::{Buffer, Units};

use crate::arguments;
use crate::calendar::CalendarDay;
use crate::clock::Time;
use crate::iso_format::push_offset;
use crate::line::Line;
use crate::moment::Moment;
use crate::packed::Clock;
use crate::span::Span;
use crate::zone;

/// `time.struct_time` of a moment.
pub(crate) fn struct_time(py: &mut Py, day: CalendarDay, clock: Clock, summer: i64) -> PyResult<Value> {
    let class = arguments::import(py, "time", "struct_time")?;
    let fields = [
        day.year.into(),
        day.month.into(),
        day.day.into(),
        clock.hour().into(),
        clock.minute().into(),
        clock.second().into(),
        day.weekday(),
        day.day_of_year().into(),
        summer,
    ];
    let fields = numbers(py, &fields)?;
    py.call(&class, &[&fields])
}

/// A tuple of numbers.
pub(crate) fn numbers(py: &mut Py, numbers: &[i64]) -> PyResult<Value> {
    let mut items = Vec::with_capacity(numbers.len());
    for &number in numbers {
        items.push(py.int(number)?);
    }
    py.tuple(items)
}

/// What a zone has said of its offset, which may be nothing.
#[derive(Clone, Copy)]
struct Offset(Option<Span>);

/// What the directives are replaced by that speak of the object. Zones are asked once at most.
struct Replacements<'a> {
    object: Borrowed<'a>,
    /// What zones are asked about.
    moment: Borrowed<'a>,
    tuple: &'a Value,
    offset: Option<Offset>,
    name: Option<Value>,
}

/// The text of an object after a format. `moment` is what its zone is asked about.
pub(crate) fn strftime(
    py: &mut Py,
    object: Borrowed<'_>,
    format: &Str,
    tuple: &Value,
    moment: Borrowed<'_>,
) -> PyResult<Value> {
    let strftime = arguments::import(py, "time", "strftime")?;
    let plain = format.as_ascii().is_some_and(|format| !needs_replacing(format.as_bytes(), tuple));
    let format = if plain {
        format.plain(py)?
    } else {
        let replacements = Replacements { object, moment, tuple, offset: None, name: None };
        replacements.replace(py, &strftime, format)?
    };
    py.call(&strftime, &[&format, tuple])
}

/// Whether a format has a directive that is replaced.
fn needs_replacing(format: &[u8], tuple: &Value) -> bool {
    let early = year(tuple).is_none_or(|year| year < 1000);
    let mut rest = format.iter();
    while let Some(&byte) = rest.next() {
        if byte == b'%' {
            match rest.next() {
                Some(b'z' | b':' | b'Z' | b'f') => return true,
                Some(b'Y' | b'G' | b'F' | b'C') if early => return true,
                _ => {}
            }
        }
    }
    false
}

/// The first number of a time tuple.
fn year(tuple: &Value) -> Option<i64> {
    tuple.get::<Tuple>()?.items().first()?.as_i64()
}

impl Replacements<'_> {
    fn replace(mut self, py: &mut Py, strftime: &Value, format: &Str) -> PyResult<Value> {
        let mut text = Buffer::new();
        let mut points = format.code_points().peekable();
        while let Some(point) = points.next() {
            if point != u32::from(b'%') {
                text.push(point)?;
                continue;
            }
            let Some(directive) = points.next() else {
                text.push(point)?;
                break;
            };
            match u8::try_from(directive).unwrap_or(0) {
                b'z' => self.push_offset(py, &mut text, "")?,
                b':' if points.next_if_eq(&u32::from(b'z')).is_some() => {
                    self.push_offset(py, &mut text, ":")?;
                }
                b'Z' => self.push_name(py, &mut text)?,
                b'f' => {
                    let mut line = Line::new();
                    line.number(self.microsecond(), 6);
                    text.push_str(line.as_str())?;
                }
                directive @ (b'Y' | b'G' | b'F' | b'C') if self.is_early(py)? => {
                    self.push_year(py, &mut text, strftime, directive)?;
                }
                _ => {
                    text.push(point)?;
                    text.push(directive)?;
                }
            }
        }
        py.heap().str_from_buffer(&text)
    }

    fn microsecond(&self) -> i32 {
        let clock = match (self.object.get::<Moment>(), self.object.get::<Time>()) {
            (Some(moment), _) => moment.clock,
            (_, Some(time)) => time.clock,
            _ => Clock::MIDNIGHT,
        };
        clock.microsecond()
    }

    fn zone(&self, py: &Py) -> Option<Value> {
        match (self.object.get::<Moment>(), self.object.get::<Time>()) {
            (Some(moment), _) => moment.zone(py),
            (_, Some(time)) => time.zone.clone(),
            _ => None,
        }
    }

    fn push_offset(&mut self, py: &mut Py, text: &mut Buffer, separator: &str) -> PyResult<()> {
        let offset = match self.offset {
            Some(Offset(offset)) => offset,
            None => {
                let zone = self.zone(py);
                let offset = zone::offset(py, zone.as_ref(), self.moment)?;
                self.offset = Some(Offset(offset));
                offset
            }
        };
        if let Some(offset) = offset {
            let mut line = Line::new();
            push_offset(&mut line, offset, separator);
            text.push_str(line.as_str())?;
        }
        Ok(())
    }

    /// The zone's name, in which percent signs are doubled: it becomes part of a format.
    fn push_name(&mut self, py: &mut Py, text: &mut Buffer) -> PyResult<()> {
        let name = match &self.name {
            Some(name) => name.clone(),
            None => {
                let zone = self.zone(py);
                let mut name = zone::name(py, zone.as_ref(), self.moment)?;
                if is_none(&name) {
                    name = py.str("")?;
                } else {
                    let (method, one, two) = (py.heap().intern("replace")?, py.str("%")?, py.str("%%")?);
                    name = py.call_method(&name, &method, &[&one, &two])?;
                    if !name.is_str() {
                        return Err(exc::type_error(
                            py,
                            format_args!("tzname.replace() did not return a string"),
                        ));
                    }
                }
                self.name = Some(name.clone());
                name
            }
        };
        text.extend_units(name.get::<Str>().map_or(Units::Ascii(&[]), Str::units))?;
        Ok(())
    }

    /// Whether the year has less than four digits, which the C library does not fill up.
    fn is_early(&self, py: &mut Py) -> PyResult<bool> {
        Ok(self.year(py)? < 1000)
    }

    fn year(&self, py: &mut Py) -> PyResult<i64> {
        if let Some(year) = year(self.tuple) {
            return Ok(year);
        }
        let zero = py.int(0)?;
        let year = py.get_item(self.tuple, &zero)?;
        py.to_i64(&year)
    }

    fn push_year(&self, py: &mut Py, text: &mut Buffer, strftime: &Value, directive: u8) -> PyResult<()> {
        let mut year = self.year(py)?;
        if directive == b'G' {
            let format = py.str("%G")?;
            let shown = py.call(strftime, &[&format, self.tuple])?;
            let int = py.builtin("int")?;
            let number = py.call(&int, &[&shown])?;
            year = py.to_i64(&number)?;
        }
        let mut line = Line::new();
        let year = i32::try_from(year).unwrap_or(i32::MAX);
        match directive {
            b'C' => line.number(year / 100, 2),
            _ => line.number(year, 4),
        };
        if directive == b'F' {
            for index in [1, 2] {
                let index = py.int(index)?;
                let field = py.get_item(self.tuple, &index)?;
                let field = arguments::clinic_int(py, field.borrow())?;
                line.byte(b'-').two(field);
            }
        }
        text.push_str(line.as_str())?;
        Ok(())
    }
}
