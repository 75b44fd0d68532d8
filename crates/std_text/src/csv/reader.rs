//! `_csv.reader`: makes rows of lines.

use taipan_macros::{pyclass, pymethods};
use taipan_object::types::float::FLOAT;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};
use taipan_strings::{Buffer, Unit, Units};

use super::dialect::{Dialect, Quoting, payload};
use super::{State, error};

/// The payload.
#[pyclass(name = "_csv.reader")]
pub(super) struct Reader {
    lines: Value,
    dialect: Value,
    line_number: PyCell<usize>,
    /// How many rows have been given.
    rows: PyCell<usize>,
}

pub(super) fn new(py: &mut Py, lines: Value, dialect: Value) -> PyResult<Value> {
    py.heap().object(Reader { lines, dialect, line_number: PyCell::new(0), rows: PyCell::new(0) })
}

#[pymethods]
impl Reader {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let dialect = payload(py, &self.dialect)?;
        let mut row = Row {
            dialect,
            limit: usize::try_from(*py.state::<State>().field_limit.get(py)).unwrap_or(0),
            place: Place::StartOfRow,
            fields: Vec::new(),
            field: Buffer::new(),
            length: 0,
            quoted: false,
        };
        let rows = *self.rows.get(py);
        loop {
            let line = py.next(&self.lines)?;
            if *self.rows.get(py) != rows {
                return Err(error(py, format_args!("iterator has already advanced the reader")));
            }
            let Some(line) = line else {
                if row.length == 0 && row.place != Place::Quoted {
                    return Ok(None);
                }
                if dialect.strict {
                    return Err(error(py, format_args!("unexpected end of data")));
                }
                row.save(py)?;
                break;
            };
            let Some(text) = line.get::<Str>() else {
                let class = line.type_().name();
                return Err(error(
                    py,
                    format_args!(
                        "iterator should return strings, not {class} (the file should be opened in text mode)"
                    ),
                ));
            };
            *self.line_number.get_mut(py) += 1;
            match text.units() {
                Units::Ascii(units) | Units::Latin1(units) => row.line(py, units, text.units())?,
                Units::Ucs2(units) => row.line(py, units, text.units())?,
                Units::Ucs4(units) => row.line(py, units, text.units())?,
            }
            row.step(py, END_OF_LINE)?;
            if row.place == Place::StartOfRow {
                break;
            }
        }
        *self.rows.get_mut(py) += 1;
        py.list(row.fields).map(Some)
    }

    #[pymember]
    fn dialect(&self) -> Value {
        self.dialect.clone()
    }

    #[pymember]
    fn line_num(&self, py: &mut Py) -> usize {
        *self.line_number.get(py)
    }
}

/// What comes after the last character of a line; no character.
const END_OF_LINE: u32 = u32::MAX;

/// A row that is being read.
struct Row<'a> {
    dialect: &'a Dialect,
    limit: usize,
    place: Place,
    fields: Vec<Value>,
    field: Buffer,
    /// Characters of the field.
    length: usize,
    /// Whether the field began with a quote.
    quoted: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    StartOfRow,
    StartOfField,
    /// Behind an escape.
    Escaped,
    InField,
    Quoted,
    /// Behind an escape within quotes.
    QuotedEscaped,
    /// Behind a quote within quotes.
    QuoteInQuoted,
    /// Behind the end of a line: more of them may follow.
    EndOfRow,
    /// Behind an end of a line that was escaped.
    EscapedEnd,
}

