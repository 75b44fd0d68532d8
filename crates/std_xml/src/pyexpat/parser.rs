//! `xmlparser`: feeding a parser.

use std::cell::Cell;

use taipan_expat::{Error, Parser};
use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value, exception as exc};

use super::handlers::{ATTRIBUTES, CHARACTER_DATA, Handlers};
use super::settings::SettingsOf;
use super::{create, expat_error};
use crate::calls::{describe, document, given, raise, read_method};

/// The payload.
#[pyclass(name = "pyexpat.xmlparser", static = XMLPARSER)]
pub(crate) struct XmlParser {
    pub(super) parser: PyCell<Parser>,
    #[part]
    pub(super) handlers: PyCell<Handlers>,
    /// A dict of the names that have been seen.
    pub(super) intern: PyCell<Option<Value>>,
    pub(super) base: PyCell<Option<String>>,
    /// Text that is kept until there is more; nothing if none is kept.
    pub(super) text: PyCell<Option<String>>,
    /// The most bytes of it.
    pub(super) buffer_size: Cell<usize>,
    pub(super) has_ordered_attributes: Cell<bool>,
    pub(super) has_specified_attributes: Cell<bool>,
    pub(super) has_prefixes: Cell<bool>,
    /// Whether `DefaultHandlerExpand` was set after `DefaultHandler`.
    pub(super) expands_default: Cell<bool>,
    /// The number of the last error.
    pub(super) error: Cell<u8>,
    pub(super) is_running: Cell<bool>,
    pub(super) is_in_handler: Cell<bool>,
}

pub(super) const BUFFER_SIZE: usize = 8192;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("A parser of XML."),
    flags: Flags::NO_INSTANCES,
    methods: &[XmlParser::METHODS, SettingsOf::METHODS],
    getset: &[SettingsOf::GETSET, ATTRIBUTES],
    ..Definition::of(&XMLPARSER)
};

/// As many bytes of a file are read at once.
const PIECE: i64 = 2048;

impl XmlParser {
    /// Feeds bytes and calls handlers for what they are. The result is 1.
    fn parse(this: Borrowed<'_>, py: &mut Py, bytes: &[u8], is_final: bool) -> PyResult<i64> {
        let Some(parser) = this.get::<Self>() else { return Ok(0) };
        let fed = parser.parser.get_mut(py).feed(bytes, is_final);
        let result = match fed {
            Ok(()) => parser.pump(py),
            Err(error) => Err(parser.raise(py, error)),
        };
        result?;
        parser.flush(py)?;
        Ok(1)
    }

    /// Gives the text that was kept to its handler.
    pub(super) fn flush(&self, py: &mut Py) -> PyResult<()> {
        let kept = match &mut *self.text.get_mut(py) {
            Some(text) if !text.is_empty() => std::mem::take(text),
            _ => return Ok(()),
        };
        self.send_text(py, &kept)
    }

    /// Calls the handler of text.
    pub(super) fn send_text(&self, py: &mut Py, text: &str) -> PyResult<()> {
        let Some(handler) = self.handler(py, CHARACTER_DATA) else { return Ok(()) };
        let text = py.str(text)?;
        self.call(py, &handler, &[&text]).map(drop)
    }

    /// Calls a handler. If it fails, no other one is called any more.
    pub(super) fn call(&self, py: &mut Py, handler: &Value, args: &[&Value]) -> PyResult<Value> {
        let was_in_handler = self.is_in_handler.replace(true);
        let result = py.call(handler, args);
        self.is_in_handler.set(was_in_handler);
        if result.is_err() {
            self.clear_handlers(py);
        }
        result
    }

    /// Raises an error with its place.
    #[cold]
    pub(super) fn raise(&self, py: &mut Py, error: Error) -> Raised {
        self.error.set(error.code());
        let (message, line, column) = describe(&mut self.parser.get_mut(py), error);
        self.raise_at(py, error.code(), &message, line, column)
    }

    /// Raises an error with another text.
    #[cold]
    pub(super) fn raise_text(&self, py: &mut Py, error: Error, text: &str) -> Raised {
        let place = self.parser.get_mut(py).position();
        self.raise_at(py, error.code(), text, place.line, place.column)
    }

