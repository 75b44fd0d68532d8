//! Error handlers of conversions: those that are known here by their names, and calls of the others.
//!
//! A registered handler is looked up at the first problem; the exception that it is shown is made once, and changed for
//! each further problem, so that a long input with many problems is not copied for each of them.

use taipan_codecs::{Builtin, DecodeReplacement, EncodeReplacement, Problem, Replaced, resolve_position};

use crate::cell::PyCell;
use crate::exception as exc;
use crate::exception::payload::UnicodeError;
use crate::exception::unicode::UnicodeProblem;
use crate::py::{Py, PyResult, Raised};
use crate::type_::Type;
use crate::types::bytes::Bytes;
use crate::types::str_::Str;
use crate::types::tuple::Tuple;
use crate::value::Value;

/// The handler of a name, if it is one that needs no registry; no name is `strict`.
pub fn builtin_handler(name: Option<&str>) -> Option<Builtin> {
    Some(match name.unwrap_or("strict") {
        "strict" => Builtin::Strict,
        "ignore" => Builtin::Ignore,
        "replace" => Builtin::Replace,
        "backslashreplace" => Builtin::BackslashReplace,
        "xmlcharrefreplace" => Builtin::XmlCharRefReplace,
        "namereplace" => Builtin::NameReplace(taipan_unicode::name),
        "surrogateescape" => Builtin::SurrogateEscape,
        "surrogatepass" => Builtin::SurrogatePass,
        _ => return None,
    })
}

/// A registered handler during one conversion.
struct Handler<'n> {
    name: &'n str,
    function: Option<Value>,
    exception: Option<Value>,
    /// A position that is far too large is like one that is too large.
    clamps: bool,
}

impl<'n> Handler<'n> {
    const fn new(name: &'n str) -> Self {
        Self { name, function: None, exception: None, clamps: false }
    }

    /// The position at which the handler wants to go on.
    fn position(&self, py: &mut Py, position: &Value, len: usize) -> PyResult<usize> {
        let position = match py.to_isize(position) {
            Err(raised) if self.clamps && py.matches(&raised, &exc::OVERFLOW_ERROR) => {
                py.discard(raised);
                -1
            }
            position => {
                let position = position?;
                match resolve_position(position, len) {
                    Some(position) => return Ok(position),
                    None => position,
                }
            }
        };
        Err(exc::index_error(py, format_args!("position {position} from error handler out of bounds")))
    }

    /// Shows the handler a problem: the exception and the answer.
    fn ask(
        &mut self,
        py: &mut Py,
        class: &'static Type,
        problem: Problem,
        object: &Value,
    ) -> PyResult<(Value, Value)> {
        let function = match &self.function {
            Some(function) => function.clone(),
            None => self.function.insert(py.error_handler(self.name)?).clone(),
        };
        let exception = match &self.exception {
            Some(exception) => {
                move_problem(py, exception, problem)?;
                exception.clone()
            }
            None => self.exception.insert(py.unicode_error(class, about(problem, object))?).clone(),
        };
        let answer = py.call(&function, &[&exception])?;
        Ok((exception, answer))
    }
}

/// Makes an exception speak of another part of its object.
fn move_problem(py: &mut Py, exception: &Value, problem: Problem) -> PyResult<()> {
    let start = py.int_from_usize(problem.start)?;
    let end = py.int_from_usize(problem.end)?;
    let reason = py.str(problem.reason)?;
    if let Some(payload) = UnicodeError::of(exception.borrow()) {
        let mut set = |field: &PyCell<Option<Value>>, value| drop(field.replace(py, Some(value)));
        set(&payload.start, start);
        set(&payload.end, end);
        set(&payload.reason, reason);
    }
    Ok(())
}

/// The registered handler of one conversion of text to bytes.
pub struct EncodeHandler<'n> {
    handler: Handler<'n>,
    text: Value,
}

impl<'n> EncodeHandler<'n> {
    /// The handler of a name, for a text.
    pub fn new(name: Option<&'n str>, text: &Value) -> Self {
        Self { handler: Handler::new(name.unwrap_or("strict")), text: text.clone() }
    }

