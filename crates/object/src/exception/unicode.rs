//! `UnicodeEncodeError`, `UnicodeDecodeError` and `UnicodeTranslateError` from native code.

use super::payload::{BaseException, UnicodeError};
use crate::cell::PyCell;
use crate::py::{Py, PyResult};
use crate::type_::Type;
use crate::value::Value;

/// What such an exception is about.
#[derive(Clone, Copy)]
pub struct UnicodeProblem<'a> {
    /// The codec's name; `UnicodeTranslateError` has none.
    pub encoding: Option<&'a str>,
    /// The text or the bytes.
    pub object: &'a Value,
    /// Where the part begins that is wrong.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What is wrong.
    pub reason: &'a str,
}

impl Py {
    /// An exception about text or bytes that cannot be converted, to be raised or shown to an error handler.
    pub fn unicode_error(&mut self, class: &'static Type, problem: UnicodeProblem<'_>) -> PyResult<Value> {
        let encoding = problem.encoding.map(|name| self.str(name)).transpose()?;
        let start = self.int_from_usize(problem.start)?;
        let end = self.int_from_usize(problem.end)?;
        let reason = self.str(problem.reason)?;
        let fields = [&problem.object.clone(), &start, &end, &reason].map(Value::clone);
        let args = self.tuple(encoding.clone().into_iter().chain(fields).collect::<Vec<_>>())?;
        let exception = self.heap().exception(class, BaseException::with_args(args))?;
        if let Some(payload) = UnicodeError::of(exception.borrow()) {
            let mut set = |field: &PyCell<Option<Value>>, value| drop(field.replace(self, value));
            set(&payload.encoding, encoding);
            set(&payload.object, Some(problem.object.clone()));
            set(&payload.start, Some(start));
            set(&payload.end, Some(end));
            set(&payload.reason, Some(reason));
        }
        Ok(exception)
    }
}
