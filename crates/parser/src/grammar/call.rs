//! Calls and their arguments.

use taipan_ast::{Expr, ExprKind, Keyword};

use super::{BRACKET_LEVELS, Fail, Parsed, Parser};
use crate::TokenKind;

/// The arguments of a call, or the bases of a class.
pub(super) struct Arguments<'a> {
    pub(super) args: &'a [&'a Expr<'a>],
    pub(super) keywords: &'a [&'a Keyword<'a>],
}

/// How far the order of arguments has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// Only positional ones so far.
    Positional,
    /// After a keyword: positional ones only with a star.
    Keyword,
    /// After `**`: keywords only.
    DoubleStar,
}

impl<'a> Parser<'a, '_> {
    /// The call of `func`: `primary genexp | primary '(' [arguments] ')'`
    pub(super) fn call(&mut self, func: &'a Expr<'a>) -> Parsed<ExprKind<'a>> {
        let Arguments { args, keywords } = self.arguments(true)?;
        Ok(ExprKind::Call { func, args, keywords })
    }

    /// `'(' [arguments] ')'`. A generator expression may stand alone, its parentheses being those of the call.
    pub(super) fn arguments(&mut self, allows_generator: bool) -> Parsed<Arguments<'a>> {
        self.enter(BRACKET_LEVELS)?;
        let open = self.start();
        self.expect(TokenKind::LeftParen)?;
        let (args, keywords) = (self.pending.exprs.mark(), self.pending.keywords.mark());
        let mut stage = Stage::Positional;
        while self.kind() != TokenKind::RightParen {
            let is_first = self.pending.exprs.since(args).is_empty() && stage == Stage::Positional;
            stage = self.argument(stage)?;
            if matches!(self.kind(), TokenKind::For | TokenKind::Async) && is_first && allows_generator {
                let elt = self.pending.exprs.pop(args).ok_or(Fail)?;
                if matches!(elt.kind, ExprKind::Starred { .. }) {
                    return Err(Fail);
                }
                let generators = self.for_if_clauses()?;
                self.expect(TokenKind::RightParen)?;
                let generator = self.expr(open, ExprKind::GeneratorExp { elt, generators });
                self.leave(BRACKET_LEVELS);
                return Ok(Arguments { args: self.arena.alloc([generator]), keywords: &[] });
            }
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.expect(TokenKind::RightParen)?;
        self.leave(BRACKET_LEVELS);
        Ok(Arguments {
            args: self.pending.exprs.finish(args, self.arena),
            keywords: self.pending.keywords.finish(keywords, self.arena),
        })
    }

    /// One argument, which goes to the pending expressions or keywords.
    fn argument(&mut self, stage: Stage) -> Parsed<Stage> {
        let start = self.start();
        match self.kind() {
            TokenKind::Name if self.kind_ahead(1) == TokenKind::Equal => {
                let arg = Some(self.name()?);
                self.bump();
                self.keyword(start, arg)?;
                Ok(stage.max(Stage::Keyword))
            }
            TokenKind::DoubleStar => {
                self.bump();
                self.keyword(start, None)?;
                Ok(Stage::DoubleStar)
            }
            TokenKind::Star if stage < Stage::DoubleStar => {
                let value = self.starred_expression()?;
                self.pending.exprs.push(value);
                Ok(stage)
            }
            _ if stage == Stage::Positional => {
                let value = self.named_expression()?;
                self.pending.exprs.push(value);
                Ok(stage)
            }
            _ => Err(Fail),
        }
    }

    fn keyword(&mut self, start: super::Start, arg: Option<taipan_text::Name>) -> Parsed<()> {
        let value = self.expression()?;
        let location = self.since(start);
        self.pending.keywords.push(self.arena.alloc(Keyword { arg, value, location }));
        Ok(())
    }
}
