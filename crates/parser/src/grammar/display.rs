//! Lists, sets and dictionaries, and the comprehensions that look like them.

use taipan_ast::{Expr, ExprContext, ExprKind};

use super::atom::is_parenthesised;
use super::{BRACKET_LEVELS, Fail, Parsed, Parser, Start};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// `list | listcomp`
    pub(super) fn bracket(&mut self) -> Parsed<&'a Expr<'a>> {
        self.enter(BRACKET_LEVELS)?;
        let start = self.start();
        self.expect(TokenKind::LeftBracket)?;
        let mark = self.pending.exprs.mark();
        if self.kind() != TokenKind::RightBracket {
            let is_starred = self.kind() == TokenKind::Star;
            let elt = self.star_named_expression()?;
            if self.at_for() && !is_starred {
                let generators = self.for_if_clauses()?;
                self.expect(TokenKind::RightBracket)?;
                self.leave(BRACKET_LEVELS);
                return Ok(self.expr(start, ExprKind::ListComp { elt, generators }));
            }
            self.pending.exprs.push(elt);
            if self.eat(TokenKind::Comma) {
                self.star_named_expressions(TokenKind::RightBracket)?;
            }
        }
        self.expect(TokenKind::RightBracket)?;
        self.leave(BRACKET_LEVELS);
        let elts = self.pending.exprs.finish(mark, self.arena);
        Ok(self.expr(start, ExprKind::List { elts, ctx: ExprContext::Load }))
    }

    /// `dict | set | dictcomp | setcomp`
    pub(super) fn brace(&mut self) -> Parsed<&'a Expr<'a>> {
        self.enter(BRACKET_LEVELS)?;
        let start = self.start();
        self.expect(TokenKind::LeftBrace)?;
        let inside = match self.kind() {
            TokenKind::RightBrace | TokenKind::DoubleStar => self.dict(start, None)?,
            TokenKind::Star => self.set(start)?,
            _ => {
                let first_start = self.start();
                let first = self.named_expression()?;
                let is_key =
                    !matches!(first.kind, ExprKind::NamedExpr { .. }) || is_parenthesised(first_start, first);
                match self.kind() {
                    TokenKind::Colon if is_key => self.dict(start, Some(first))?,
                    TokenKind::For | TokenKind::Async => {
                        let generators = self.for_if_clauses()?;
                        self.expect(TokenKind::RightBrace)?;
                        self.expr(start, ExprKind::SetComp { elt: first, generators })
                    }
                    _ => self.rest_of_set(start, first)?,
                }
            }
        };
        self.leave(BRACKET_LEVELS);
        Ok(inside)
    }

    /// `set: '{' star_named_expressions '}'`, the brace being passed.
    fn set(&mut self, start: Start) -> Parsed<&'a Expr<'a>> {
        let first = self.star_named_expression()?;
        self.rest_of_set(start, first)
    }

    fn rest_of_set(&mut self, start: Start, first: &'a Expr<'a>) -> Parsed<&'a Expr<'a>> {
        let mark = self.pending.exprs.mark();
        self.pending.exprs.push(first);
        if self.eat(TokenKind::Comma) {
            self.star_named_expressions(TokenKind::RightBrace)?;
        }
        self.expect(TokenKind::RightBrace)?;
        let elts = self.pending.exprs.finish(mark, self.arena);
        Ok(self.expr(start, ExprKind::Set { elts }))
    }

    /// `dict` or `dictcomp`, the brace and perhaps the first key being passed.
    fn dict(&mut self, start: Start, first_key: Option<&'a Expr<'a>>) -> Parsed<&'a Expr<'a>> {
        let (keys, values) = (self.pending.optional_exprs.mark(), self.pending.exprs.mark());
        if let Some(key) = first_key {
            self.expect(TokenKind::Colon)?;
            let value = self.expression()?;
            if self.at_for() {
                let generators = self.for_if_clauses()?;
                self.expect(TokenKind::RightBrace)?;
                return Ok(self.expr(start, ExprKind::DictComp { key, value, generators }));
            }
            self.pending.optional_exprs.push(first_key);
            self.pending.exprs.push(value);
            if self.kind() != TokenKind::RightBrace {
                self.expect(TokenKind::Comma)?;
            }
        }
        while self.kind() != TokenKind::RightBrace {
            self.double_starred_kvpair()?;
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.expect(TokenKind::RightBrace)?;
        let keys = self.pending.optional_exprs.finish(keys, self.arena);
        let values = self.pending.exprs.finish(values, self.arena);
        Ok(self.expr(start, ExprKind::Dict { keys, values }))
    }

    /// `double_starred_kvpair: '**' bitwise_or | expression ':' expression`
    fn double_starred_kvpair(&mut self) -> Parsed<()> {
        let (key, value) = if self.eat(TokenKind::DoubleStar) {
            (None, self.bitwise_or()?)
        } else {
            let key = self.expression()?;
            if !self.eat(TokenKind::Colon) {
                return Err(Fail);
            }
            (Some(key), self.expression()?)
        };
        self.pending.optional_exprs.push(key);
        self.pending.exprs.push(value);
        Ok(())
    }

    fn at_for(&self) -> bool {
        matches!(self.kind(), TokenKind::For | TokenKind::Async)
    }
}
