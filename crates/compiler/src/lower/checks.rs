//! Warnings about code that is legal and surely wrong: `"x" is y`, `(1, 2)(3)`, `[1, 2]["a"]`.

use taipan_ast::{CmpOp, Constant as Literal, Expr, ExprKind};
use taipan_text::Location;

use super::{Lowered, Lowering};

impl Lowering<'_, '_, '_> {
    /// Warns of `is` with a literal other than the singletons.
    pub(super) fn check_identity_of_literals(
        &mut self,
        left: &Expr<'_>,
        operators: &[CmpOp],
        comparators: &[&Expr<'_>],
        at: Location,
    ) -> Lowered {
        let mut left = left;
        for (operator, &right) in operators.iter().zip(comparators) {
            let literal = [left, right].into_iter().find(|operand| is_literal(operand));
            let (operator, better) = match operator {
                CmpOp::Is => ("is", "=="),
                CmpOp::IsNot => ("is not", "!="),
                _ => {
                    left = right;
                    continue;
                }
            };
            if let Some(literal) = literal {
                let kind = inferred_type(literal).unwrap_or("object");
                let message = format!("\"{operator}\" with '{kind}' literal. Did you mean \"{better}\"?");
                return self.warn(at, message);
            }
            left = right;
        }
        Ok(())
    }

    /// Warns of a call of a literal.
    pub(super) fn check_called(&mut self, function: &Expr<'_>) -> Lowered {
        let kind = match function.kind {
            ExprKind::Lambda { .. } => None,
            _ => inferred_type(function),
        };
        let Some(kind) = kind else { return Ok(()) };
        let message = format!("'{kind}' object is not callable; perhaps you missed a comma?");
        self.warn(function.location, message)
    }

    /// Warns of a subscript of a literal that has none.
    pub(super) fn check_subscripted(&mut self, value: &Expr<'_>) -> Lowered {
        let has_no_items = match &value.kind {
            ExprKind::Constant { value, .. } => matches!(
                value,
                Literal::None
                    | Literal::Ellipsis
                    | Literal::Bool(_)
                    | Literal::Int(_)
                    | Literal::BigInt { .. }
                    | Literal::Float(_)
                    | Literal::Complex { .. }
                    | Literal::FrozenSet(_)
            ),
            ExprKind::Set { .. }
            | ExprKind::SetComp { .. }
            | ExprKind::GeneratorExp { .. }
            | ExprKind::TemplateStr { .. }
            | ExprKind::Interpolation { .. }
            | ExprKind::Lambda { .. } => true,
            _ => false,
        };
        let Some(kind) = inferred_type(value).filter(|_| has_no_items) else { return Ok(()) };
        let message = format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
        self.warn(value.location, message)
    }

    /// Warns of a subscript of a literal sequence with a literal that is no index.
    pub(super) fn check_index(&mut self, value: &Expr<'_>, index: &Expr<'_>) -> Lowered {
        let Some(index_kind) = inferred_type(index) else { return Ok(()) };
        if matches!(index_kind, "int" | "bool") {
            return Ok(());
        }
        let is_sequence = match &value.kind {
            ExprKind::Constant { value, .. } => {
                matches!(value, Literal::Str(_) | Literal::Bytes(_) | Literal::Tuple(_))
            }
            ExprKind::Tuple { .. }
            | ExprKind::List { .. }
            | ExprKind::ListComp { .. }
            | ExprKind::JoinedStr { .. }
            | ExprKind::FormattedValue { .. } => true,
            _ => false,
        };
        let Some(kind) = inferred_type(value).filter(|_| is_sequence) else { return Ok(()) };
        let message = format!(
            "{kind} indices must be integers or slices, not {index_kind}; perhaps you missed a comma?"
        );
        self.warn(value.location, message)
    }
}

/// Whether an expression is a constant, or a tuple of constants; the singletons do not count.
fn is_literal(expression: &Expr<'_>) -> bool {
    match &expression.kind {
        ExprKind::Tuple { elts, .. } => {
            elts.iter().all(|item| matches!(item.kind, ExprKind::Constant { .. }))
        }
        ExprKind::Constant { value, .. } => {
            !matches!(value, Literal::None | Literal::Bool(_) | Literal::Ellipsis)
        }
        _ => false,
    }
}

/// The name of the type that an expression surely has.
const fn inferred_type(expression: &Expr<'_>) -> Option<&'static str> {
    Some(match &expression.kind {
        ExprKind::Tuple { .. } => "tuple",
        ExprKind::List { .. } | ExprKind::ListComp { .. } => "list",
        ExprKind::Dict { .. } | ExprKind::DictComp { .. } => "dict",
        ExprKind::Set { .. } | ExprKind::SetComp { .. } => "set",
        ExprKind::GeneratorExp { .. } => "generator",
        ExprKind::Lambda { .. } => "function",
        ExprKind::TemplateStr { .. } | ExprKind::Interpolation { .. } => "string.templatelib.Template",
        ExprKind::JoinedStr { .. } | ExprKind::FormattedValue { .. } => "str",
        ExprKind::Constant { value, .. } => match value {
            Literal::None => "NoneType",
            Literal::Bool(_) => "bool",
            Literal::Ellipsis => "ellipsis",
            Literal::Int(_) | Literal::BigInt { .. } => "int",
            Literal::Float(_) => "float",
            Literal::Complex { .. } => "complex",
            Literal::Str(_) => "str",
            Literal::Bytes(_) => "bytes",
            Literal::Tuple(_) => "tuple",
            Literal::FrozenSet(_) => "frozenset",
        },
        _ => return None,
    })
}
