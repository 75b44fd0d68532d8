//! The clauses of comprehensions and generator expressions.

use taipan_ast::Comprehension;

use super::{Parsed, Parser};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// `for_if_clauses: for_if_clause+`
    pub(super) fn for_if_clauses(&mut self) -> Parsed<&'a [&'a Comprehension<'a>]> {
        let mark = self.pending.comprehensions.mark();
        while matches!(self.kind(), TokenKind::For | TokenKind::Async) {
            let clause = self.for_if_clause()?;
            self.pending.comprehensions.push(clause);
        }
        Ok(self.pending.comprehensions.finish(mark, self.arena))
    }

    /// `for_if_clause: ['async'] 'for' star_targets 'in' disjunction ('if' disjunction)*`
    fn for_if_clause(&mut self) -> Parsed<&'a Comprehension<'a>> {
        let is_async = self.eat(TokenKind::Async);
        if is_async {
            self.since_version(6)?;
        }
        self.expect(TokenKind::For)?;
        let target = self.star_targets()?;
        self.expect(TokenKind::In)?;
        let iter = self.disjunction()?;
        let mark = self.pending.exprs.mark();
        while self.eat(TokenKind::If) {
            let condition = self.disjunction()?;
            self.pending.exprs.push(condition);
        }
        let ifs = self.pending.exprs.finish(mark, self.arena);
        Ok(self.arena.alloc(Comprehension { target, iter, ifs, is_async: is_async.into() }))
    }
}
