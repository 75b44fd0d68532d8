//! The functions that a parser calls: one attribute for each.

use taipan_expat::Interest;
use taipan_object::native::GetSetDef;
use taipan_object::type_::parts::Part;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Borrowed, Py, PyResult, Value, Visit, exception as exc};

use super::parser::XmlParser;

/// The functions by number.
pub(crate) struct Handlers(pub(super) Vec<Option<Value>>);

impl Part for Handlers {
    fn take(&mut self) -> Option<Value> {
        self.0.iter_mut().find_map(Option::take)
    }

    fn each(&self, visit: &mut Visit<'_>) {
        self.0.iter().flatten().for_each(visit);
    }
}

macro_rules! handlers {
    ($($number:literal $constant:ident $name:literal $interest:ident)*) => {
        $(pub(super) const $constant: usize = $number;)*

        /// How many there are.
        pub(super) const COUNT: usize = [$($number),*].len();

        /// Which events each is for.
        const INTERESTS: [Interest; COUNT] = [$(Interest::$interest),*];

        /// The attributes.
        pub(super) const ATTRIBUTES: &[GetSetDef] = &[$(GetSetDef {
            name: $name,
            doc: None,
            get: |py, this| get(py, this, $number),
            set: Some(|py, this, value| set(py, this, $number, value)),
            member: false,
        }),*];
    };
}

handlers! {
    0 START_ELEMENT "StartElementHandler" START_ELEMENT
    1 END_ELEMENT "EndElementHandler" END_ELEMENT
    2 PROCESSING_INSTRUCTION "ProcessingInstructionHandler" PROCESSING_INSTRUCTION
    3 CHARACTER_DATA "CharacterDataHandler" CHARACTERS
    4 UNPARSED_ENTITY_DECL "UnparsedEntityDeclHandler" UNPARSED_ENTITY_DECL
    5 NOTATION_DECL "NotationDeclHandler" NOTATION_DECL
    6 START_NAMESPACE_DECL "StartNamespaceDeclHandler" START_NAMESPACE
    7 END_NAMESPACE_DECL "EndNamespaceDeclHandler" END_NAMESPACE
    8 COMMENT "CommentHandler" COMMENT
    9 START_CDATA_SECTION "StartCdataSectionHandler" START_CDATA
    10 END_CDATA_SECTION "EndCdataSectionHandler" END_CDATA
    11 DEFAULT "DefaultHandler" DEFAULT
    12 DEFAULT_EXPAND "DefaultHandlerExpand" DEFAULT
    13 NOT_STANDALONE "NotStandaloneHandler" NOT_STANDALONE
    14 EXTERNAL_ENTITY_REF "ExternalEntityRefHandler" EXTERNAL_ENTITY_REF
    15 START_DOCTYPE_DECL "StartDoctypeDeclHandler" START_DOCTYPE
    16 END_DOCTYPE_DECL "EndDoctypeDeclHandler" END_DOCTYPE
    17 ENTITY_DECL "EntityDeclHandler" ENTITY_DECL
    18 XML_DECL "XmlDeclHandler" XML_DECL
    19 ELEMENT_DECL "ElementDeclHandler" ELEMENT_DECL
    20 ATTLIST_DECL "AttlistDeclHandler" ATTLIST_DECL
    21 SKIPPED_ENTITY "SkippedEntityHandler" SKIPPED_ENTITY
}

fn get(py: &mut Py, this: Borrowed<'_>, number: usize) -> PyResult<Value> {
    let handler = this.get::<XmlParser>().and_then(|parser| parser.handler(py, number));
    Ok(handler.unwrap_or_else(none))
}

fn set(py: &mut Py, this: Borrowed<'_>, number: usize, value: Option<Borrowed<'_>>) -> PyResult<()> {
    let Some(value) = value else {
        return Err(exc::type_error(py, format_args!("Cannot delete attribute")));
    };
    let Some(parser) = this.get::<XmlParser>() else { return Ok(()) };
    if number == CHARACTER_DATA {
        // What was kept is for the old one.
        parser.flush(py)?;
    }
    if number == DEFAULT || number == DEFAULT_EXPAND {
        parser.expands_default.set(number == DEFAULT_EXPAND);
        parser.parser.get_mut(py).set_expands_internal(number == DEFAULT_EXPAND);
    }
    let handler = if is_none(&value) { None } else { Some(value.to_value()) };
    let old = match parser.handlers.get_mut(py).0.get_mut(number) {
        Some(place) => std::mem::replace(place, handler),
        None => None,
    };
    drop(old);
    parser.update_interest(py);
    Ok(())
}

impl XmlParser {
    pub(super) fn handler(&self, py: &Py, number: usize) -> Option<Value> {
        self.handlers.get(py).0.get(number).cloned().flatten()
    }

    /// Tells the parser which events somebody wants.
    pub(super) fn update_interest(&self, py: &mut Py) {
        let mut interest = Interest::default();
        for (handler, &kind) in self.handlers.get(py).0.iter().zip(&INTERESTS) {
            if handler.is_some() {
                interest = interest.with(kind, true);
            }
        }
        self.parser.get_mut(py).set_interest(interest);
    }

    /// Forgets all functions, after one has failed.
    pub(super) fn clear_handlers(&self, py: &mut Py) {
        drop(self.handlers.replace(py, Handlers(vec![None; COUNT])));
        self.update_interest(py);
    }
}
