//! `XMLParser`: drives a target, most often a builder, by the events of a document.

mod drive;
mod names;

use taipan_expat::{Interest, Parser, Settings};
use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::{STR, Str};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value, exception as exc};

use super::State;
use super::builder::{KINDS, Kind, TREE_BUILDER, TreeBuilder};
use super::children::sequence;
use crate::calls::{document, given};
use names::Names;

/// The payload. Before `__init__` there is neither a parser nor a target.
#[pyclass(name = "xml.etree.ElementTree.XMLParser", static = XML_PARSER)]
pub(crate) struct XmlParser {
    parser: PyCell<Option<Parser>>,
    target: PyCell<Option<Value>>,
    /// A dict of the texts of entities that the document does not declare.
    entity: PyCell<Option<Value>>,
    #[part]
    names: PyCell<Names>,
    /// The methods of the target, in the order of [`HANDLERS`].
    handlers: PyCell<Vec<Option<Value>>>,
}

/// The methods that a target may have.
const HANDLERS: [&str; 9] =
    ["start_ns", "end_ns", "start", "data", "end", "comment", "pi", "close", "doctype"];
const START_NS: usize = 0;
const END_NS: usize = 1;
const START: usize = 2;
const DATA: usize = 3;
const END: usize = 4;
const COMMENT: usize = 5;
const PI: usize = 6;
const CLOSE: usize = 7;
const DOCTYPE: usize = 8;

/// So much of a file is read at once.
const PIECE: i64 = 64 << 10;

pub(crate) const DEFINITION: Definition = Definition {
    flags: Flags::BASE,
    slots: &[XmlParser::SLOTS],
    methods: &[XmlParser::METHODS],
    getset: &[XmlParser::GETSET],
    ..Definition::of(&XML_PARSER)
};

const NAMESPACES: Interest = Interest::START_NAMESPACE.with(Interest::END_NAMESPACE, true);

impl XmlParser {
    /// The method of the target for something.
    fn handler(&self, py: &Py, number: usize) -> Option<Value> {
        self.handlers.get(py).get(number).cloned().flatten()
    }

    /// The target, or `ValueError` before `__init__`.
    fn target_of(&self, py: &Py) -> PyResult<Value> {
        match self.target.get(py).clone() {
            Some(target) => Ok(target),
            None => Err(exc::value_error(py, format_args!("XMLParser.__init__() wasn't called"))),
        }
    }

    /// What the document is parsed for, by the methods of the target.
    fn interest(&self, py: &Py) -> Interest {
        let has = |number| matches!(self.handlers.get(py).get(number), Some(Some(_)));
        Interest::START_ELEMENT
            .with(Interest::END_ELEMENT, true)
            .with(Interest::DEFAULT, true)
            .with(Interest::CHARACTERS, true)
            .with(Interest::START_DOCTYPE, true)
            .with(NAMESPACES, has(START_NS) || has(END_NS))
            .with(Interest::COMMENT, has(COMMENT))
            .with(Interest::PROCESSING_INSTRUCTION, has(PI))
    }

    /// Says that the document comes as text, whatever it says of its encoding.
    fn expect_text(&self, py: &mut Py) {
        if let Some(engine) = &mut *self.parser.get_mut(py) {
            engine.set_protocol_encoding("utf-8");
        }
    }

    fn close_target(&self, py: &mut Py, target: &Value) -> PyResult<Value> {
        if let Some(builder) = builder(py, target) {
            return Ok(builder.done(py));
        }
        match self.handler(py, CLOSE) {
            Some(close) => py.call(&close, &[]),
            None => Ok(none()),
        }
    }
}

/// A target as the builder that it is, unless its class is derived: then its methods must be called.
fn builder<'a>(py: &Py, target: &'a Value) -> Option<&'a TreeBuilder> {
    if py.state::<State>().is_builder(target.type_()) { target.get::<TreeBuilder>() } else { None }
}

