//! What a parser reports.

use crate::model::Content;

/// Attributes in the order in which they stand, those of which the DTD says the value behind the others.
pub type Attributes = Vec<(String, String)>;

/// Something in a document. Names are expanded where namespaces are processed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the markup")]
pub enum Event {
    /// `<?xml …?>`; without a version, the declaration of an external entity. Standalone is 1, 0, or -1 for neither.
    XmlDecl { version: Option<String>, encoding: Option<String>, standalone: i32 },
    /// The encoding is one that the parser does not know: [`crate::Parser::set_encoding`] is the answer.
    UnknownEncoding(String),
    /// The document depends on others and does not say that it stands alone.
    NotStandalone,
    /// `<!DOCTYPE …`
    StartDoctype {
        name: String,
        system_id: Option<String>,
        public_id: Option<String>,
        has_internal_subset: bool,
    },
    /// The end of the document type declaration.
    EndDoctype,
    /// `<!ELEMENT …>`: the first of the list is the whole model.
    ElementDecl { name: String, model: Vec<Content> },
    /// One attribute of an `<!ATTLIST …>`.
    AttlistDecl {
        element: String,
        attribute: String,
        kind: String,
        default: Option<String>,
        is_required: bool,
    },
    /// `<!ENTITY …>`
    EntityDecl {
        name: String,
        is_parameter: bool,
        value: Option<String>,
        system_id: Option<String>,
        public_id: Option<String>,
        notation: Option<String>,
    },
    /// `<!NOTATION …>`
    NotationDecl { name: String, system_id: Option<String>, public_id: Option<String> },
    /// A prefix, or none, gets a namespace, or none.
    StartNamespace { prefix: Option<String>, uri: Option<String> },
    /// A prefix loses its namespace.
    EndNamespace { prefix: Option<String> },
    /// A start tag. So many of the attributes stand in it; the others have their values from the DTD.
    StartElement { name: String, attributes: Attributes, specified: usize, raw: Option<String> },
    /// An end tag, or the end of an empty element.
    EndElement { name: String, raw: Option<String> },
    /// Text.
    Characters(String),
    /// The beginning of a CDATA section.
    StartCdata(Option<String>),
    /// Its end.
    EndCdata(Option<String>),
    /// `<!--…-->`
    Comment { text: String, raw: Option<String> },
    /// `<?…?>`
    ProcessingInstruction { target: String, data: String, raw: Option<String> },
    /// A reference to an entity that has not been expanded.
    SkippedEntity { name: String, is_parameter: bool, raw: Option<String> },
    /// A reference to an entity outside of the document. The context goes to [`crate::Parser::external`].
    ExternalEntityRef { context: Option<String>, system_id: Option<String>, public_id: Option<String> },
    /// Anything else.
    Default(String),
}

/// What somebody wants to know. Events of other kinds are not made, or come as [`Event::Default`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interest(pub u32);

macro_rules! interests {
    ($($bit:literal $name:ident)*) => {
        impl Interest {
            $(#[allow(missing_docs, reason = "named like the events")] pub const $name: Self = Self(1 << $bit);)*
        }
    };
}

interests! {
    0 START_ELEMENT 1 END_ELEMENT 2 PROCESSING_INSTRUCTION 3 CHARACTERS 4 UNPARSED_ENTITY_DECL 5 NOTATION_DECL
    6 START_NAMESPACE 7 END_NAMESPACE 8 COMMENT 9 START_CDATA 10 END_CDATA 11 DEFAULT 12 NOT_STANDALONE
    13 EXTERNAL_ENTITY_REF 14 START_DOCTYPE 15 END_DOCTYPE 16 ENTITY_DECL 17 XML_DECL 18 ELEMENT_DECL
    19 ATTLIST_DECL 20 SKIPPED_ENTITY
}

impl Interest {
    /// Whether any of these is wanted.
    #[inline]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// With or without some.
    #[must_use]
    pub const fn with(self, other: Self, is_wanted: bool) -> Self {
        if is_wanted { Self(self.0 | other.0) } else { Self(self.0 & !other.0) }
    }
}
