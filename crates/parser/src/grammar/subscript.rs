//! What stands in the brackets of a subscript.

use taipan_ast::{Expr, ExprKind};

use super::atom::is_parenthesised;
use super::expression::begins_expression;
use super::{BRACKET_LEVELS, Parsed, Parser};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// `'[' slices ']'`, where `slices: slice !',' | ','.(slice | starred_expression)+ [',']`
    pub(super) fn slices(&mut self) -> Parsed<&'a Expr<'a>> {
        self.enter(BRACKET_LEVELS)?;
        self.expect(TokenKind::LeftBracket)?;
        let start = self.start();
        let is_starred = self.kind() == TokenKind::Star;
        let first = self.slice_or_starred()?;
        let slices = if is_starred || self.kind() == TokenKind::Comma {
            let mark = self.pending.exprs.mark();
            self.pending.exprs.push(first);
            while self.eat(TokenKind::Comma) && self.kind() != TokenKind::RightBracket {
                let next = self.slice_or_starred()?;
                self.pending.exprs.push(next);
            }
            self.tuple_from(start, mark)
        } else {
            first
        };
        self.expect(TokenKind::RightBracket)?;
        self.leave(BRACKET_LEVELS);
        Ok(slices)
    }

    fn slice_or_starred(&mut self) -> Parsed<&'a Expr<'a>> {
        if self.kind() == TokenKind::Star { self.starred_expression() } else { self.slice() }
    }

    /// `slice: [expression] ':' [expression] [':' [expression]] | named_expression`
    fn slice(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        let lower = if self.kind() == TokenKind::Colon {
            None
        } else {
            let index = self.named_expression()?;
            // An assignment expression cannot begin a slice, nor can one follow it.
            if self.kind() != TokenKind::Colon
                || matches!(index.kind, ExprKind::NamedExpr { .. }) && !is_parenthesised(start, index)
            {
                return Ok(index);
            }
            Some(index)
        };
        self.expect(TokenKind::Colon)?;
        let upper = self.optional_expression()?;
        let step = if self.eat(TokenKind::Colon) { self.optional_expression()? } else { None };
        Ok(self.expr(start, ExprKind::Slice { lower, upper, step }))
    }

    fn optional_expression(&mut self) -> Parsed<Option<&'a Expr<'a>>> {
        if begins_expression(self.kind()) { self.expression().map(Some) } else { Ok(None) }
    }
}
