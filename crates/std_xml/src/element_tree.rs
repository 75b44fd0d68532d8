//! `_elementtree`: trees of XML elements, what builds them, and the parser that drives a builder.

mod builder;
mod children;
mod copy;
mod element;
mod iterator;
mod parser;
mod search;
mod signature;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use taipan_macros::pymodule;
use taipan_object::protocol::call::is_callable;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::type_::TYPE;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

use crate::calls::{exception_class, import};
use builder::TREE_BUILDER;
use element::{ELEMENT, Element};
use parser::XML_PARSER;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Elements of XML and how they are made of documents, for xml.etree.ElementTree."),
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[element::DEFINITION, iterator::DEFINITION, builder::DEFINITION, parser::DEFINITION]],
    types: &[&ELEMENT, &XML_PARSER],
    exec: Some(exec),
    ..ModuleDef::of("_elementtree")
};

/// What the types need of the library.
pub(super) struct Library {
    /// `copy.deepcopy`
    deepcopy: Value,
    /// `xml.etree.ElementPath`
    element_path: Value,
    parse_error: Value,
}

/// What makes comments and processing instructions where a builder is told nothing else.
#[derive(Clone, Default)]
pub(super) struct Factories {
    pub(super) comment: Option<Value>,
    pub(super) pi: Option<Value>,
}

/// A class of builders and its factories. A module that is made anew gets a class of its own, which derives from the first
/// one: each copy of `xml.etree.ElementTree` has its own factories.
struct Builders {
    class: Value,
    factories: Factories,
}

#[derive(Default)]
pub(super) struct State {
    library: OnceCell<Rc<Library>>,
    builders: RefCell<Vec<Builders>>,
}

impl State {
    /// The factories that belong to a class of builders, or to what it derives from.
    pub(super) fn factories(&self, py: &Py, class: &Type) -> Factories {
        let builders = self.builders.borrow();
        let found =
            builders.iter().rev().find(|it| it.class.as_type().is_some_and(|it| class.is_subtype(py, it)));
        found.map(|it| it.factories.clone()).unwrap_or_default()
    }

    /// Whether the objects of a class are builders whose methods nobody has replaced.
    pub(super) fn is_builder(&self, class: &Type) -> bool {
        class.is(&TREE_BUILDER)
            || self.builders.borrow().iter().any(|it| it.class.as_type().is_some_and(|it| class.is(it)))
    }
}

/// What the types need of the library, which is imported when the module is made.
pub(super) fn library(py: &mut Py) -> PyResult<Rc<Library>> {
    let state = py.state::<State>();
    if let Some(library) = state.library.get() {
        return Ok(library.clone());
    }
    let copy = import(py, "copy")?;
    let name = py.heap().intern("deepcopy")?;
    let library = Library {
        deepcopy: py.get_attribute(&copy, &name)?,
        element_path: import(py, "xml.etree.ElementPath")?,
        parse_error: exception_class(
            py,
            "xml.etree.ElementTree",
            "ParseError",
            exc::SYNTAX_ERROR.to_value(),
        )?,
    };
    Ok(state.library.get_or_init(|| Rc::new(library)).clone())
}

fn exec(py: &mut Py, value: &Value) -> PyResult<()> {
    let library = library(py)?;
    let class = builder_class(py)?;
    let Some(module) = value.get::<Module>() else { return Ok(()) };
    module.set(py, "ParseError", library.parse_error.clone())?;
    module.set(py, "TreeBuilder", class)
}

/// The class of builders for a module that is being made.
fn builder_class(py: &mut Py) -> PyResult<Value> {
    let state = py.state::<State>();
    let is_first = state.builders.borrow().is_empty();
    let class = if is_first { TREE_BUILDER.to_value() } else { derived_builder(py)? };
    state.builders.borrow_mut().push(Builders { class: class.clone(), factories: Factories::default() });
    Ok(class)
}

fn derived_builder(py: &mut Py) -> PyResult<Value> {
    let namespace = py.dict()?;
    let slots = py.tuple([])?;
    for (name, value) in [("__module__", py.str("xml.etree.ElementTree")?), ("__slots__", slots)] {
        let name = py.heap().intern(name)?;
        py.set_item(&namespace, &name, &value)?;
    }
    let (name, bases) = (py.str("TreeBuilder")?, py.tuple([TREE_BUILDER.to_value()])?);
    py.call(&TYPE.to_value(), &[&name, &bases, &namespace])
}

/// `TypeError` for something that is no element.
pub(super) fn require_element(py: &Py, value: &Value) -> PyResult<()> {
    if value.get::<Element>().is_some() {
        return Ok(());
    }
    let class = value.type_().name();
    Err(exc::type_error(py, format_args!("expected an Element, not \"{class}\"")))
}

struct Functions;

#[pymodule("_elementtree")]
impl Functions {
    /// A new element, put at the end of another one.
    #[pyfunction("(*args, **kwargs)", text = "", name = "SubElement")]
    fn sub_element(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let given = signature::sub_element(py, args)?;
        let element = Element::create(py, &ELEMENT, given.tag.to_value(), given.attrib)?;
        if let Some(parent) = given.parent.get::<Element>() {
            parent.append(py, element.clone())?;
        }
        Ok(element)
    }

    /// Says what makes comments and processing instructions.
    #[pyfunction("(comment_factory, pi_factory, /)", text = "($module, comment_factory, pi_factory, /)")]
    fn _set_factories(
        py: &mut Py,
        comment_factory: Borrowed<'_>,
        pi_factory: Borrowed<'_>,
    ) -> PyResult<Value> {
        for (kind, factory) in [("Comment", comment_factory), ("PI", pi_factory)] {
            if !is_none(&factory) && !is_callable(&factory) {
                let class = factory.type_().name();
                return Err(exc::type_error(
                    py,
                    format_args!("{kind} factory must be callable, not {class}"),
                ));
            }
        }
        let given = |factory: Borrowed<'_>| (!is_none(&factory)).then(|| factory.to_value());
        let new = Factories { comment: given(comment_factory), pi: given(pi_factory) };
        let state = py.state::<State>();
        let old = match state.builders.borrow_mut().last_mut() {
            Some(builders) => std::mem::replace(&mut builders.factories, new),
            None => Factories::default(),
        };
        py.tuple([old.comment.unwrap_or_else(none), old.pi.unwrap_or_else(none)])
    }
}
