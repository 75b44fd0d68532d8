//! `_csv.writer`: makes lines of rows.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Raised, Value};
use taipan_strings::{Buffer, Units};

use super::dialect::{Dialect, Quoting, payload};
use super::error;

/// The payload.
#[pyclass(name = "_csv.writer")]
pub(super) struct Writer {
    /// What takes the lines.
    write: Value,
    dialect: Value,
}

pub(super) fn new(py: &mut Py, write: Value, dialect: Value) -> PyResult<Value> {
    py.heap().object(Writer { write, dialect })
}

#[pymethods]
impl Writer {
    /// Writes a row, an iterable of values.
    #[pymethod("($self, row, /)")]
    fn writerow(&self, py: &mut Py, row: &Value) -> PyResult<Value> {
        let dialect = payload(py, &self.dialect)?;
        let values = match py.iter(row) {
            Ok(values) => values,
            Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
                py.discard(raised);
                let class = row.type_().name();
                return Err(error(py, format_args!("iterable expected, not {class}")));
            }
            Err(raised) => return Err(raised),
        };
        let mut line = Line { dialect, out: Buffer::new(), length: 0, count: 0 };
        let mut last_is_none = false;
        while let Some(value) = py.next(&values)? {
            line.value(py, &value)?;
            last_is_none = is_none(&value);
        }
        line.end(py, last_is_none)?;
        let line = py.heap().str_from_buffer(&line.out)?;
        py.call(&self.write, &[&line])
    }

    /// Writes rows, each an iterable of values.
    #[pymethod("($self, rows, /)")]
    fn writerows(&self, py: &mut Py, rows: &Value) -> PyResult<()> {
        let rows = py.iter(rows)?;
        while let Some(row) = py.next(&rows)? {
            self.writerow(py, &row)?;
        }
        Ok(())
    }

    #[pymember]
    fn dialect(&self) -> Value {
        self.dialect.clone()
    }
}

/// A line that is being written.
struct Line<'a> {
    dialect: &'a Dialect,
    out: Buffer,
    /// Characters of it.
    length: usize,
    /// Values in it.
    count: usize,
}

impl Line<'_> {
    fn value(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        let quoted = match self.dialect.quoting {
            Quoting::NonNumeric => !is_number(value),
            Quoting::All => true,
            Quoting::Strings => value.get::<Str>().is_some(),
            Quoting::NotNull => !is_none(value),
            Quoting::Minimal | Quoting::None => false,
        };
        if is_none(value) {
            return self.field(py, None, quoted);
        }
        if let Some(text) = value.get::<Str>() {
            return self.field(py, Some(text.units()), quoted);
        }
        let text = py.to_str(value)?;
        self.field(py, text.get::<Str>().map(Str::units), quoted)
    }

    /// Adds a field; no text is None.
    fn field(&mut self, py: &mut Py, text: Option<Units<'_>>, quoted: bool) -> PyResult<()> {
        let is_none = text.is_none();
        let text = text.unwrap_or(Units::EMPTY);
        let mut quoted = quoted || text.iter().any(|c| self.needs_quotes(c));
        if text.is_empty() && self.dialect.delimiter == 0x20 && self.dialect.skip_space {
            if self.dialect.quoting == Quoting::None || is_none && self.leaves_none_empty() {
                return Err(error(
                    py,
                    format_args!(
                        "empty field must be quoted if delimiter is a space and skipinitialspace is true"
                    ),
                ));
            }
            quoted = true;
        }
        if self.count > 0 {
            self.push(self.dialect.delimiter)?;
        }
        self.count += 1;
        let quote = self.dialect.quote.filter(|_| quoted);
        if let Some(quote) = quote {
            self.push(quote)?;
        }
        if text.iter().any(|c| self.is_special(c)) {
            for c in text {
                self.character(py, c)?;
            }
        } else {
            self.out.extend_units(text)?;
            self.length += text.len();
        }
        if let Some(quote) = quote {
            self.push(quote)?;
        }
        Ok(())
    }

    fn push(&mut self, c: u32) -> PyResult<()> {
        self.out.push(c)?;
        self.length += 1;
        Ok(())
    }

    /// Whether a character can mean something to who reads it.
    fn is_special(&self, c: u32) -> bool {
        c == self.dialect.delimiter
            || Some(c) == self.dialect.escape
            || Some(c) == self.dialect.quote
            || matches!(c, 0x0a | 0x0d)
            || self.dialect.line_end.get::<Str>().is_some_and(|end| end.code_points().any(|it| it == c))
    }

    fn needs_quotes(&self, c: u32) -> bool {
        self.dialect.quoting != Quoting::None && self.is_special(c) && !self.is_escaped(c)
    }

    /// Whether a special character is written behind an escape.
    fn is_escaped(&self, c: u32) -> bool {
        if self.dialect.quoting == Quoting::None {
            return true;
        }
        if Some(c) == self.dialect.quote {
            return !self.dialect.double_quote;
        }
        Some(c) == self.dialect.escape
    }

    fn character(&mut self, py: &mut Py, c: u32) -> PyResult<()> {
        if self.is_special(c) {
            if self.is_escaped(c) {
                match self.dialect.escape {
                    Some(escape) => self.push(escape)?,
                    None => return Err(no_escape(py)),
                }
            } else if Some(c) == self.dialect.quote {
                self.push(c)?;
            }
        }
        self.push(c)
    }

    fn leaves_none_empty(&self) -> bool {
        matches!(self.dialect.quoting, Quoting::Strings | Quoting::NotNull)
    }

    /// Ends the line. One that consists of a single empty field needs quotes: an empty line has no fields.
    fn end(&mut self, py: &mut Py, last_is_none: bool) -> PyResult<()> {
        if self.count > 0 && self.length == 0 {
            if self.dialect.quoting == Quoting::None || last_is_none && self.leaves_none_empty() {
                return Err(error(py, format_args!("single empty field record must be quoted")));
            }
            self.count -= 1;
            self.field(py, None, true)?;
        }
        if let Some(end) = self.dialect.line_end.get::<Str>() {
            self.out.extend_units(end.units())?;
        }
        Ok(())
    }
}

#[cold]
fn no_escape(py: &mut Py) -> Raised {
    error(py, format_args!("need to escape, but no escapechar set"))
}

fn is_number(value: &Value) -> bool {
    let class = value.borrow().type_();
    class.slots.index.get().is_some()
        || class.slots.int.get().is_some()
        || class.slots.float.get().is_some()
        || value.as_complex().is_some()
}