    fn raise_at(&self, py: &mut Py, code: u8, message: &str, line: u64, column: u64) -> Raised {
        let made = (|| {
            let class = expat_error(py)?;
            let number = |number: u64| py.int_from_usize(usize::try_from(number).unwrap_or(usize::MAX));
            Ok((
                class,
                [("code", number(code.into())?), ("offset", number(column)?), ("lineno", number(line)?)],
            ))
        })();
        match made {
            Ok((class, attributes)) => raise(py, &class, format_args!("{message}"), &attributes),
            Err(raised) => raised,
        }
    }

    /// Says that the parser is being used; fails if it is.
    fn start<'p>(&'p self, py: &Py, method: &str) -> PyResult<Running<'p>> {
        if self.is_running.replace(true) {
            return Err(exc::runtime_error(py, format_args!("cannot call {method}() from within a handler")));
        }
        Ok(Running(&self.is_running))
    }
}

struct Running<'a>(&'a Cell<bool>);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

#[pymethods]
impl XmlParser {
    /// Parses data, which is text or bytes, and perhaps only a part of a document.
    ///
    /// isfinal says that no more will come. What a text says of its encoding does not matter.
    #[pymethod("($self, data, isfinal=False, /)", name = "Parse")]
    fn parse_data(this: Borrowed<'_>, py: &mut Py, data: &Value, isfinal: Option<bool>) -> PyResult<i64> {
        let Some(parser) = this.get::<Self>() else { return Ok(0) };
        let _running = parser.start(py, "Parse")?;
        let (bytes, is_text) = document(py, data)?;
        if is_text {
            parser.parser.get_mut(py).set_protocol_encoding("utf-8");
        }
        Self::parse(this, py, &bytes, isfinal.unwrap_or(false))
    }

    /// Parses all that a binary file has.
    #[pymethod("($self, file, /)", name = "ParseFile")]
    fn parse_file(this: Borrowed<'_>, py: &mut Py, file: &Value) -> PyResult<i64> {
        let Some(parser) = this.get::<Self>() else { return Ok(0) };
        let _running = parser.start(py, "ParseFile")?;
        let read = read_method(py, file)?;
        let size = py.int(PIECE)?;
        loop {
            let data = py.call(&read, &[&size])?;
            let Some(bytes) = data.get::<Bytes>() else {
                let class = data.type_().name();
                return Err(exc::type_error(
                    py,
                    format_args!("read() did not return a bytes object (type={class})"),
                ));
            };
            let is_final = bytes.is_empty();
            let result = Self::parse(this, py, bytes.data(), is_final)?;
            if is_final {
                return Ok(result);
            }
        }
    }

    /// Sets the address that relative ones are resolved against.
    #[pymethod("($self, base, /)", name = "SetBase")]
    fn set_base(&self, py: &mut Py, base: &Str) {
        let base = base.to_utf8().into_owned();
        drop(self.base.replace(py, Some(base)));
    }

    /// The address that relative ones are resolved against, or None.
    #[pymethod("($self, /)", name = "GetBase")]
    fn get_base(&self, py: &mut Py) -> PyResult<Value> {
        let base = self.base.get(py).clone();
        crate::calls::text_or_none(py, base.as_deref())
    }

    /// The input from the event on that a handler is being called for, as bytes; None at other times.
    #[pymethod("($self, /)", name = "GetInputContext")]
    fn get_input_context(&self, py: &mut Py) -> PyResult<Value> {
        if !self.is_in_handler.get() {
            return Ok(taipan_object::types::singletons::none());
        }
        let rest = self.parser.get(py).rest().map(<[u8]>::to_vec);
        match rest {
            Some(rest) => py.bytes(&rest),
            None => Ok(taipan_object::types::singletons::none()),
        }
    }

    /// A parser for an entity outside of the document. The context is what ExternalEntityRefHandler was given.
    #[pymethod(
        "($self, context, encoding=<unrepresentable>, /)",
        text = "($self, context, encoding=<unrepresentable>,\n                           /)",
        name = "ExternalEntityParserCreate"
    )]
    fn external_entity_parser_create(
        this: &Self,
        py: &mut Py,
        context: Borrowed<'_>,
        encoding: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let function = "ExternalEntityParserCreate";
        let context = super::optional_text(py, Some(context), function, "context")?;
        let encoding = match given(encoding) {
            Some(encoding) => super::optional_text(py, Some(encoding), function, "encoding")?,
            None => None,
        };
        create::create_external(py, this, context.as_deref(), encoding)
    }
}
