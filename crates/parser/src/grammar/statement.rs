//! Statements in sequence, and the simple ones that begin with a keyword.

use taipan_ast::{Expr, ExprContext, Stmt, StmtKind};
use taipan_text::{Name, PyText};

use super::expression::{begins_expression, begins_star_expression};
use super::{Fail, Parsed, Parser, Start};
use crate::TokenKind;

/// More rules than CPython's grammar takes from one block to another directly inside.
const BLOCK_LEVELS: u32 = 12;

impl<'a> Parser<'a, '_> {
    /// `[statements]` and the token that ends them.
    pub(super) fn statements_until(&mut self, end: TokenKind) -> Parsed<&'a [&'a Stmt<'a>]> {
        let mark = self.pending.statements.mark();
        while self.kind() != end {
            if !self.compound_stmt()? {
                self.simple_stmts()?;
            }
        }
        self.bump_layout();
        Ok(self.pending.statements.finish(mark, self.arena))
    }

    /// `block: NEWLINE INDENT statements DEDENT | simple_stmts`
    pub(super) fn block(&mut self) -> Parsed<&'a [&'a Stmt<'a>]> {
        self.enter(BLOCK_LEVELS)?;
        let block = if self.kind() == TokenKind::Newline {
            self.bump_layout();
            self.expect_layout(TokenKind::Indent)?;
            self.statements_until(TokenKind::Dedent)?
        } else {
            let mark = self.pending.statements.mark();
            self.simple_stmts()?;
            self.pending.statements.finish(mark, self.arena)
        };
        self.leave(BLOCK_LEVELS);
        if block.is_empty() { Err(Fail) } else { Ok(block) }
    }

    /// `':' block`
    pub(super) fn colon_block(&mut self) -> Parsed<&'a [&'a Stmt<'a>]> {
        self.expect(TokenKind::Colon)?;
        self.block()
    }

    /// `simple_stmts: ';'.simple_stmt+ [';'] NEWLINE`, added to the pending statements.
    pub(super) fn simple_stmts(&mut self) -> Parsed<()> {
        loop {
            let rewritten = self.rewritten;
            let statement = self.simple_stmt()?;
            self.note_rewritten(rewritten, statement);
            self.pending.statements.push(statement);
            if !self.eat(TokenKind::Semicolon) || self.kind() == TokenKind::Newline {
                return self.expect_layout(TokenKind::Newline);
            }
        }
    }

    /// `simple_stmt`
    fn simple_stmt(&mut self) -> Parsed<&'a Stmt<'a>> {
        let start = self.start();
        let kind = match self.kind() {
            TokenKind::Return => self.return_stmt()?,
            TokenKind::Import => self.import_name()?,
            TokenKind::From => self.import_from()?,
            TokenKind::Raise => self.raise_stmt()?,
            TokenKind::Pass => self.keyword_stmt(StmtKind::Pass),
            TokenKind::Break => self.keyword_stmt(StmtKind::Break),
            TokenKind::Continue => self.keyword_stmt(StmtKind::Continue),
            TokenKind::Del => self.del_stmt()?,
            TokenKind::Yield => StmtKind::Expr { value: self.yield_expr()? },
            TokenKind::Assert => self.assert_stmt()?,
            TokenKind::Global => StmtKind::Global { names: self.declared_names()? },
            TokenKind::Nonlocal => StmtKind::Nonlocal { names: self.declared_names()? },
            TokenKind::Name if self.kind_ahead(1) == TokenKind::Name && self.at_word("type") => {
                self.type_alias()?
            }
            _ => self.assignment_or_expression(start)?,
        };
        Ok(self.stmt(start, kind))
    }

    fn keyword_stmt(&mut self, kind: StmtKind<'a>) -> StmtKind<'a> {
        self.bump();
        kind
    }

    /// `return_stmt: 'return' [star_expressions]`
    fn return_stmt(&mut self) -> Parsed<StmtKind<'a>> {
        self.bump();
        let value = if begins_star_expression(self.kind()) { Some(self.star_expressions()?) } else { None };
        Ok(StmtKind::Return { value })
    }

    /// `raise_stmt: 'raise' [expression ['from' expression]]`
    fn raise_stmt(&mut self) -> Parsed<StmtKind<'a>> {
        self.bump();
        let exc = if begins_expression(self.kind()) { Some(self.expression()?) } else { None };
        let has_cause = exc.is_some() && self.eat(TokenKind::From);
        let cause = if has_cause { Some(self.expression()?) } else { None };
        Ok(StmtKind::Raise { exc, cause })
    }

    /// `del_stmt: 'del' ','.del_target+ [',']`
    fn del_stmt(&mut self) -> Parsed<StmtKind<'a>> {
        self.bump();
        let mark = self.pending.exprs.mark();
        loop {
            let target = self.del_target()?;
            self.pending.exprs.push(target);
            if !self.eat(TokenKind::Comma) || !begins_expression(self.kind()) {
                break;
            }
        }
        Ok(StmtKind::Delete { targets: self.pending.exprs.finish(mark, self.arena) })
    }

    /// `assert_stmt: 'assert' expression [',' expression]`
    fn assert_stmt(&mut self) -> Parsed<StmtKind<'a>> {
        self.bump();
        let test = self.expression()?;
        let msg = if self.eat(TokenKind::Comma) { Some(self.expression()?) } else { None };
        Ok(StmtKind::Assert { test, msg })
    }

    /// `('global' | 'nonlocal') ','.NAME+`
    fn declared_names(&mut self) -> Parsed<&'a [Name]> {
        self.bump();
        let mark = self.pending.names.mark();
        loop {
            let name = self.name()?;
            self.pending.names.push(name);
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        Ok(self.pending.names.finish(mark, self.arena))
    }

    /// `type_alias: "type" NAME [type_params] '=' expression`
    fn type_alias(&mut self) -> Parsed<StmtKind<'a>> {
        self.bump();
        let name = self.name_expr(ExprContext::Store)?;
        let type_params = self.type_params()?;
        self.expect(TokenKind::Equal)?;
        let value = self.expression()?;
        self.since_version(12)?;
        Ok(StmtKind::TypeAlias { name, type_params, value })
    }

    /// `[TYPE_COMMENT]`
    pub(super) fn type_comment(&mut self) -> Option<PyText<'a>> {
        if self.kind() != TokenKind::TypeComment {
            return None;
        }
        let token = self.bump();
        Some(PyText::new(self.arena.alloc_str(self.text(token))))
    }

    /// The value of an expression statement, for the forms that turn out to be one.
    pub(super) fn expression_stmt(value: &'a Expr<'a>) -> StmtKind<'a> {
        StmtKind::Expr { value }
    }

    /// The start of a statement or clause, whose first token is passed.
    pub(super) fn start_of(&mut self, keyword: TokenKind) -> Parsed<Start> {
        let start = self.start();
        self.expect(keyword)?;
        Ok(start)
    }
}
