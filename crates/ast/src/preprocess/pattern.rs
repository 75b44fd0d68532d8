//! Numbers in patterns: `-1` and `1+2j` are operations in the tree, and constants to the compiler.

use bumpalo::Bump;
use taipan_num::fold::{self, BinaryOperator};

use crate::{Constant, Expr, ExprKind, Operator, Pattern, PatternKind, UnaryOp};

/// The pattern with its own numbers folded (not those of inner patterns), if it has any.
pub(super) fn fold_numbers<'a>(arena: &'a Bump, node: &Pattern<'a>) -> Option<&'a Pattern<'a>> {
    let mut kind = node.kind;
    match &mut kind {
        PatternKind::MatchValue { value } => *value = fold_number(arena, value)?,
        PatternKind::MatchMapping { keys, .. } => {
            if !keys.iter().any(|key| is_operation(key)) {
                return None;
            }
            *keys =
                arena.alloc_slice_fill_iter(keys.iter().map(|key| fold_number(arena, key).unwrap_or(key)));
        }
        _ => return None,
    }
    Some(arena.alloc(Pattern { kind, location: node.location }))
}

fn is_operation(node: &Expr<'_>) -> bool {
    matches!(node.kind, ExprKind::UnaryOp { .. } | ExprKind::BinOp { .. })
}

/// `-number`, `number + number` or `number - number`, where the first may itself be negative.
fn fold_number<'a>(arena: &'a Bump, node: &Expr<'a>) -> Option<&'a Expr<'a>> {
    let number = match node.kind {
        ExprKind::UnaryOp { op: UnaryOp::USub, operand } => {
            fold::unary(fold::UnaryOperator::Negative, &number(operand)?)
        }
        ExprKind::BinOp { left, op, right } => {
            let operator = match op {
                Operator::Add => BinaryOperator::Add,
                Operator::Sub => BinaryOperator::Subtract,
                _ => return None,
            };
            let negative = match left.kind {
                ExprKind::UnaryOp { .. } => fold_number(arena, left),
                _ => None,
            };
            let left = negative.unwrap_or(left);
            fold::binary(&number(left)?, operator, &number(right)?)
        }
        _ => return None,
    }?;
    let kind = ExprKind::Constant { value: Constant::from_number(&number, arena), kind: None };
    Some(arena.alloc(Expr { kind, location: node.location }))
}

fn number(node: &Expr<'_>) -> Option<taipan_num::Number> {
    match node.kind {
        ExprKind::Constant { value, .. } => value.to_number(),
        _ => None,
    }
}
