//! `TreeBuilder`: makes a tree of starts, ends and text.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::protocol::number::Operator;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{is_none, none, none_ref};
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value, exception as exc};

use super::element::{ELEMENT, Element, is_absent};
use super::{State, library};
use crate::calls::{given, raise};

/// The payload. What is not there is None, or nothing.
#[pyclass(name = "xml.etree.ElementTree.TreeBuilder", static = TREE_BUILDER)]
pub(crate) struct TreeBuilder {
    root: PyCell<Option<Value>>,
    /// The element that is open.
    current: PyCell<Value>,
    /// The element that was begun or ended last.
    last: PyCell<Value>,
    /// What text comes behind; nothing where text comes into `last`.
    before_text: PyCell<Option<Value>>,
    /// Text that has no place yet, in pieces.
    pieces: PyCell<Vec<Value>>,
    /// The elements around the open one, and None around the root.
    stack: PyCell<Vec<Value>>,
    element_factory: PyCell<Option<Value>>,
    comment_factory: PyCell<Option<Value>>,
    pi_factory: PyCell<Option<Value>>,
    /// What takes reports of events.
    report: PyCell<Option<Value>>,
    /// For each kind of events its name, if it is reported.
    reported: PyCell<Vec<Option<Value>>>,
    inserts_comments: Cell<bool>,
    inserts_pis: Cell<bool>,
}

/// Kinds of events that are reported.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Start,
    End,
    StartNamespace,
    EndNamespace,
    Comment,
    Pi,
}

/// Their names.
pub(super) const KINDS: [&str; 6] = ["start", "end", "start-ns", "end-ns", "comment", "pi"];

pub(crate) const DEFINITION: Definition = Definition {
    flags: Flags::BASE,
    slots: &[TreeBuilder::SLOTS],
    methods: &[TreeBuilder::METHODS],
    ..Definition::of(&TREE_BUILDER)
};

impl TreeBuilder {
    /// A builder that has not been told anything.
    pub(super) fn create(py: &mut Py, class: &Type) -> PyResult<Value> {
        py.heap().object_of(
            class,
            Self {
                root: PyCell::default(),
                current: PyCell::new(none()),
                last: PyCell::new(none()),
                before_text: PyCell::default(),
                pieces: PyCell::default(),
                stack: PyCell::default(),
                element_factory: PyCell::default(),
                comment_factory: PyCell::default(),
                pi_factory: PyCell::default(),
                report: PyCell::default(),
                reported: PyCell::default(),
                inserts_comments: Cell::new(false),
                inserts_pis: Cell::new(false),
            },
        )
    }

    /// Says what is reported, and to what.
    pub(super) fn set_reports(&self, py: &mut Py, report: Value, reported: Vec<Option<Value>>) {
        drop(self.report.replace(py, Some(report)));
        drop(self.reported.replace(py, reported));
    }

    /// Whether events of a kind are reported.
    pub(super) fn reports(&self, py: &Py, kind: Kind) -> bool {
        matches!(self.reported.get(py).get(kind as usize), Some(Some(_)))
    }

    /// Whether processing instructions matter.
    pub(super) fn wants_pis(&self, py: &Py) -> bool {
        self.inserts_pis.get() || self.reports(py, Kind::Pi)
    }

    pub(super) fn report(&self, py: &mut Py, kind: Kind, about: &Value) -> PyResult<()> {
        let name = self.reported.get(py).get(kind as usize).cloned().flatten();
        let (Some(name), Some(report)) = (name, self.report.get(py).clone()) else { return Ok(()) };
        let event = py.tuple([name, about.clone()])?;
        py.call(&report, &[&event]).map(drop)
    }

    /// The root, or None.
    pub(super) fn done(&self, py: &Py) -> Value {
        self.root.get(py).clone().unwrap_or_else(none)
    }

