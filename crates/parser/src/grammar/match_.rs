//! `match` statements.

use taipan_ast::{Expr, MatchCase, StmtKind};

use super::expression::begins_star_expression;
use super::{Fail, Parsed, Parser};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// Whether the statement that begins here is a `match` statement and not one that uses the name `match`.
    ///
    /// It must be one if its line ends with a colon, for no simple statement does; and only then can it be one.
    /// Mostly the next token decides. The line is looked at once only, whatever is decided.
    pub(super) fn at_match_stmt(&self) -> bool {
        if !begins_star_expression(self.kind_ahead(1)) || !self.at_word("match") {
            return false;
        }
        let line = self.tokens.get(self.at..).unwrap_or_default();
        let mut last = TokenKind::Name;
        for token in line {
            if token.kind == TokenKind::Newline {
                return last == TokenKind::Colon;
            }
            last = token.kind;
        }
        false
    }

    /// `match_stmt: "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT`
    pub(super) fn match_stmt(&mut self) -> Parsed<StmtKind<'a>> {
        self.bump();
        // Numbers in patterns.
        self.rewritten += 1;
        let subject = self.subject_expr()?;
        self.expect(TokenKind::Colon)?;
        self.expect_layout(TokenKind::Newline)?;
        self.expect_layout(TokenKind::Indent)?;
        let mark = self.pending.cases.mark();
        while self.kind() != TokenKind::Dedent {
            let case = self.case_block()?;
            self.pending.cases.push(case);
        }
        self.bump_layout();
        self.since_version(10)?;
        Ok(StmtKind::Match { subject, cases: self.pending.cases.finish(mark, self.arena) })
    }

    /// `subject_expr: star_named_expression ',' [star_named_expressions] | named_expression`
    fn subject_expr(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        let is_starred = self.kind() == TokenKind::Star;
        let first = self.star_named_expression()?;
        if self.kind() != TokenKind::Comma {
            return if is_starred { Err(Fail) } else { Ok(first) };
        }
        let mark = self.pending.exprs.mark();
        self.pending.exprs.push(first);
        self.bump();
        self.star_named_expressions(TokenKind::Colon)?;
        Ok(self.tuple_from(start, mark))
    }

    /// `case_block: "case" patterns ['if' named_expression] ':' block`
    fn case_block(&mut self) -> Parsed<&'a MatchCase<'a>> {
        if !self.at_word("case") {
            return Err(Fail);
        }
        self.bump();
        let pattern = self.patterns()?;
        let guard = if self.eat(TokenKind::If) { Some(self.named_expression()?) } else { None };
        let body = self.colon_block()?;
        Ok(self.arena.alloc(MatchCase { pattern, guard, body }))
    }
}
