//! Assignments and expression statements: which one it is shows after the first expression.

use taipan_ast::{Expr, ExprContext, ExprKind, Operator, StmtKind};

use super::atom::is_parenthesised;
use super::{Fail, Parsed, Parser, Start};
use crate::TokenKind;

const fn augassign(kind: TokenKind) -> Option<Operator> {
    Some(match kind {
        TokenKind::PlusEqual => Operator::Add,
        TokenKind::MinusEqual => Operator::Sub,
        TokenKind::StarEqual => Operator::Mult,
        TokenKind::AtEqual => Operator::MatMult,
        TokenKind::SlashEqual => Operator::Div,
        TokenKind::PercentEqual => Operator::Mod,
        TokenKind::AmpersandEqual => Operator::BitAnd,
        TokenKind::BarEqual => Operator::BitOr,
        TokenKind::CircumflexEqual => Operator::BitXor,
        TokenKind::LeftShiftEqual => Operator::LShift,
        TokenKind::RightShiftEqual => Operator::RShift,
        TokenKind::DoubleStarEqual => Operator::Pow,
        TokenKind::DoubleSlashEqual => Operator::FloorDiv,
        _ => return None,
    })
}

impl<'a> Parser<'a, '_> {
    /// `assignment | star_expressions`, begun at `start`.
    pub(super) fn assignment_or_expression(&mut self, start: Start) -> Parsed<StmtKind<'a>> {
        if self.kind() == TokenKind::Name && self.kind_ahead(1) == TokenKind::Equal {
            let target = self.name_expr(ExprContext::Store)?;
            return self.assign(target);
        }
        let first_is_paren = self.kind() == TokenKind::LeftParen;
        let expr = self.star_expressions()?;
        match self.kind() {
            TokenKind::Equal => {
                let target = self.retarget(expr, ExprContext::Store)?;
                self.assign(target)
            }
            TokenKind::Colon => self.annotated(start, expr, first_is_paren),
            kind => match augassign(kind) {
                Some(op) => self.augmented(expr, op),
                None => Ok(Self::expression_stmt(expr)),
            },
        }
    }

    /// `(star_targets '=')+ annotated_rhs [TYPE_COMMENT]`, the first target being passed.
    fn assign(&mut self, first: &'a Expr<'a>) -> Parsed<StmtKind<'a>> {
        let mark = self.pending.exprs.mark();
        self.pending.exprs.push(first);
        let value = loop {
            self.expect(TokenKind::Equal)?;
            if self.kind() == TokenKind::Yield {
                break self.yield_expr()?;
            }
            let value = self.star_expressions()?;
            if self.kind() != TokenKind::Equal {
                break value;
            }
            let target = self.retarget(value, ExprContext::Store)?;
            self.pending.exprs.push(target);
        };
        let type_comment = self.type_comment();
        let targets = self.pending.exprs.finish(mark, self.arena);
        Ok(StmtKind::Assign { targets, value, type_comment })
    }

    /// `target ':' expression ['=' annotated_rhs]`
    fn annotated(
        &mut self,
        start: Start,
        target: &'a Expr<'a>,
        first_is_paren: bool,
    ) -> Parsed<StmtKind<'a>> {
        if first_is_paren && !is_parenthesised(start, target) && !begins_with_other_group(target, start) {
            return Err(Fail);
        }
        let is_name = matches!(target.kind, ExprKind::Name { .. });
        let target = self.retarget_single(target, ExprContext::Store)?;
        self.bump();
        let annotation = self.expression()?;
        let value = if self.eat(TokenKind::Equal) { Some(self.annotated_rhs()?) } else { None };
        self.since_version(6)?;
        let simple = i32::from(is_name && !first_is_paren);
        Ok(StmtKind::AnnAssign { target, annotation, value, simple })
    }

    /// `single_target augassign annotated_rhs`
    fn augmented(&mut self, target: &'a Expr<'a>, op: Operator) -> Parsed<StmtKind<'a>> {
        let target = self.retarget_single(target, ExprContext::Store)?;
        if op == Operator::MatMult {
            self.since_version(5)?;
        }
        self.bump();
        let value = self.annotated_rhs()?;
        Ok(StmtKind::AugAssign { target, op, value })
    }
}

/// Whether what stands in the leading parenthesis of `(…).b` is not itself a target. In `(a).b: int` CPython takes
/// `(a)` for the target, for good, and misses the colon after it.
fn begins_with_other_group(target: &Expr<'_>, start: Start) -> bool {
    let mut expr = target;
    while (expr.location.line, expr.location.column) == (start.line as i32, start.column as i32) {
        expr = match expr.kind {
            ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => value,
            ExprKind::Call { func, .. } => func,
            _ => return true,
        };
    }
    !matches!(expr.kind, ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. })
}