    /// Begins an element.
    pub(super) fn begin(&self, py: &mut Py, tag: &Value, attrib: Option<Value>) -> PyResult<Value> {
        self.flush(py)?;
        let factory = self.element_factory.get(py).clone();
        let node = match factory {
            None => Element::create(py, &ELEMENT, tag.clone(), attrib)?,
            Some(factory) => {
                let attrib = match attrib {
                    Some(attrib) => attrib,
                    None => py.dict()?,
                };
                py.call(&factory, &[tag, &attrib])?
            }
        };
        drop(self.before_text.replace(py, None));
        let current = self.current.get(py).clone();
        if !is_none(&current) {
            add_child(py, &current, &node)?;
        } else if self.root.get(py).is_some() {
            let library = library(py)?;
            let message = format_args!("multiple elements on top level");
            return Err(raise(py, &library.parse_error, message, &[]));
        } else {
            drop(self.root.replace(py, Some(node.clone())));
        }
        let mut stack = self.stack.get_mut(py);
        stack.try_reserve(1)?;
        stack.push(current);
        drop(stack);
        drop(self.current.replace(py, node.clone()));
        drop(self.last.replace(py, node.clone()));
        self.report(py, Kind::Start, &node)?;
        Ok(node)
    }

    /// Ends the open element.
    pub(super) fn finish(&self, py: &mut Py) -> PyResult<Value> {
        self.flush(py)?;
        let above = self.stack.get_mut(py).pop();
        let Some(above) = above else {
            return Err(exc::index_error(py, format_args!("pop from empty stack")));
        };
        let ended = self.current.replace(py, above);
        drop(self.last.replace(py, ended.clone()));
        drop(self.before_text.replace(py, Some(ended.clone())));
        self.report(py, Kind::End, &ended)?;
        Ok(ended)
    }

    /// Adds text. What comes before the root is left out.
    pub(super) fn add_text(&self, py: &mut Py, text: Value) -> PyResult<()> {
        if self.pieces.get(py).is_empty() && is_none(&self.last.get(py)) {
            return Ok(());
        }
        let mut pieces = self.pieces.get_mut(py);
        pieces.try_reserve(1)?;
        pieces.push(text);
        Ok(())
    }

    pub(super) fn add_comment(&self, py: &mut Py, text: &Value) -> PyResult<Value> {
        self.flush(py)?;
        let factory = self.comment_factory.get(py).clone();
        let comment = match factory {
            Some(factory) => {
                let comment = py.call(&factory, &[text])?;
                self.insert(py, &comment, self.inserts_comments.get())?;
                comment
            }
            None => text.clone(),
        };
        self.report(py, Kind::Comment, &comment)?;
        Ok(comment)
    }

    pub(super) fn add_pi(&self, py: &mut Py, target: &Value, text: &Value) -> PyResult<Value> {
        self.flush(py)?;
        let factory = self.pi_factory.get(py).clone();
        let pi = match factory {
            Some(factory) => {
                let pi = py.call(&factory, &[target, text])?;
                self.insert(py, &pi, self.inserts_pis.get())?;
                pi
            }
            None => py.tuple([target.clone(), text.clone()])?,
        };
        self.report(py, Kind::Pi, &pi)?;
        Ok(pi)
    }

    /// Puts a comment or an instruction into the open element, if it is wanted there.
    fn insert(&self, py: &mut Py, node: &Value, is_wanted: bool) -> PyResult<()> {
        let current = self.current.get(py).clone();
        if is_wanted && !is_none(&current) {
            add_child(py, &current, node)?;
            drop(self.before_text.replace(py, Some(node.clone())));
        }
        Ok(())
    }

    /// Gives the text so far its place: in the last element, or behind it.
    fn flush(&self, py: &mut Py) -> PyResult<()> {
        if self.pieces.get(py).is_empty() {
            return Ok(());
        }
        let pieces = self.pieces.replace(py, Vec::new());
        let before = self.before_text.get(py).clone();
        let (name, node) = match before {
            Some(before) => ("tail", before),
            None => ("text", self.last.get(py).clone()),
        };
        let text = match &*pieces {
            [piece] => piece.clone(),
            pieces => join(py, pieces)?,
        };
        if let Some(element) = node.exact::<Element>() {
            let place = if name == "tail" { &element.tail } else { &element.text };
            if is_absent(&place.get(py)) {
                drop(place.replace(py, text));
                return Ok(());
            }
        }
        let name = py.heap().intern(name)?;
        let previous = py.get_attribute(&node, &name)?;
        let text = if is_none(&previous) { text } else { py.binary(Operator::Add, &previous, &text)? };
        py.set_attribute(&node, &name, &text)
    }
}

