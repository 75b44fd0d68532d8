//! Nodes seen from outside: classes, field names and field values without knowing the node's type.
//! `dump`, the validator and later the `_ast` module work on this view.

use taipan_text::{Name, PyText};

use crate::{Class, Constant, Node};

/// How many values a field holds, as in the ASDL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Exactly one.
    One,
    /// One or none (`?`).
    Optional,
    /// A sequence (`*`).
    Many,
    /// A sequence in which values may be missing (`?*`).
    ManyOptional,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// An identifier.
    Identifier,
    /// Free text, such as a type comment.
    String,
    /// A small number.
    Int,
    /// A constant value.
    Constant,
    /// A node or an enumeration of this ASDL type.
    Node(&'static str),
}

/// The declaration of a field.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// Its Python name.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// How many.
    pub quantity: Quantity,
}

/// A definition of the ASDL.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// Its name, which is that of the base class of its classes; of a product, that of its only class.
    pub name: &'static str,
    /// Its classes.
    pub classes: &'static [Class],
    /// Whether it has but one class, which has no base class of its own.
    pub product: bool,
    /// The attributes of its nodes: their positions, if they have any.
    pub attributes: &'static [FieldSpec],
}

/// The children in a sequence field; `None` stands only where the ASDL says `?*`.
pub type Children<'a> = Vec<Option<Node<'a>>>;

/// The value of a field.
#[derive(Clone, Debug)]
pub enum Field<'a> {
    /// An identifier, or its absence where it is optional.
    Identifier(Option<Name>),
    /// A sequence of identifiers.
    Identifiers(&'a [Name]),
    /// Text, or its absence.
    String(Option<PyText<'a>>),
    /// A number, or its absence.
    Int(Option<i32>),
    /// A constant.
    Constant(Constant<'a>),
    /// A member of an enumeration.
    Simple(Class),
    /// A sequence of such members.
    Simples(Vec<Class>),
    /// A child, or its absence.
    Node(Option<Node<'a>>),
    /// A sequence of children.
    Nodes(Children<'a>),
}
