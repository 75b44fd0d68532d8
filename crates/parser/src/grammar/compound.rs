//! Compound statements: which one, and the short ones.

use taipan_ast::{Expr, Stmt, StmtKind};

use super::{Parsed, Parser, Start};
use crate::TokenKind;

/// An `if` or `elif` with its block.
#[derive(Clone, Copy)]
pub(super) struct Arm<'a> {
    start: Start,
    test: &'a Expr<'a>,
    body: &'a [&'a Stmt<'a>],
}

impl<'a> Parser<'a, '_> {
    /// `compound_stmt`, added to the pending statements; `false` if none begins here.
    pub(super) fn compound_stmt(&mut self) -> Parsed<bool> {
        let (start, rewritten) = (self.start(), self.rewritten);
        let kind = match self.kind() {
            TokenKind::If => self.if_stmt()?,
            TokenKind::Def | TokenKind::At | TokenKind::Class => {
                let definition = self.definition()?;
                self.note_rewritten(rewritten, definition);
                self.pending.statements.push(definition);
                return Ok(true);
            }
            TokenKind::For => self.for_stmt(false)?,
            TokenKind::While => self.while_stmt()?,
            TokenKind::Try => self.try_stmt()?,
            TokenKind::With => self.with_stmt(false)?,
            TokenKind::Async => match self.kind_ahead(1) {
                TokenKind::For => {
                    self.bump();
                    self.for_stmt(true)?
                }
                TokenKind::With => {
                    self.bump();
                    self.with_stmt(true)?
                }
                _ => {
                    let definition = self.definition()?;
                    self.note_rewritten(rewritten, definition);
                    self.pending.statements.push(definition);
                    return Ok(true);
                }
            },
            TokenKind::Name if self.at_match_stmt() => self.match_stmt()?,
            _ => return Ok(false),
        };
        let statement = self.stmt(start, kind);
        self.note_rewritten(rewritten, statement);
        self.pending.statements.push(statement);
        Ok(true)
    }

    /// `if_stmt: 'if' named_expression ':' block ('elif' named_expression ':' block)* [else_block]`
    ///
    /// An `elif` is an `if` in the `orelse` of the one before. They all end in the same place, so a chain of any
    /// length is put together from its end, without recursion.
    fn if_stmt(&mut self) -> Parsed<StmtKind<'a>> {
        let (mark, rewritten) = (self.pending.arms.mark(), self.rewritten);
        let Arm { test, body, .. } = self.arm()?;
        let mut levels = 0;
        while self.kind() == TokenKind::Elif {
            levels += 1;
            self.enter(1)?;
            let arm = self.arm()?;
            self.pending.arms.push(arm);
        }
        self.leave(levels);
        let mut orelse = self.else_block()?;
        while let Some(Arm { start, test, body }) = self.pending.arms.pop(mark) {
            let statement = self.stmt(start, StmtKind::If { test, body, orelse });
            self.note_rewritten(rewritten, statement);
            orelse = self.arena.alloc([statement]);
        }
        Ok(StmtKind::If { test, body, orelse })
    }

    /// `('if' | 'elif') named_expression ':' block`
    fn arm(&mut self) -> Parsed<Arm<'a>> {
        let start = self.start();
        self.bump();
        let test = self.named_expression()?;
        let body = self.colon_block()?;
        Ok(Arm { start, test, body })
    }

    /// `[else_block]`, where `else_block: 'else' ':' block`
    pub(super) fn else_block(&mut self) -> Parsed<&'a [&'a Stmt<'a>]> {
        if self.eat(TokenKind::Else) { self.colon_block() } else { Ok(&[]) }
    }

    /// `while_stmt: 'while' named_expression ':' block [else_block]`
    fn while_stmt(&mut self) -> Parsed<StmtKind<'a>> {
        self.bump();
        let test = self.named_expression()?;
        let body = self.colon_block()?;
        let orelse = self.else_block()?;
        Ok(StmtKind::While { test, body, orelse })
    }

    /// `for_stmt: ['async'] 'for' star_targets 'in' star_expressions ':' [TYPE_COMMENT] block [else_block]`
    fn for_stmt(&mut self, is_async: bool) -> Parsed<StmtKind<'a>> {
        self.bump();
        let target = self.star_targets()?;
        self.expect(TokenKind::In)?;
        let iter = self.star_expressions()?;
        self.expect(TokenKind::Colon)?;
        let type_comment = self.type_comment();
        let body = self.block()?;
        let orelse = self.else_block()?;
        if is_async {
            self.since_version(5)?;
            return Ok(StmtKind::AsyncFor { target, iter, body, orelse, type_comment });
        }
        Ok(StmtKind::For { target, iter, body, orelse, type_comment })
    }
}
