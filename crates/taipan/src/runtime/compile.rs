//! `compile()`: from a source to a code object, and from the front end's errors to exceptions.

use std::cell::{Cell, RefCell};

use taipan_ast::{CompileFlags, Mode, Options};
use taipan_object::exception::payload::SyntaxError;
use taipan_object::exception::{self as exc, BaseException};
use taipan_object::hooks::Compile;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Raised, Type, Value};
use taipan_text::decode::Decoder;
use taipan_text::{Error, ErrorClass, PyText, Verdict, Warning, WarningCategory, Warnings};

use crate::pipeline::{self, Source, Workspace};

/// The code object of a program.
pub(super) fn source(py: &mut Py, bytes: &[u8], filename: &str) -> PyResult<Value> {
    let source = Source::Script(bytes, filename);
    build(py, source, filename, &Options::default())
}

/// What the builtin function does.
pub(super) fn compile(py: &mut Py, request: &Compile<'_>) -> PyResult<Value> {
    let mode = match request.mode {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        "func_type" => Mode::FuncType,
        _ => {
            return Err(exc::value_error(
                py,
                format_args!("compile() mode must be 'exec', 'eval' or 'single'"),
            ));
        }
    };
    let options = Options {
        mode,
        flags: CompileFlags(request.flags as u32),
        optimize: u8::try_from(request.optimise).unwrap_or(0),
        ..Options::default()
    };
    let filename = request.filename.to_string();
    if let Some(text) = request.source.get::<Str>() {
        let bytes = text.to_wtf8();
        return build(py, Source::Text(PyText::from_bytes(&bytes)), &filename, &options);
    }
    let buffer = py.get_buffer(request.source, taipan_object::buffer::BufferRequest::SIMPLE)?;
    // SAFETY is the owner's: the bytes are copied before anything else runs.
    let bytes = buffer.to_vec();
    py.release_buffer(buffer);
    build(py, Source::Bytes(&bytes), &filename, &options)
}

fn build(py: &mut Py, source: Source<'_>, filename: &str, options: &Options) -> PyResult<Value> {
    let name = py.str(filename)?;
    let mut workspace = Workspace::new(py.stack_left());
    let runtime = Runtime { py: RefCell::new(py), filename: &name, raised: Cell::new(None) };
    let mut warnings = &runtime;
    let mut decoder = &runtime;
    let result = {
        let mut session = workspace.session(&mut warnings);
        pipeline::compile(source, filename, options, &mut session, &mut decoder)
    };
    let Runtime { py, raised, .. } = runtime;
    let py = py.into_inner();
    match (result, raised.take()) {
        (_, Some(exception)) => Err(py.heap().again(exception)),
        (Ok(code), None) => taipan_vm::code::new(py, &code),
        (Err(error), None) => Err(raise(py, &error, filename)),
    }
}

/// What a compilation asks of the runtime: warnings and codecs, each in turn, so that `Py` is free whenever one is called.
struct Runtime<'a, 'p> {
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

/// The exception that an error of the front end becomes.
fn raise(py: &mut Py, error: &Error, filename: &str) -> Raised {
    let class: &'static Type = match error.class {
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
    };
    if !class.carries(&exc::SYNTAX_ERROR) {
        return py.error(class, format_args!("{}", error.message));
    }
    match syntax_error(py, class, error, filename) {
        Ok(exception) => py.heap().raise(exception),
        Err(raised) => raised,
    }
}

fn syntax_error(py: &mut Py, class: &'static Type, error: &Error, filename: &str) -> PyResult<Value> {
    let message = py.str(&error.message)?;
    let mut payload = SyntaxError::new(BaseException::new(Some(message.clone())));
    *payload.message.exclusive() = Some(message);
    *payload.filename.exclusive() = Some(py.str(filename)?);
    if let Some(text) = &error.text {
        *payload.text.exclusive() = Some(py.str(text)?);
    }
    if let Some(range) = error.range {
        *payload.line.exclusive() = Some(py.int(range.line.into())?);
        *payload.offset.exclusive() = Some(py.int(range.offset.into())?);
        *payload.end_line.exclusive() = range.end_line.map(|it| py.int(it.into())).transpose()?;
        *payload.end_offset.exclusive() = range.end_offset.map(|it| py.int(it.into())).transpose()?;
    }
    py.heap().object_of(class, payload)
}
