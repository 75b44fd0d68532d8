//! What the recogniser remembers of a piece of source: where it lies, and as much of its kind as a message may name.

use taipan_text::Location;

/// A recognised piece of source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'n> {
    /// What it is.
    pub(super) kind: Kind<'n>,
    /// Where it lies.
    pub(super) location: Location,
}

/// The kinds of expressions that messages tell apart, with the parts that a search for an invalid target visits.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind<'n> {
    /// An identifier, with its text.
    Name(&'n str),
    Attribute,
    Subscript,
    Starred(&'n Node<'n>),
    List(&'n [Node<'n>]),
    Tuple(&'n [Node<'n>]),
    Lambda,
    Call,
    /// A boolean, binary or unary operation.
    Operation,
    Generator,
    ListComprehension,
    SetComprehension,
    DictComprehension,
    Yield,
    Await,
    Dict,
    Set,
    FString,
    TString,
    Str,
    Bytes,
    RealNumber,
    ImaginaryNumber,
    None,
    False,
    True,
    Ellipsis,
    /// A comparison whose first operator is `in`, with its left side.
    Membership(&'n Node<'n>),
    /// Any other comparison.
    Comparison,
    Conditional,
    NamedExpression,
    /// A statement, a pattern, a parameter: no message names its kind.
    Other,
}

/// The statement whose targets are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Targets {
    /// Assignments and `with … as`.
    Store,
    /// `del`
    Delete,
    /// `for`
    Loop,
}

impl<'n> Node<'n> {
    /// The result of a rule of which nobody asks more than that it matched.
    pub(super) const MATCHED: Self = Self { kind: Kind::Other, location: Location::NONE };

    /// What CPython calls this kind of expression in its messages.
    pub(super) const fn description(&self) -> &'static str {
        match self.kind {
            Kind::Name(_) => "name",
            Kind::Attribute => "attribute",
            Kind::Subscript => "subscript",
            Kind::Starred(_) => "starred",
            Kind::List(_) => "list",
            Kind::Tuple(_) => "tuple",
            Kind::Lambda => "lambda",
            Kind::Call => "function call",
            Kind::Operation => "expression",
            Kind::Generator => "generator expression",
            Kind::ListComprehension => "list comprehension",
            Kind::SetComprehension => "set comprehension",
            Kind::DictComprehension => "dict comprehension",
            Kind::Yield => "yield expression",
            Kind::Await => "await expression",
            Kind::Dict => "dict literal",
            Kind::Set => "set display",
            Kind::FString => "f-string expression",
            Kind::TString => "t-string expression",
            Kind::Str | Kind::Bytes | Kind::RealNumber | Kind::ImaginaryNumber => "literal",
            Kind::None => "None",
            Kind::False => "False",
            Kind::True => "True",
            Kind::Ellipsis => "ellipsis",
            Kind::Membership(_) | Kind::Comparison => "comparison",
            Kind::Conditional => "conditional expression",
            Kind::NamedExpression => "named expression",
            Kind::Other => "expression",
        }
    }

    /// The first part of this expression that cannot be a target of the statement.
    ///
    /// The depth of tuples and lists is bounded by the lexer's limit on nested brackets.
    pub(super) fn invalid_target(self, targets: Targets) -> Option<Node<'n>> {
        match self.kind {
            Kind::Name(_) | Kind::Attribute | Kind::Subscript => None,
            Kind::List(items) | Kind::Tuple(items) => {
                items.iter().find_map(|item| item.invalid_target(targets))
            }
            Kind::Starred(value) if targets != Targets::Delete => value.invalid_target(targets),
            // `a in b` of `for a in b` was read as a comparison: its left side is the target.
            Kind::Membership(left) if targets == Targets::Loop => left.invalid_target(targets),
            Kind::Comparison if targets == Targets::Loop => None,
            _ => Some(self),
        }
    }

    /// Whether this is the name of a statement of Python 2 that has become a function.
    pub(super) fn is_legacy_statement(&self) -> bool {
        matches!(self.kind, Kind::Name("print" | "exec"))
    }
}