    /// Answers positions that are no index at all like those that are out of bounds.
    pub const fn clamping(mut self) -> Self {
        self.handler.clamps = true;
        self
    }

    /// Asks what to do about text that cannot be encoded.
    #[cold]
    pub fn handle(&mut self, py: &mut Py, problem: Problem) -> PyResult<EncodeReplacement> {
        let (_, answer) = self.handler.ask(py, &exc::UNICODE_ENCODE_ERROR, problem, &self.text)?;
        let Some((with, position)) = pair(&answer) else { return Err(wrong_encode_answer(py)) };
        let with = if let Some(text) = with.get::<Str>() {
            Replaced::Text(text.code_points().collect())
        } else if let Some(bytes) = with.get::<Bytes>() {
            Replaced::Bytes(bytes.data().to_vec())
        } else {
            return Err(wrong_encode_answer(py));
        };
        let len = self.text.get::<Str>().map_or(0, Str::len);
        Ok(EncodeReplacement { with, position: self.handler.position(py, position, len)? })
    }
}

/// The registered handler of one conversion of bytes to text.
pub struct DecodeHandler<'n> {
    handler: Handler<'n>,
    /// The bytes that are being decoded, which handlers may replace.
    bytes: Option<Value>,
}

impl<'n> DecodeHandler<'n> {
    /// The handler of a name.
    pub fn new(name: Option<&'n str>) -> Self {
        Self { handler: Handler::new(name.unwrap_or("strict")), bytes: None }
    }

    /// Answers positions that are no index at all like those that are out of bounds.
    pub const fn clamping(mut self) -> Self {
        self.handler.clamps = true;
        self
    }

    /// Asks what to do about bytes that cannot be decoded.
    #[cold]
    pub fn handle(&mut self, py: &mut Py, input: &[u8], problem: Problem) -> PyResult<DecodeReplacement> {
        let bytes = match &self.bytes {
            Some(bytes) => bytes.clone(),
            None => self.bytes.insert(py.bytes(input)?).clone(),
        };
        let (exception, answer) = self.handler.ask(py, &exc::UNICODE_DECODE_ERROR, problem, &bytes)?;
        let found = pair(&answer).and_then(|(text, position)| Some((text.get::<Str>()?, position)));
        let Some((text, position)) = found else {
            return Err(exc::type_error(
                py,
                format_args!("decoding error handler must return (str, int) tuple"),
            ));
        };
        // The handler may have put other bytes into the exception.
        let object = UnicodeError::of(exception.borrow()).and_then(|payload| payload.object.get(py).clone());
        let Some((object, now)) = object.as_ref().and_then(|it| Some((it, it.get::<Bytes>()?))) else {
            return Err(exc::type_error(py, format_args!("UnicodeError 'object' attribute must be a bytes")));
        };
        let position = self.handler.position(py, position, now.len())?;
        let mut replaced = None;
        if !object.is(&bytes) {
            replaced = Some(now.data().to_vec());
            self.bytes = Some(object.clone());
        }
        Ok(DecodeReplacement { text: text.code_points().collect(), position, input: replaced })
    }
}

/// What a handler answers: something, and where to go on.
fn pair(answer: &Value) -> Option<(&Value, &Value)> {
    match answer.get::<Tuple>()?.items() {
        [with, position] if position.is_int() => Some((with, position)),
        _ => None,
    }
}

#[cold]
fn wrong_encode_answer(py: &Py) -> Raised {
    exc::type_error(py, format_args!("encoding error handler must return (str/bytes, int) tuple"))
}

/// The parts of an exception about a problem.
pub(super) fn about(problem: Problem, object: &Value) -> UnicodeProblem<'_> {
    let Problem { encoding, start, end, reason } = problem;
    UnicodeProblem { encoding: Some(encoding), object, start, end, reason }
}

impl Py {
    pub(super) fn error_handler(&mut self, name: &str) -> PyResult<Value> {
        match self.interpreter().hooks().error_handler {
            Some(lookup) => lookup(self, name),
            None => Err(self.error(&exc::LOOKUP_ERROR, format_args!("unknown error handler name '{name}'"))),
        }
    }
}
