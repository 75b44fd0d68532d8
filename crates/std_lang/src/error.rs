//! The front end's errors as exceptions.

use std::fs::File;
use std::io::{BufRead as _, BufReader};

use taipan_object::exception::payload::SyntaxError;
use taipan_object::exception::{self as exc};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Py, PyResult, Raised, Type, Value};
use taipan_text::decode::{Decoder, detect_encoding};
use taipan_text::{Error, ErrorClass};

/// The exception that an error of the front end becomes.
pub fn raise(py: &mut Py, error: &Error, filename: &str) -> Raised {
    let class = class_of(error.class);
    if !class.carries(&exc::SYNTAX_ERROR) {
        return py.error(class, format_args!("{}", error.message));
    }
    let exception = syntax_error(py, class, error, filename);
    match exception.and_then(|exception| tell_statement(py, exception, error)) {
        Ok(exception) => py.heap().raise(exception),
        Err(raised) => raised,
    }
}

fn class_of(class: ErrorClass) -> &'static Type {
    match class {
        ErrorClass::Syntax => &exc::SYNTAX_ERROR,
        ErrorClass::Indentation => &exc::INDENTATION_ERROR,
        ErrorClass::Tab => &exc::TAB_ERROR,
        ErrorClass::IncompleteInput => &exc::INCOMPLETE_INPUT_ERROR,
        ErrorClass::Value | ErrorClass::Unicode => &exc::VALUE_ERROR,
        ErrorClass::Type => &exc::TYPE_ERROR,
        ErrorClass::Overflow => &exc::OVERFLOW_ERROR,
        ErrorClass::Memory => &exc::MEMORY_ERROR,
        ErrorClass::Recursion => &exc::RECURSION_ERROR,
        ErrorClass::System | ErrorClass::Raised => &exc::SYSTEM_ERROR,
        ErrorClass::Lookup => &exc::LOOKUP_ERROR,
        ErrorClass::Eof => &exc::EOF_ERROR,
        ErrorClass::Attribute => &exc::ATTRIBUTE_ERROR,
        ErrorClass::Assertion => &exc::ASSERTION_ERROR,
    }
}

/// The exception, made by its class: of the message and its place, or of the message alone with the place added afterwards.
fn syntax_error(py: &mut Py, class: &'static Type, error: &Error, name: &str) -> PyResult<Value> {
    let message = py.str(&error.message)?;
    let filename = py.str(name)?;
    let text = match (&error.text, error.range) {
        (Some(text), _) => py.str(text)?,
        (None, Some(range)) => line_of_file(py, name, range.line).unwrap_or_else(none),
        (None, None) => none(),
    };
    let number = |py: &mut Py, number: Option<i32>| number.map_or_else(|| Ok(none()), |it| py.int(it.into()));
    let range = error.range;
    let line = number(py, range.map(|range| range.line))?;
    let offset = number(py, range.map(|range| range.offset))?;
    let end_line = number(py, range.and_then(|range| range.end_line))?;
    let end_offset = number(py, range.and_then(|range| range.end_offset))?;
    let class = class.to_value();
    if !error.bare && range.is_some() {
        let mut place = vec![filename, line, offset, text];
        if !is_none(&end_line) {
            place.extend([end_line, end_offset]);
        }
        let place = py.tuple(place)?;
        return py.call(&class, &[&message, &place]);
    }
    let exception = py.call(&class, &[&message])?;
    if let Some(payload) = exception.get::<SyntaxError>() {
        for (field, value) in [
            (&payload.filename, if range.is_some() { filename } else { none() }),
            (&payload.text, text),
            (&payload.line, line),
            (&payload.offset, offset),
            (&payload.end_line, end_line),
            (&payload.end_offset, end_offset),
        ] {
            drop(field.replace(py, Some(value)));
        }
    }
    Ok(exception)
}

/// A line of a file, counted from 1. The stages after the parser know no source: what they report is shown with what the file
/// of that name has there, if there is one, in the encoding that it declares.
fn line_of_file(py: &mut Py, name: &str, line: i32) -> Option<Value> {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    let index = usize::try_from(line).ok()?.checked_sub(1)?;
    let mut file = BufReader::new(File::open(name).ok()?);
    // What can say which encoding it is.
    let mut head = Vec::new();
    let mut bytes = Vec::new();
    for number in 0..=index.max(1) {
        let mut next = Vec::new();
        let count = file.read_until(b'\n', &mut next).ok()?;
        if number < 2 {
            head.extend_from_slice(&next);
        }
        match number <= index {
            true if count == 0 => return None,
            true => bytes = next,
            false => {}
        }
    }
    let encoding = detect_encoding(&head, None, &mut AnyEncoding).unwrap_or_else(|_| "utf-8".to_owned());
    let shown = if index == 0 { bytes.strip_prefix(MARK).unwrap_or(&bytes) } else { &bytes };
    match py.decode(shown, Some(&encoding), Some("replace")) {
        Ok(text) => Some(text),
        Err(raised) => {
            py.discard(raised);
            None
        }
    }
}

/// Takes every encoding for one that is known and fits.
struct AnyEncoding;

impl Decoder for AnyEncoding {
    fn decode(&mut self, _: &str, _: &[u8]) -> Result<String, Box<Error>> {
        Ok(String::new())
    }
}

/// Adds where in which source the parser was.
fn tell_statement(py: &mut Py, exception: Value, error: &Error) -> PyResult<Value> {
    if let (Some(payload), Some(parsed)) = (exception.get::<SyntaxError>(), &error.parsed) {
        let (line, column) = parsed.statement;
        let (line, column, source) = (py.int(line.into())?, py.int(column.into())?, py.str(&parsed.source)?);
        let metadata = py.tuple([line, column, source])?;
        drop(payload.metadata.replace(py, Some(metadata)));
    }
    Ok(exception)
}
