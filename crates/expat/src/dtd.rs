//! What the declarations of a document say, shared by the parsers of its entities.

use std::rc::Rc;

use rustc_hash::FxHashMap;

/// Declarations.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
pub(crate) struct Dtd {
    pub(crate) entities: FxHashMap<Box<str>, Entity>,
    pub(crate) parameters: FxHashMap<Box<str>, Entity>,
    pub(crate) elements: FxHashMap<Box<str>, Vec<AttributeDefault>>,
    /// Whether there are references to parameter entities, or an external subset: something may be declared there.
    pub(crate) has_parameter_refs: bool,
    pub(crate) is_standalone: bool,
    /// Whether declarations still count: not behind a parameter entity that was not read.
    pub(crate) stops_processing: bool,
    /// Whether a parameter entity was read meanwhile.
    pub(crate) parameter_read: bool,
}

/// An entity.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entity {
    /// What it stands for, of an internal one.
    pub(crate) text: Option<Rc<[u8]>>,
    pub(crate) system_id: Option<Box<str>>,
    pub(crate) public_id: Option<Box<str>>,
    pub(crate) notation: Option<Box<str>>,
    /// Whether it is being expanded.
    pub(crate) is_open: bool,
    /// Whether it was declared in the document itself.
    pub(crate) is_internal: bool,
}

/// What is declared of an attribute.
#[derive(Clone, Debug)]
pub(crate) struct AttributeDefault {
    pub(crate) name: Box<str>,
    pub(crate) is_cdata: bool,
    pub(crate) is_id: bool,
    /// The value that it has where it does not stand.
    pub(crate) value: Option<Box<str>>,
}

impl Dtd {
    pub(crate) fn entity(&mut self, name: &str, is_parameter: bool) -> Option<&mut Entity> {
        if is_parameter { self.parameters.get_mut(name) } else { self.entities.get_mut(name) }
    }

    /// Whether an attribute's value keeps all of its spaces.
    pub(crate) fn is_cdata(&self, element: &str, attribute: &str) -> bool {
        let declared =
            self.elements.get(element).and_then(|all| all.iter().find(|it| &*it.name == attribute));
        declared.is_none_or(|declared| declared.is_cdata)
    }

    /// A copy for the parser of a general entity, whose declarations are its own.
    pub(crate) fn duplicate(&self) -> Self {
        Self {
            entities: self.entities.clone(),
            parameters: self.parameters.clone(),
            elements: self.elements.clone(),
            has_parameter_refs: self.has_parameter_refs,
            is_standalone: self.is_standalone,
            stops_processing: self.stops_processing,
            parameter_read: self.parameter_read,
        }
    }
}
