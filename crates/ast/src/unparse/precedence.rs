//! How tightly operators bind.

use crate::{BoolOp, CmpOp, Operator, UnaryOp};

/// The precedence of an expression, or the lowest one that needs no parentheses at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precedence {
    NamedExpr,
    Tuple,
    Yield,
    /// `if … else`, `lambda`; what places ask for that say nothing else.
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Product,
    Unary,
    Power,
    Await,
    Atom,
}

impl Precedence {
    /// `|`, and what `*` and `**` stand before.
    pub(super) const EXPR: Self = Self::BitOr;

    /// The next higher one.
    pub(super) fn next(self) -> Self {
        match self {
            Self::NamedExpr => Self::Tuple,
            Self::Tuple => Self::Yield,
            Self::Yield => Self::Test,
            Self::Test => Self::Or,
            Self::Or => Self::And,
            Self::And => Self::Not,
            Self::Not => Self::Compare,
            Self::Compare => Self::BitOr,
            Self::BitOr => Self::BitXor,
            Self::BitXor => Self::BitAnd,
            Self::BitAnd => Self::Shift,
            Self::Shift => Self::Sum,
            Self::Sum => Self::Product,
            Self::Product => Self::Unary,
            Self::Unary => Self::Power,
            Self::Power => Self::Await,
            Self::Await | Self::Atom => Self::Atom,
        }
    }
}

/// An operator between two operands: its text, and the precedences of itself, its left and its right operand.
pub(super) fn binary(operator: Operator) -> (&'static str, [Precedence; 3]) {
    use Precedence::{BitAnd, BitOr, BitXor, Power, Product, Shift, Sum};
    let (text, own) = match operator {
        Operator::Add => ("+", Sum),
        Operator::Sub => ("-", Sum),
        Operator::Mult => ("*", Product),
        Operator::MatMult => ("@", Product),
        Operator::Div => ("/", Product),
        Operator::Mod => ("%", Product),
        Operator::FloorDiv => ("//", Product),
        Operator::LShift => ("<<", Shift),
        Operator::RShift => (">>", Shift),
        Operator::BitOr => ("|", BitOr),
        Operator::BitXor => ("^", BitXor),
        Operator::BitAnd => ("&", BitAnd),
        Operator::Pow => return ("**", [Power, Power.next(), Power]),
    };
    (text, [own, own, own.next()])
}

/// An operator before its operand.
pub(super) fn unary(operator: UnaryOp) -> (&'static str, Precedence) {
    match operator {
        UnaryOp::Invert => ("~", Precedence::Unary),
        UnaryOp::Not => ("not ", Precedence::Not),
        UnaryOp::UAdd => ("+", Precedence::Unary),
        UnaryOp::USub => ("-", Precedence::Unary),
    }
}

/// `and`, `or`.
pub(super) fn boolean(operator: BoolOp) -> (&'static str, Precedence) {
    match operator {
        BoolOp::And => (" and ", Precedence::And),
        BoolOp::Or => (" or ", Precedence::Or),
    }
}

/// The text of a comparison operator.
pub(super) fn comparison(operator: CmpOp) -> &'static str {
    match operator {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}
