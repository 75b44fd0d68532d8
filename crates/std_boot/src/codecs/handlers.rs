//! The error handlers that always exist, as functions that are given an exception.

use std::convert::Infallible;

use taipan_codecs::{Builtin, Failure, Problem, Replaced, utf_name};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::exception::payload::UnicodeError;
use taipan_object::protocol::codec::builtin_handler;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::{Py, PyResult, Raised, Value};
use taipan_text::TextSink;

/// Whether a handler of the name always exists.
pub(super) fn is_builtin(name: &str) -> bool {
    builtin_handler(Some(name)).is_some()
}

/// The function of a handler.
pub(super) fn function(py: &mut Py, name: &str) -> PyResult<Option<Value>> {
    let function = match name {
        "surrogateescape" | "surrogatepass" => name.to_owned(),
        _ if is_builtin(name) => format!("{name}_errors"),
        _ => return Ok(None),
    };
    let definition = Handlers::FUNCTIONS.iter().find(|definition| definition.name == function);
    definition.map(|definition| py.heap().native_function(definition, None, None)).transpose()
}

/// The handlers.
struct Handlers;

#[pymodule("_codecs")]
impl Handlers {
    /// The handler 'strict', which raises the exception.
    #[pyfunction("($self, object, /)")]
    fn strict_errors(py: &mut Py, object: &Value) -> PyResult<Value> {
        if object.type_().is_subtype(py, &exc::BASE_EXCEPTION) {
            return Err(py.heap().raise(object.clone()));
        }
        Err(exc::type_error(py, format_args!("codec must pass exception instance")))
    }

    /// The handler 'ignore', which leaves out what cannot be converted.
    #[pyfunction("($self, object, /)")]
    fn ignore_errors(py: &mut Py, object: &Value) -> PyResult<Value> {
        handle(py, Builtin::Ignore, object)
    }

    /// The handler 'replace', which puts a replacement character or question marks.
    #[pyfunction("($self, object, /)")]
    fn replace_errors(py: &mut Py, object: &Value) -> PyResult<Value> {
        handle(py, Builtin::Replace, object)
    }

    /// The handler 'xmlcharrefreplace', which puts character references of XML for what cannot be encoded.
    #[pyfunction("($self, object, /)")]
    fn xmlcharrefreplace_errors(py: &mut Py, object: &Value) -> PyResult<Value> {
        handle(py, Builtin::XmlCharRefReplace, object)
    }

    /// The handler 'backslashreplace', which puts escapes as in literals.
    #[pyfunction("($self, object, /)")]
    fn backslashreplace_errors(py: &mut Py, object: &Value) -> PyResult<Value> {
        handle(py, Builtin::BackslashReplace, object)
    }

    /// The handler 'namereplace', which puts \N{...} for what cannot be encoded.
    #[pyfunction("($self, object, /)")]
    fn namereplace_errors(py: &mut Py, object: &Value) -> PyResult<Value> {
        let names = builtin_handler(Some("namereplace")).unwrap_or(Builtin::BackslashReplace);
        handle(py, names, object)
    }

    /// The handler 'surrogateescape', for which lone surrogates stand for bytes that cannot be decoded (PEP 383).
    #[pyfunction("($self, object, /)")]
    fn surrogateescape(py: &mut Py, object: &Value) -> PyResult<Value> {
        handle(py, Builtin::SurrogateEscape, object)
    }

    /// The handler 'surrogatepass', which takes lone surrogates for characters like others.
    #[pyfunction("($self, object, /)")]
    fn surrogatepass(py: &mut Py, object: &Value) -> PyResult<Value> {
        handle(py, Builtin::SurrogatePass, object)
    }
}

/// What an exception is about.
enum Subject {
    Decode,
    Encode,
    Translate,
}

fn subject(py: &Py, exception: &Value) -> Option<Subject> {
    let is = |class| exception.type_().is_subtype(py, class);
    if is(&exc::UNICODE_DECODE_ERROR) {
        Some(Subject::Decode)
    } else if is(&exc::UNICODE_ENCODE_ERROR) {
        Some(Subject::Encode)
    } else if is(&exc::UNICODE_TRANSLATE_ERROR) {
        Some(Subject::Translate)
    } else {
        None
    }
}

