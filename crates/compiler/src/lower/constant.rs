//! Constants of the tree as constants of a code object.

use std::sync::Arc;

use taipan_ast::{Constant as Literal, Expr, ExprKind};
use taipan_bytecode::{Constant, Str};
use taipan_num::{Int, repr_complex, repr_float};
use taipan_text::{Name, repr_bytes, repr_str};

use super::Lowering;
pub(super) use crate::constants::text_constant;

impl Lowering<'_, '_, '_> {
    /// An identifier as a string constant.
    pub(super) fn text_constant(&self, name: Name) -> Constant {
        Constant::Str(Arc::new(Str::interned(self.session.names.text(name))))
    }

    /// A tuple of identifiers.
    pub(super) fn text_tuple(&self, list: impl Iterator<Item = Name>) -> Constant {
        Constant::Tuple(list.map(|name| self.text_constant(name)).collect())
    }
}

/// The constant that a literal means.
pub(super) fn constant(literal: &Literal<'_>) -> Constant {
    match *literal {
        Literal::None => Constant::None,
        Literal::Bool(value) => Constant::Bool(value),
        Literal::Ellipsis => Constant::Ellipsis,
        Literal::Int(value) => Constant::Int(value),
        Literal::BigInt { negative, digits } => {
            Constant::BigInt(Arc::new(Int::from_digits(negative, digits)))
        }
        Literal::Float(value) => Constant::Float(value),
        Literal::Complex { real, imag } => Constant::Complex(real, imag),
        Literal::Str(text) => text_constant(text),
        Literal::Bytes(bytes) => Constant::Bytes(bytes.into()),
        Literal::Tuple(items) => Constant::Tuple(items.iter().map(constant).collect()),
        Literal::FrozenSet(items) => Constant::FrozenSet(items.iter().map(constant).collect()),
    }
}

/// The constant of an expression that is one.
pub(super) fn constant_of(expression: &Expr<'_>) -> Option<Constant> {
    match &expression.kind {
        ExprKind::Constant { value, .. } => Some(constant(value)),
        _ => None,
    }
}

/// `repr()` of a literal, for messages.
pub(super) fn repr(literal: &Literal<'_>) -> String {
    match *literal {
        Literal::None => "None".to_owned(),
        Literal::Bool(value) => if value { "True" } else { "False" }.to_owned(),
        Literal::Ellipsis => "Ellipsis".to_owned(),
        Literal::Int(value) => value.to_string(),
        Literal::BigInt { .. } => match constant(literal) {
            Constant::BigInt(value) => value.to_string(),
            _ => String::new(),
        },
        Literal::Float(value) => repr_float(value),
        Literal::Complex { real, imag } => repr_complex(real, imag),
        Literal::Str(text) => repr_str(text),
        Literal::Bytes(bytes) => repr_bytes(bytes),
        Literal::Tuple([only]) => format!("({},)", repr(only)),
        Literal::Tuple(items) => format!("({})", repr_items(items)),
        Literal::FrozenSet([]) => "frozenset()".to_owned(),
        Literal::FrozenSet(items) => format!("frozenset({{{}}})", repr_items(items)),
    }
}

fn repr_items(items: &[Literal<'_>]) -> String {
    items.iter().map(repr).collect::<Vec<_>>().join(", ")
}