#[pymethods]
impl XmlParser {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        let payload = Self {
            parser: PyCell::default(),
            target: PyCell::default(),
            entity: PyCell::default(),
            names: PyCell::default(),
            handlers: PyCell::default(),
        };
        py.heap().object_of(class, payload)
    }

    #[pyslot("(*, target=None, encoding=None)", name = "XMLParser")]
    fn init(
        this: Borrowed<'_>,
        py: &mut Py,
        target: Option<Borrowed<'_>>,
        encoding: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let Some(parser) = this.get::<Self>() else { return Ok(()) };
        let encoding = match given(encoding) {
            None => None,
            Some(encoding) => Some(encoding_name(py, &encoding)?),
        };
        let target = match given(target) {
            Some(target) => target.to_value(),
            None => TreeBuilder::create(py, &TREE_BUILDER)?,
        };
        let mut handlers = Vec::new();
        for name in HANDLERS {
            let name = py.heap().intern(name)?;
            handlers.push(py.find_attribute(&target, &name)?);
        }
        let entity = py.dict()?;
        drop(parser.entity.replace(py, Some(entity)));
        drop(parser.names.replace(py, Names::default()));
        drop(parser.handlers.replace(py, handlers));
        let mut engine = Parser::new(Settings { encoding, separator: Some('}') });
        engine.set_expands_internal(true);
        engine.set_interest(parser.interest(py));
        drop(parser.parser.replace(py, Some(engine)));
        drop(parser.target.replace(py, Some(target)));
        Ok(())
    }

    /// Parses a piece of a document, text or bytes.
    #[pymethod("($self, data, /)")]
    fn feed(this: Borrowed<'_>, py: &mut Py, data: &Value) -> PyResult<()> {
        let Some(parser) = this.get::<Self>() else { return Ok(()) };
        parser.target_of(py)?;
        let (bytes, is_text) = document(py, data)?;
        if is_text {
            parser.expect_text(py);
        }
        Self::parse(this, py, &bytes, false)
    }

    /// Parses what is left. The result is that of the target's close().
    #[pymethod("($self, /)")]
    fn close(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(parser) = this.get::<Self>() else { return Ok(none()) };
        let target = parser.target_of(py)?;
        Self::parse(this, py, &[], true)?;
        parser.close_target(py, &target)
    }

    /// Parses what has come, although more may follow.
    #[pymethod("($self, /)")]
    fn flush(this: Borrowed<'_>, py: &mut Py) -> PyResult<()> {
        let Some(parser) = this.get::<Self>() else { return Ok(()) };
        parser.target_of(py)?;
        let defer = |py: &mut Py, defers| {
            if let Some(engine) = &mut *parser.parser.get_mut(py) {
                engine.set_defers(defers);
            }
        };
        defer(py, false);
        let result = Self::parse(this, py, &[], false);
        defer(py, true);
        result
    }

    /// Parses all that a file has.
    #[pymethod("($self, file, /)")]
    fn _parse_whole(this: Borrowed<'_>, py: &mut Py, file: &Value) -> PyResult<Value> {
        let Some(parser) = this.get::<Self>() else { return Ok(none()) };
        let target = parser.target_of(py)?;
        let name = py.heap().intern("read")?;
        let read = py.get_attribute(file, &name)?;
        let size = py.int(PIECE)?;
        loop {
            let mut data = py.call(&read, &[&size])?;
            if data.type_().is(&STR) {
                data = py.encode(&data, Some("utf-8"), Some("surrogatepass"))?;
                parser.expect_text(py);
            }
            let Some(bytes) = data.exact::<Bytes>().filter(|bytes| !bytes.data().is_empty()) else { break };
            Self::parse(this, py, bytes.data(), false)?;
        }
        Self::parse(this, py, &[], true)?;
        Ok(builder(py, &target).map_or_else(none, |builder| builder.done(py)))
    }

    /// Says which events are reported to a queue.
    #[pymethod("($self, events_queue, events_to_report=None, /)")]
    fn _setevents(
        &self,
        py: &mut Py,
        events_queue: &Value,
        events_to_report: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let target = self.target_of(py)?;
        let Some(builder) = builder(py, &target) else {
            return Err(exc::type_error(
                py,
                format_args!("event handling only supported for ElementTree.TreeBuilder targets"),
            ));
        };
        let append = py.heap().intern("append")?;
        let report = py.get_attribute(events_queue, &append)?;
        let mut reported: Vec<Option<Value>> = vec![None; KINDS.len()];
        builder.set_reports(py, report.clone(), reported.clone());
        let mut interest = self.interest(py);
        match given(events_to_report) {
            None => {
                let end = py.heap().intern("end")?;
                if let Some(place) = reported.get_mut(Kind::End as usize) {
                    *place = Some(end);
                }
            }
            Some(events) => {
                for event in sequence(py, &events, "events must be a sequence")? {
                    let name = event_name(py, &event)?;
                    let found = KINDS.iter().position(|&kind| kind == name);
                    let Some(place) = found.and_then(|kind| reported.get_mut(kind)) else {
                        return Err(exc::value_error(py, format_args!("unknown event '{name}'")));
                    };
                    *place = Some(event);
                    interest = match &*name {
                        "start-ns" | "end-ns" => interest.with(NAMESPACES, true),
                        "comment" => interest.with(Interest::COMMENT, true),
                        "pi" => interest.with(Interest::PROCESSING_INSTRUCTION, true),
                        _ => interest,
                    };
                }
            }
        }
        builder.set_reports(py, report, reported);
        if let Some(engine) = &mut *self.parser.get_mut(py) {
            engine.set_interest(interest);
        }
        Ok(())
    }

    /// The texts of entities that documents do not declare.
    #[pymember]
    fn entity(&self, py: &mut Py) -> Value {
        self.entity.get(py).clone().unwrap_or_else(none)
    }

    /// What the parser drives.
    #[pymember]
    fn target(&self, py: &mut Py) -> Value {
        self.target.get(py).clone().unwrap_or_else(none)
    }

    /// The parser's version.
    #[pygetter]
    fn version(_this: &Self) -> String {
        let [major, minor, micro] = crate::pyexpat::VERSION;
        format!("Expat {major}.{minor}.{micro}")
    }
}

fn encoding_name(py: &Py, encoding: &Value) -> PyResult<String> {
    let Some(text) = encoding.get::<Str>() else {
        let class = encoding.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("XMLParser() argument 'encoding' must be str or None, not {class}"),
        ));
    };
    let name = text.to_utf8().into_owned();
    if name.contains('\0') {
        return Err(exc::value_error(py, format_args!("embedded null character")));
    }
    Ok(name)
}

/// The name of a kind of events, text or bytes.
fn event_name(py: &Py, event: &Value) -> PyResult<String> {
    if let Some(text) = event.get::<Str>() {
        return Ok(text.to_utf8().into_owned());
    }
    match event.get::<Bytes>() {
        Some(bytes) => Ok(String::from_utf8_lossy(bytes.data()).into_owned()),
        None => Err(exc::value_error(py, format_args!("invalid events sequence"))),
    }
}
