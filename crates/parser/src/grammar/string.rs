//! String literals and their concatenation.

use taipan_ast::{Constant, Expr, ExprKind};
use taipan_text::PyText;

use super::{Fail, Parsed, Parser};
use crate::TokenKind;
use crate::strings::{StringToken, join_constants, join_runs};

/// What kinds of literals stand side by side.
#[derive(Clone, Copy, Default)]
struct Mixture {
    has_bytes: bool,
    has_text: bool,
    has_fields: bool,
}

impl<'a> Parser<'a, '_> {
    /// `strings: (fstring | string)+ | tstring+`
    pub(super) fn strings(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        if self.kind() == TokenKind::String {
            let only = self.string()?;
            if !is_string(self.kind()) {
                return Ok(only);
            }
            let mark = self.pending.exprs.mark();
            self.pending.exprs.push(only);
            return self.rest_of_strings(start, mark);
        }
        let mark = self.pending.exprs.mark();
        self.rest_of_strings(start, mark)
    }

    /// The literals that follow, and one node for all of them.
    fn rest_of_strings(&mut self, start: super::Start, mark: super::pending::Mark) -> Parsed<&'a Expr<'a>> {
        let is_template = self.pending.exprs.since(mark).is_empty() && self.kind() == TokenKind::TStringStart;
        let mut mixture = Mixture::default();
        for first in self.pending.exprs.since(mark) {
            mixture.add(first);
        }
        while is_string(self.kind()) {
            if is_template != (self.kind() == TokenKind::TStringStart) {
                return Err(Fail);
            }
            if self.kind() == TokenKind::String {
                let string = self.string()?;
                mixture.add(string);
                self.pending.exprs.push(string);
            } else {
                self.interpolated_string()?;
                mixture.has_fields = true;
            }
        }
        if mixture.has_bytes && (mixture.has_text || mixture.has_fields) {
            return Err(Fail);
        }
        if !mixture.has_fields {
            let joined =
                join_constants(self.pending.exprs.since(mark), self.arena, &mut self.buffer).ok_or(Fail)?;
            self.pending.exprs.cut(mark);
            return Ok(joined);
        }
        let (exprs, from) = self.pending.exprs.items(mark);
        join_runs(exprs, from, self.arena, &mut self.buffer);
        let values = self.pending.exprs.finish(mark, self.arena);
        let kind =
            if is_template { ExprKind::TemplateStr { values } } else { ExprKind::JoinedStr { values } };
        Ok(self.expr(start, kind))
    }

    /// `string: STRING`
    fn string(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        let token = self.bump();
        let literal = StringToken::new(self.text(token));
        let kind = literal.unicode_kind.then(|| PyText::new("u"));
        let literal = literal.decode(self.arena, &mut self.buffer).map_err(|_| Fail)?;
        self.warn(literal.invalid, token, self.at);
        Ok(self.expr(start, ExprKind::Constant { value: literal.value, kind }))
    }
}

impl Mixture {
    fn add(&mut self, literal: &Expr<'_>) {
        match literal.kind {
            ExprKind::Constant { value: Constant::Bytes(_), .. } => self.has_bytes = true,
            _ => self.has_text = true,
        }
    }
}

const fn is_string(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::String | TokenKind::FStringStart | TokenKind::TStringStart)
}