/// Pieces of text as one.
pub(super) fn join(py: &Py, pieces: &[Value]) -> PyResult<Value> {
    let mut all = StrBuilder::new();
    for (number, piece) in pieces.iter().enumerate() {
        let Some(text) = piece.get::<Str>() else {
            let class = piece.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("sequence item {number}: expected str instance, {class} found"),
            ));
        };
        all.extend(text.units());
    }
    all.finish(py)
}

fn add_child(py: &mut Py, parent: &Value, child: &Value) -> PyResult<()> {
    if let Some(element) = parent.exact::<Element>() {
        return element.append(py, child.clone());
    }
    let append = py.heap().intern("append")?;
    py.call_method(parent, &append, &[child]).map(drop)
}

#[pymethods]
impl TreeBuilder {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        Self::create(py, class)
    }

    #[pyslot(
        "(element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False, insert_pis=False)",
        name = "TreeBuilder"
    )]
    fn init(
        this: Borrowed<'_>,
        py: &mut Py,
        element_factory: Option<Borrowed<'_>>,
        comment_factory: Option<Borrowed<'_>>,
        pi_factory: Option<Borrowed<'_>>,
        insert_comments: Option<bool>,
        insert_pis: Option<bool>,
    ) -> PyResult<()> {
        let Some(builder) = this.get::<Self>() else { return Ok(()) };
        let factories = py.state::<State>().factories(py, this.type_());
        let comment = given(comment_factory).map(Borrowed::to_value).or(factories.comment);
        let pi = given(pi_factory).map(Borrowed::to_value).or(factories.pi);
        builder.inserts_comments.set(comment.is_some() && insert_comments.unwrap_or(false));
        builder.inserts_pis.set(pi.is_some() && insert_pis.unwrap_or(false));
        let element = given(element_factory).map(Borrowed::to_value);
        drop(builder.element_factory.replace(py, element));
        drop(builder.comment_factory.replace(py, comment));
        drop(builder.pi_factory.replace(py, pi));
        Ok(())
    }

    /// Adds text.
    #[pymethod("($self, data, /)")]
    fn data(&self, py: &mut Py, data: Borrowed<'_>) -> PyResult<()> {
        self.add_text(py, data.to_value())
    }

    /// Begins an element, which is the result.
    #[pymethod("($self, tag, attrs, /)")]
    fn start(&self, py: &mut Py, tag: &Value, attrs: Borrowed<'_>) -> PyResult<Value> {
        if attrs.get::<Dict>().is_none() {
            let class = attrs.type_().name();
            return Err(exc::type_error(py, format_args!("start() argument 2 must be dict, not {class}")));
        }
        self.begin(py, tag, Some(attrs.to_value()))
    }

    /// Ends the open element, which is the result.
    #[pymethod("($self, tag, /)")]
    fn end(&self, py: &mut Py, _tag: Borrowed<'_>) -> PyResult<Value> {
        self.finish(py)
    }

    /// Makes a comment, which is the result.
    #[pymethod("($self, text, /)")]
    fn comment(&self, py: &mut Py, text: &Value) -> PyResult<Value> {
        self.add_comment(py, text)
    }

    /// Makes a processing instruction, which is the result.
    #[pymethod("($self, target, text=None, /)")]
    fn pi(&self, py: &mut Py, target: &Value, text: Option<Borrowed<'_>>) -> PyResult<Value> {
        self.add_pi(py, target, &text.unwrap_or(none_ref()))
    }

    /// The root of the tree, or None.
    #[pymethod("($self, /)")]
    fn close(&self, py: &mut Py) -> Value {
        self.done(py)
    }
}