/// What a handler makes of an exception.
fn handle(py: &mut Py, builtin: Builtin, exception: &Value) -> PyResult<Value> {
    let (Some(subject), Some(payload)) = (subject(py, exception), UnicodeError::of(exception.borrow()))
    else {
        return Err(wrong_type(py, exception));
    };
    let object = payload.object.get(py).clone();
    let encoding = payload.encoding.get(py).clone();
    let (start, end) = (payload.start.get(py).clone(), payload.end.get(py).clone());
    let Some(object) = object else {
        return Err(exc::type_error(py, format_args!("UnicodeError 'object' attribute is not set")));
    };
    let encoding = encoding.as_ref().and_then(Value::get::<Str>).and_then(|name| utf_name(&name.to_utf8()));
    let problem = |py: &mut Py, len: usize| -> PyResult<Problem> {
        let start = position(py, start.as_ref(), 0, len.saturating_sub(1))?;
        let end = position(py, end.as_ref(), len.min(1), len)?;
        Ok(Problem { encoding: encoding.unwrap_or_default(), start: start.min(end), end, reason: "" })
    };
    match subject {
        Subject::Decode => {
            let Some(bytes) = object.get::<Bytes>() else {
                return Err(exc::type_error(
                    py,
                    format_args!("UnicodeError 'object' attribute must be a bytes"),
                ));
            };
            let problem = problem(py, bytes.len())?;
            let mut out = StrBuilder::new();
            match builtin.decode::<Infallible>(bytes.data(), problem, &mut out) {
                Ok(position) => {
                    let text = out.finish(py)?;
                    super::arguments::result(py, text, position)
                }
                Err(failure) => Err(failed(py, failure, exception)),
            }
        }
        Subject::Encode | Subject::Translate => {
            let Some(text) = object.get::<Str>() else {
                return Err(exc::type_error(
                    py,
                    format_args!("UnicodeError 'object' attribute must be a string"),
                ));
            };
            let problem = problem(py, text.len())?;
            if matches!(subject, Subject::Translate) {
                match builtin {
                    Builtin::Ignore | Builtin::BackslashReplace => {}
                    Builtin::Replace => return replaced_characters(py, problem),
                    _ => return Err(wrong_type(py, exception)),
                }
            }
            match builtin.encode::<Infallible, _>(text, problem) {
                Ok(replacement) => {
                    let with = match replacement.with {
                        Replaced::Bytes(bytes) if matches!(builtin, Builtin::Ignore) && bytes.is_empty() => {
                            py.str("")?
                        }
                        Replaced::Bytes(bytes) => py.bytes(&bytes)?,
                        Replaced::Text(points) => {
                            let mut out = StrBuilder::new();
                            for point in points {
                                out.push(point);
                            }
                            out.finish(py)?
                        }
                    };
                    super::arguments::result(py, with, replacement.position)
                }
                Err(failure) => Err(failed(py, failure, exception)),
            }
        }
    }
}

/// `replace` for a translation: a replacement character for each that is missing.
fn replaced_characters(py: &mut Py, problem: Problem) -> PyResult<Value> {
    let mut out = StrBuilder::new();
    (problem.start..problem.end).for_each(|_| out.push(0xfffd));
    let text = out.finish(py)?;
    super::arguments::result(py, text, problem.end)
}

/// A position of an exception, which programs can set to anything.
fn position(py: &mut Py, value: Option<&Value>, least: usize, most: usize) -> PyResult<usize> {
    let position = value.map(|it| py.to_clamped(it)).transpose()?.unwrap_or_default();
    Ok(usize::try_from(position).unwrap_or(0).clamp(least.min(most), most))
}

#[cold]
fn failed(py: &mut Py, failure: Failure<Infallible>, exception: &Value) -> Raised {
    match failure {
        Failure::Problem(_) => py.heap().raise(exception.clone()),
        Failure::WrongDirection => wrong_type(py, exception),
        Failure::OutOfMemory => py.heap().no_memory(),
        Failure::Raised(never) => match never {},
    }
}

#[cold]
fn wrong_type(py: &Py, exception: &Value) -> Raised {
    exc::type_error(
        py,
        format_args!("don't know how to handle {} in error callback", exception.type_().name()),
    )
}
