//! `try` statements.

use taipan_ast::{ExceptHandler, StmtKind};

use super::expression::begins_expression;
use super::{Fail, Parsed, Parser};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// `try_stmt: 'try' ':' block (finally_block | except_block+ [else_block] [finally_block])`, and the same with
    /// `except*` throughout.
    pub(super) fn try_stmt(&mut self) -> Parsed<StmtKind<'a>> {
        self.bump();
        let body = self.colon_block()?;
        let is_star = self.kind_ahead(1) == TokenKind::Star;
        let mark = self.pending.handlers.mark();
        while self.kind() == TokenKind::Except {
            let handler = self.except_block(is_star)?;
            self.pending.handlers.push(handler);
        }
        let handlers = self.pending.handlers.finish(mark, self.arena);
        let orelse = if handlers.is_empty() { &[] } else { self.else_block()? };
        let finalbody = if self.eat(TokenKind::Finally) {
            self.findings.has_finally = true;
            self.colon_block()?
        } else if handlers.is_empty() {
            return Err(Fail);
        } else {
            &[]
        };
        if is_star && !handlers.is_empty() {
            self.since_version(11)?;
            return Ok(StmtKind::TryStar { body, handlers, orelse, finalbody });
        }
        Ok(StmtKind::Try { body, handlers, orelse, finalbody })
    }

    /// `except_block: 'except' [expression 'as' NAME | expressions] ':' block`, or `except_star_block`, where the
    /// expression may not be missing.
    fn except_block(&mut self, is_star: bool) -> Parsed<&'a ExceptHandler<'a>> {
        let start = self.start_of(TokenKind::Except)?;
        if self.eat(TokenKind::Star) != is_star {
            return Err(Fail);
        }
        let mut type_ = None;
        let mut name = None;
        if is_star || self.kind() != TokenKind::Colon {
            let first = self.start();
            let mut expr = self.expression()?;
            if self.kind() == TokenKind::Comma {
                self.since_version(14)?;
                expr = self.rest_of_tuple(first, expr, begins_expression, Self::expression)?;
            } else if self.eat(TokenKind::As) {
                name = Some(self.name()?);
            }
            type_ = Some(expr);
        }
        let body = self.colon_block()?;
        let location = self.since(start);
        Ok(self.arena.alloc(ExceptHandler { type_, name, body, location }))
    }
}
