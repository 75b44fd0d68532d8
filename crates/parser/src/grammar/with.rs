//! `with` statements.

use taipan_ast::{StmtKind, WithItem};

use super::expression::begins_expression;
use super::{Fail, Parsed, Parser};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// `with_stmt: ['async'] 'with' items ':' [TYPE_COMMENT] block`
    ///
    /// A parenthesis may hold the items or begin the first of them. As in CPython's grammar it holds them if it can
    /// be read so; only if that fails it is an expression, `with` being nowhere inside one, so nothing is read more
    /// than twice.
    pub(super) fn with_stmt(&mut self, is_async: bool) -> Parsed<StmtKind<'a>> {
        self.bump();
        let in_parentheses =
            if self.kind() == TokenKind::LeftParen { self.attempt(Self::parenthesised_items) } else { None };
        let items = match in_parentheses {
            Some(items) => items,
            None => self.with_items()?,
        };
        let type_comment = self.type_comment();
        let body = self.block()?;
        if is_async {
            self.since_version(5)?;
            return Ok(StmtKind::AsyncWith { items, body, type_comment });
        }
        Ok(StmtKind::With { items, body, type_comment })
    }

    /// `'(' ','.with_item+ [','] ')' ':'`
    fn parenthesised_items(&mut self) -> Parsed<&'a [&'a WithItem<'a>]> {
        self.bump();
        let mark = self.pending.items.mark();
        loop {
            self.with_item()?;
            if !self.eat(TokenKind::Comma) || !begins_expression(self.kind()) {
                break;
            }
        }
        self.expect(TokenKind::RightParen)?;
        self.expect(TokenKind::Colon)?;
        Ok(self.pending.items.finish(mark, self.arena))
    }

    /// `','.with_item+ ':'`
    fn with_items(&mut self) -> Parsed<&'a [&'a WithItem<'a>]> {
        let mark = self.pending.items.mark();
        self.with_item()?;
        while self.eat(TokenKind::Comma) {
            self.with_item()?;
        }
        self.expect(TokenKind::Colon)?;
        Ok(self.pending.items.finish(mark, self.arena))
    }

    /// `with_item: expression ['as' star_target &(',' | ')' | ':')]`
    fn with_item(&mut self) -> Parsed<()> {
        let context_expr = self.expression()?;
        let mut optional_vars = None;
        if self.eat(TokenKind::As) {
            optional_vars = Some(self.star_target()?);
            if !matches!(self.kind(), TokenKind::Comma | TokenKind::RightParen | TokenKind::Colon) {
                return Err(Fail);
            }
        }
        self.pending.items.push(self.arena.alloc(WithItem { context_expr, optional_vars }));
        Ok(())
    }
}
