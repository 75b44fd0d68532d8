//! `Element`: the payload, and the attributes of an element.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::{DICT, Dict};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value, exception as exc};

use super::{children, copy, search, signature};

/// The payload. Text that is not there is None.
#[pyclass(name = "xml.etree.ElementTree.Element", static = ELEMENT)]
pub(crate) struct Element {
    pub(super) tag: PyCell<Value>,
    /// The text behind the start tag.
    pub(super) text: PyCell<Value>,
    /// The text behind the end tag.
    pub(super) tail: PyCell<Value>,
    /// A dict, made when there is need of it.
    pub(super) attrib: PyCell<Option<Value>>,
    /// Elements.
    pub(super) children: PyCell<Vec<Value>>,
}

pub(crate) const DEFINITION: Definition = Definition {
    flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
    slots: &[Core::SLOTS, children::Children::SLOTS],
    methods: &[Core::METHODS, children::Children::METHODS, search::Search::METHODS, copy::Copying::METHODS],
    getset: &[Core::GETSET],
    ..Definition::of(&ELEMENT)
};

impl Element {
    /// An element without children. An empty dict counts as none.
    pub(super) fn create(py: &mut Py, class: &Type, tag: Value, attrib: Option<Value>) -> PyResult<Value> {
        let attrib = attrib.filter(|it| it.get::<Dict>().is_some_and(|dict| !dict.is_empty(py)));
        py.heap().object_of(
            class,
            Self {
                tag: PyCell::new(tag),
                text: PyCell::new(none()),
                tail: PyCell::new(none()),
                attrib: PyCell::new(attrib),
                children: PyCell::default(),
            },
        )
    }

    /// The dict of attributes.
    pub(super) fn attributes(&self, py: &mut Py) -> PyResult<Value> {
        if let Some(attrib) = self.attrib.get(py).clone() {
            return Ok(attrib);
        }
        let attrib = py.dict()?;
        drop(self.attrib.replace(py, Some(attrib.clone())));
        Ok(attrib)
    }
}

/// Construction and attributes.
pub(super) struct Core;

