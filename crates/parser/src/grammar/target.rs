//! Targets: expressions that are assigned to or deleted.
//!
//! What may be a target is also an expression, so it is parsed as one; then the nodes that have a context are made
//! again with the other one, and what has none is no target.

use taipan_ast::{Expr, ExprContext, ExprKind};

use super::{Fail, Parsed, Parser};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// `star_targets: star_target (',' star_target)* [',']`
    pub(super) fn star_targets(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        let first = self.star_target()?;
        if self.kind() != TokenKind::Comma {
            return Ok(first);
        }
        let mark = self.pending.exprs.mark();
        self.pending.exprs.push(first);
        while self.eat(TokenKind::Comma) && super::expression::begins_star_expression(self.kind()) {
            let next = self.star_target()?;
            self.pending.exprs.push(next);
        }
        let elts = self.pending.exprs.finish(mark, self.arena);
        Ok(self.expr(start, ExprKind::Tuple { elts, ctx: ExprContext::Store }))
    }

    /// `star_target: '*' star_target | target_with_star_atom`
    pub(super) fn star_target(&mut self) -> Parsed<&'a Expr<'a>> {
        if self.at_plain_name_target() {
            return self.name_expr(ExprContext::Store);
        }
        let expr = if self.kind() == TokenKind::Star { self.star_expression()? } else { self.bitwise_or()? };
        self.retarget(expr, ExprContext::Store)
    }

    /// `del_target`
    pub(super) fn del_target(&mut self) -> Parsed<&'a Expr<'a>> {
        let expr = self.bitwise_or()?;
        self.retarget(expr, ExprContext::Del)
    }

    /// Whether the next token is a target by itself.
    fn at_plain_name_target(&self) -> bool {
        let is_end = matches!(
            self.kind_ahead(1),
            TokenKind::In | TokenKind::Comma | TokenKind::Equal | TokenKind::Colon | TokenKind::RightParen
        );
        self.kind() == TokenKind::Name && is_end
    }

    /// The same target with another context.
    pub(super) fn retarget(&mut self, expr: &'a Expr<'a>, ctx: ExprContext) -> Parsed<&'a Expr<'a>> {
        let kind = match expr.kind {
            ExprKind::Tuple { elts, .. } => ExprKind::Tuple { elts: self.retarget_all(elts, ctx)?, ctx },
            ExprKind::List { elts, .. } => ExprKind::List { elts: self.retarget_all(elts, ctx)?, ctx },
            ExprKind::Starred { value, .. } if ctx == ExprContext::Store => {
                let value = self.retarget(value, ctx)?;
                ExprKind::Starred { value, ctx }
            }
            _ => return self.retarget_single(expr, ctx),
        };
        Ok(self.arena.alloc(Expr { kind, location: expr.location }))
    }

    fn retarget_all(&mut self, elts: &'a [&'a Expr<'a>], ctx: ExprContext) -> Parsed<&'a [&'a Expr<'a>]> {
        self.check_stack()?;
        let mark = self.pending.exprs.mark();
        for elt in elts {
            let target = self.retarget(elt, ctx)?;
            self.pending.exprs.push(target);
        }
        Ok(self.pending.exprs.finish(mark, self.arena))
    }

    /// The same name, attribute or subscript with another context.
    pub(super) fn retarget_single(&self, expr: &'a Expr<'a>, ctx: ExprContext) -> Parsed<&'a Expr<'a>> {
        let kind = match expr.kind {
            ExprKind::Name { id, .. } => ExprKind::Name { id, ctx },
            ExprKind::Attribute { value, attr, .. } => ExprKind::Attribute { value, attr, ctx },
            ExprKind::Subscript { value, slice, .. } => ExprKind::Subscript { value, slice, ctx },
            _ => return Err(Fail),
        };
        Ok(self.arena.alloc(Expr { kind, location: expr.location }))
    }
}
