//! `SyntaxError`

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::exception::payload::SyntaxError;
use taipan_object::native::GetSetDef;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};
use taipan_strings::Buffer;

use super::base;
use super::field::{self, field};
use super::text::{Piece, join};

pub(crate) struct Syntax;

impl Syntax {
    pub(crate) const FIELDS: &'static [GetSetDef] = &[
        field!("msg", "The message.", this => this.get::<SyntaxError>(), message),
        field!("filename", "The file.", this => this.get::<SyntaxError>(), filename),
        field!("lineno", "The line, counted from 1.", this => this.get::<SyntaxError>(), line),
        field!("offset", "The column, counted from 1.", this => this.get::<SyntaxError>(), offset),
        field!("text", "The text of the line.", this => this.get::<SyntaxError>(), text),
        field!("end_lineno", "The line of the end.", this => this.get::<SyntaxError>(), end_line),
        field!("end_offset", "The column of the end.", this => this.get::<SyntaxError>(), end_offset),
        field!("print_file_and_line", "Not used any more.", this => this.get::<SyntaxError>(), print_file_and_line),
        field!("_metadata", "Where the statement lies in which source.", this => this.get::<SyntaxError>(), metadata),
    ];
}

#[pymethods(SyntaxError)]
impl Syntax {
    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        base::no_keywords(py, this, args)?;
        base::init_args(py, this, args)?;
        let Some(payload) = this.get::<SyntaxError>() else { return Ok(()) };
        if let Some(message) = args.get(0) {
            field::set(py, &payload.message, Some(message.to_value()));
        }
        match args.get(1) {
            Some(place) if args.len() == 2 => set_place(py, payload, place),
            _ => Ok(()),
        }
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(payload) = this.get::<SyntaxError>() else { return base::text(py, this) };
        let [message, file, line] =
            [&payload.message, &payload.filename, &payload.line].map(|field| field.get(py).clone());
        let message = py.to_str(&message.unwrap_or_else(none))?;
        let file = match file.as_ref().and_then(|file| file.get::<Str>()) {
            Some(file) => Some(last_part(py, file)?),
            None => None,
        };
        let line =
            line.filter(|line| line.is_exact_int()).map(|line| line.as_i64().unwrap_or(-1).to_string());
        let line = line.as_deref();
        match (&file, line) {
            (None, None) => Ok(message),
            (Some(file), None) => {
                join(py, &[Piece::Of(&message), Piece::Text(" ("), Piece::Of(file), Piece::Text(")")])
            }
            (None, Some(line)) => {
                join(py, &[Piece::Of(&message), Piece::Text(" (line "), Piece::Text(line), Piece::Text(")")])
            }
            (Some(file), Some(line)) => join(
                py,
                &[
                    Piece::Of(&message),
                    Piece::Text(" ("),
                    Piece::Of(file),
                    Piece::Text(", line "),
                    Piece::Text(line),
                    Piece::Text(")"),
                ],
            ),
        }
    }
}

/// Takes the place of the error apart: file, line, column, text, and perhaps the end and where the statement lies.
fn set_place(py: &mut Py, payload: &SyntaxError, place: Borrowed<'_>) -> PyResult<()> {
    let place = py.collect(&place)?;
    if place.len() < 4 || place.len() > 7 {
        let (bound, limit) = if place.len() < 4 { ("least", 4) } else { ("most", 7) };
        return Err(exc::type_error(
            py,
            format_args!("function takes at {bound} {limit} arguments ({} given)", place.len()),
        ));
    }
    let half_an_end = place.len() == 5;
    let fields = [
        &payload.filename,
        &payload.line,
        &payload.offset,
        &payload.text,
        &payload.end_line,
        &payload.end_offset,
        &payload.metadata,
    ];
    let mut place = place.into_iter();
    for field in fields {
        field::set(py, field, place.next());
    }
    if half_an_end {
        return Err(exc::type_error(
            py,
            format_args!("end_offset must be provided when end_lineno is provided"),
        ));
    }
    Ok(())
}

/// The last part of a path.
fn last_part(py: &Py, path: &Str) -> PyResult<Value> {
    let separator = u32::from(std::path::MAIN_SEPARATOR);
    let from = path.code_points().enumerate().filter(|&(_, point)| point == separator).last();
    let mut last = Buffer::new();
    for point in path.code_points().skip(from.map_or(0, |(at, _)| at + 1)) {
        last.push(point)?;
    }
    py.heap().str_from_buffer(&last)
}