impl Row<'_> {
    fn line<U: Unit>(&mut self, py: &mut Py, units: &[U], text: Units<'_>) -> PyResult<()> {
        let mut at = 0;
        while let Some(unit) = units.get(at) {
            // Characters that mean nothing are taken together.
            if matches!(self.place, Place::InField | Place::Quoted) {
                let rest = units.get(at..).unwrap_or_default();
                let plain =
                    rest.iter().position(|unit| self.means_something(unit.code())).unwrap_or(rest.len());
                if plain > 0 && self.length + plain <= self.limit {
                    self.field.extend_units(text.slice(at..at + plain))?;
                    self.length += plain;
                    at += plain;
                    continue;
                }
            }
            self.step(py, unit.code())?;
            at += 1;
        }
        Ok(())
    }

    fn means_something(&self, c: u32) -> bool {
        c == self.dialect.delimiter
            || Some(c) == self.dialect.quote
            || Some(c) == self.dialect.escape
            || matches!(c, 0x0a | 0x0d)
    }

    fn is_quote(&self, c: u32) -> bool {
        Some(c) == self.dialect.quote && self.dialect.quoting != Quoting::None
    }

    fn step(&mut self, py: &mut Py, c: u32) -> PyResult<()> {
        let ends = matches!(c, 0x0a | 0x0d | END_OF_LINE);
        match self.place {
            Place::StartOfRow if c == END_OF_LINE => Ok(()),
            Place::StartOfRow if ends => {
                self.place = Place::EndOfRow;
                Ok(())
            }
            Place::StartOfRow | Place::StartOfField => self.start_field(py, c, ends),
            Place::Escaped => {
                self.place = if matches!(c, 0x0a | 0x0d) { Place::EscapedEnd } else { Place::InField };
                self.add(py, if c == END_OF_LINE { 0x0a } else { c })
            }
            Place::EscapedEnd if c == END_OF_LINE => Ok(()),
            Place::EscapedEnd | Place::InField => {
                if ends {
                    self.end_row(py, c)
                } else if Some(c) == self.dialect.escape {
                    self.place = Place::Escaped;
                    Ok(())
                } else if c == self.dialect.delimiter {
                    self.place = Place::StartOfField;
                    self.save(py)
                } else {
                    self.place = Place::InField;
                    self.add(py, c)
                }
            }
            Place::Quoted => {
                if c == END_OF_LINE {
                } else if Some(c) == self.dialect.escape {
                    self.place = Place::QuotedEscaped;
                } else if self.is_quote(c) {
                    self.place =
                        if self.dialect.double_quote { Place::QuoteInQuoted } else { Place::InField };
                } else {
                    return self.add(py, c);
                }
                Ok(())
            }
            Place::QuotedEscaped => {
                self.place = Place::Quoted;
                self.add(py, if c == END_OF_LINE { 0x0a } else { c })
            }
            Place::QuoteInQuoted => self.after_quote(py, c, ends),
            Place::EndOfRow => {
                if c == END_OF_LINE {
                    self.place = Place::StartOfRow;
                } else if !ends {
                    return Err(error(
                        py,
                        format_args!(
                            "new-line character seen in unquoted field - do you need to open the file with newline=''?"
                        ),
                    ));
                }
                Ok(())
            }
        }
    }

    fn start_field(&mut self, py: &mut Py, c: u32, ends: bool) -> PyResult<()> {
        self.place = Place::StartOfField;
        if ends {
            return self.end_row(py, c);
        }
        if self.is_quote(c) {
            self.quoted = true;
            self.place = Place::Quoted;
        } else if Some(c) == self.dialect.escape {
            self.place = Place::Escaped;
        } else if c == 0x20 && self.dialect.skip_space {
        } else if c == self.dialect.delimiter {
            return self.save(py);
        } else {
            self.place = Place::InField;
            return self.add(py, c);
        }
        Ok(())
    }

    fn after_quote(&mut self, py: &mut Py, c: u32, ends: bool) -> PyResult<()> {
        if self.is_quote(c) {
            self.place = Place::Quoted;
            self.add(py, c)
        } else if c == self.dialect.delimiter {
            self.place = Place::StartOfField;
            self.save(py)
        } else if ends {
            self.end_row(py, c)
        } else if self.dialect.strict {
            let shown = |c: u32| char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER);
            let (delimiter, quote) = (shown(self.dialect.delimiter), shown(self.dialect.quote.unwrap_or(0)));
            Err(error(py, format_args!("'{delimiter}' expected after '{quote}'")))
        } else {
            self.place = Place::InField;
            self.add(py, c)
        }
    }

    fn end_row(&mut self, py: &mut Py, c: u32) -> PyResult<()> {
        self.place = if c == END_OF_LINE { Place::StartOfRow } else { Place::EndOfRow };
        self.save(py)
    }

    fn add(&mut self, py: &mut Py, c: u32) -> PyResult<()> {
        if self.length >= self.limit {
            let limit = *py.state::<State>().field_limit.get(py);
            return Err(error(py, format_args!("field larger than field limit ({limit})")));
        }
        self.field.push(c)?;
        self.length += 1;
        Ok(())
    }

    /// Puts the field into the row, and begins another.
    fn save(&mut self, py: &mut Py) -> PyResult<()> {
        let plain = !std::mem::take(&mut self.quoted);
        let empty = std::mem::take(&mut self.length) == 0;
        let text = py.heap().str_from_buffer(&self.field)?;
        self.field.clear();
        let value = match self.dialect.quoting {
            Quoting::NotNull | Quoting::Strings if plain && empty => none(),
            Quoting::NonNumeric | Quoting::Strings if plain && !empty => {
                py.call(&FLOAT.to_value(), &[&text])?
            }
            _ => text,
        };
        self.fields.try_reserve(1)?;
        self.fields.push(value);
        Ok(())
    }
}