#[pymethods(Element)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        Element::create(py, class, none(), None)
    }

    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        let Some(element) = this.get::<Element>() else { return Ok(()) };
        let given = signature::element(py, args)?;
        let attrib = given.attrib.filter(|it| it.get::<Dict>().is_some_and(|dict| !dict.is_empty(py)));
        if attrib.is_some() {
            drop(element.attrib.replace(py, attrib));
        }
        drop(element.tag.replace(py, given.tag.to_value()));
        drop(element.text.replace(py, none()));
        drop(element.tail.replace(py, none()));
        Ok(())
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(element) = this.get::<Element>() else { return py.str("<Element>") };
        let Some(guard) = py.enter_repr(this) else {
            let class = this.type_().name();
            return Err(exc::runtime_error(py, format_args!("reentrant call inside {class}.__repr__")));
        };
        let tag = element.tag.get(py).clone();
        let tag = py.repr(&tag);
        py.leave_repr(guard);
        let tag = tag?;
        py.text(format_args!("<Element {tag} at {:#x}>", this.word()))
    }

    /// Removes children, attributes and text.
    #[pymethod("($self, /)")]
    fn clear(this: &Element, py: &mut Py) {
        let children = this.children.replace(py, Vec::new());
        let attrib = this.attrib.replace(py, None);
        let (text, tail) = (this.text.replace(py, none()), this.tail.replace(py, none()));
        drop((children, attrib, text, tail));
    }

    /// The value of an attribute, or the default.
    #[pymethod("($self, /, key, default=None)")]
    fn get(this: &Element, py: &mut Py, key: &Value, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let attrib = this.attrib.get(py).clone();
        if let Some(dict) = attrib.as_ref().and_then(|attrib| attrib.get::<Dict>())
            && let Some(value) = dict.get(py, key)?
        {
            return Ok(value);
        }
        Ok(default.map_or_else(none, Borrowed::to_value))
    }

    /// Sets an attribute.
    #[pymethod("($self, key, value, /)")]
    fn set(this: &Element, py: &mut Py, key: &Value, value: Borrowed<'_>) -> PyResult<()> {
        let attrib = this.attributes(py)?;
        match attrib.get::<Dict>() {
            Some(dict) => dict.set(py, key, value.to_value()),
            None => Ok(()),
        }
    }

    /// A list of names and values of the attributes.
    #[pymethod("($self, /)")]
    fn items(this: &Element, py: &mut Py) -> PyResult<Value> {
        let attrib = this.attrib.get(py).clone();
        let mut pairs = Vec::new();
        if let Some(dict) = attrib.as_ref().and_then(|attrib| attrib.get::<Dict>()) {
            for (name, value) in dict.items(py) {
                pairs.push(py.tuple([name, value])?);
            }
        }
        py.list(pairs)
    }

    /// A list of the names of the attributes.
    #[pymethod("($self, /)")]
    fn keys(this: &Element, py: &mut Py) -> PyResult<Value> {
        let attrib = this.attrib.get(py).clone();
        let names = match attrib.as_ref().and_then(|attrib| attrib.get::<Dict>()) {
            Some(dict) => dict.keys(py)?,
            None => Vec::new(),
        };
        py.list(names)
    }

    /// A new element of the same kind, in no tree.
    #[pymethod("($self, tag, attrib, /)")]
    fn makeelement(_this: &Element, py: &mut Py, tag: Borrowed<'_>, attrib: &Dict) -> PyResult<Value> {
        let attrib = attrib.copy(py)?;
        Element::create(py, &ELEMENT, tag.to_value(), Some(attrib))
    }

    /// How many bytes the element takes, without what it refers to.
    #[pymethod("($self, /)")]
    fn __sizeof__(this: Borrowed<'_>, py: &mut Py) -> usize {
        let children = this.get::<Element>().map_or(0, |element| element.children.get(py).capacity());
        this.type_().instance_size() + children * size_of::<Value>()
    }

    /// What kind of data the element is.
    #[pygetter]
    fn tag(this: &Element, py: &mut Py) -> Value {
        this.tag.get(py).clone()
    }

    #[pysetter]
    fn set_tag(this: &Element, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = settable(py, value)?;
        drop(this.tag.replace(py, value));
        Ok(())
    }

    /// The text right behind the start tag, or None.
    #[pygetter]
    fn text(this: &Element, py: &mut Py) -> Value {
        this.text.get(py).clone()
    }

    #[pysetter]
    fn set_text(this: &Element, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = settable(py, value)?;
        drop(this.text.replace(py, value));
        Ok(())
    }

    /// The text right behind the end tag, or None.
    #[pygetter]
    fn tail(this: &Element, py: &mut Py) -> Value {
        this.tail.get(py).clone()
    }

    #[pysetter]
    fn set_tail(this: &Element, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = settable(py, value)?;
        drop(this.tail.replace(py, value));
        Ok(())
    }

    /// The dict of attributes.
    #[pygetter]
    fn attrib(this: &Element, py: &mut Py) -> PyResult<Value> {
        this.attributes(py)
    }

    #[pysetter]
    fn set_attrib(this: &Element, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = settable(py, value)?;
        if !value.type_().is_subtype(py, &DICT) {
            let class = value.type_().name();
            return Err(exc::type_error(py, format_args!("attrib must be dict, not {class}")));
        }
        drop(this.attrib.replace(py, Some(value)));
        Ok(())
    }
}

/// The new value of an attribute, which cannot be deleted.
fn settable(py: &Py, value: Option<Borrowed<'_>>) -> PyResult<Value> {
    match value {
        Some(value) => Ok(value.to_value()),
        None => Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("can't delete element attribute"))),
    }
}

/// Whether there is text.
pub(super) fn is_absent(text: &Value) -> bool {
    is_none(text)
}
