//! Running stages of the front end for Python code: codecs and warnings go through the runtime, and errors become
//! exceptions.

use std::cell::{Cell, RefCell};

use taipan_ast::Session;
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::{Py, PyResult, Raised, Type, Value};
use taipan_text::decode::Decoder;
use taipan_text::{Error, ErrorClass, Verdict, Warning, WarningCategory, Warnings};

/// Runs stages of the front end, which may ask the runtime for codecs and warn through its filters; an error becomes an
/// exception.
pub fn run<'a, T>(
    py: &mut Py,
    filename: &Value,
    session: &mut Session<'a, '_>,
    work: impl FnOnce(&mut Session<'a, '_>, &Runtime<'_, '_>) -> Result<T, Box<Error>>,
) -> PyResult<T> {
    let runtime = Runtime { py: RefCell::new(py), filename, raised: Cell::new(None) };
    let mut warnings = &runtime;
    let result = {
        let (arena, stack) = (session.arena, session.stack);
        let (names, spare) = (&mut *session.names, &mut *session.spare);
        let mut session = Session { arena, names, warnings: &mut warnings, stack, spare, findings: None };
        work(&mut session, &runtime)
    };
    let Runtime { py, raised, .. } = runtime;
    let py = py.into_inner();
    match (result, raised.take()) {
        (_, Some(exception)) => Err(py.heap().again(exception)),
        (Ok(result), None) => Ok(result),
        (Err(error), None) => Err(crate::error::raise(py, &error, &filename.to_string())),
    }
}

/// What the front end asks of the runtime: warnings and codecs, each in turn, so that `Py` is free whenever one is called.
pub struct Runtime<'a, 'p> {
    py: RefCell<&'p mut Py>,
    filename: &'a Value,
    /// What Python code raised that the compilation called.
    raised: Cell<Option<Value>>,
}

impl Runtime<'_, '_> {
    /// Keeps an exception while the compilation comes to its end.
    fn keep(&self, py: &mut Py, raised: Raised) {
        let exception = py.take(raised);
        self.raised.set(Some(exception));
    }
}

/// Warnings go through the filters, which can make errors of them.
impl Warnings for &Runtime<'_, '_> {
    fn warn(&mut self, warning: Warning) -> Verdict {
        let py = &mut **self.py.borrow_mut();
        let category: &'static Type = match warning.category {
            WarningCategory::Syntax => &exc::SYNTAX_WARNING,
            WarningCategory::Deprecation => &exc::DEPRECATION_WARNING,
        };
        let line = warning.range.line;
        match taipan_std_boot::warnings::issue_at(py, category, &warning.message, self.filename, line) {
            Ok(()) => Verdict::Continue,
            Err(raised) if py.matches(&raised, category) => {
                py.discard(raised);
                Verdict::Raise
            }
            Err(raised) => {
                self.keep(py, raised);
                Verdict::Failed
            }
        }
    }
}

/// Sources in any encoding that is registered. What a codec says is wrong with the source becomes a `SyntaxError`.
impl Decoder for &Runtime<'_, '_> {
    fn decode(&mut self, encoding: &str, bytes: &[u8]) -> Result<String, Box<Error>> {
        let py = &mut **self.py.borrow_mut();
        let text = py.decode(bytes, Some(encoding), None).and_then(|text| {
            let utf8 = py.encode(&text, None, None)?;
            Ok(utf8.get::<Bytes>().map(|bytes| String::from_utf8_lossy(bytes.data()).into_owned()))
        });
        let raised = match text {
            Ok(text) => return Ok(text.unwrap_or_default()),
            Err(raised) => raised,
        };
        let class = if py.matches(&raised, &exc::LOOKUP_ERROR) {
            ErrorClass::Lookup
        } else if py.matches(&raised, &exc::VALUE_ERROR) {
            ErrorClass::Value
        } else {
            self.keep(py, raised);
            return Err(Error::new(ErrorClass::Raised, ""));
        };
        let exception = py.take(raised);
        match py.to_str(&exception) {
            Ok(message) => Err(Error::new(class, message.to_string())),
            Err(raised) => {
                self.keep(py, raised);
                Err(Error::new(ErrorClass::Raised, ""))
            }
        }
    }
}
