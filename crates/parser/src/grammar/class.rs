//! Decorators and class definitions.

use taipan_ast::{Expr, Stmt, StmtKind};

use super::call::Arguments;
use super::{Fail, Parsed, Parser};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// `[decorators] (class_def_raw | function_def_raw)`
    pub(super) fn definition(&mut self) -> Parsed<&'a Stmt<'a>> {
        let decorators = self.decorators()?;
        let start = self.start();
        let kind = match self.kind() {
            TokenKind::Class => self.class_def_raw(decorators)?,
            TokenKind::Def => self.function_def_raw(decorators, false)?,
            TokenKind::Async => {
                self.bump();
                self.function_def_raw(decorators, true)?
            }
            _ => return Err(Fail),
        };
        Ok(self.stmt(start, kind))
    }

    /// `decorators: ('@' named_expression NEWLINE)+`, or none
    fn decorators(&mut self) -> Parsed<&'a [&'a Expr<'a>]> {
        let mark = self.pending.exprs.mark();
        while self.eat(TokenKind::At) {
            let decorator = self.named_expression()?;
            self.pending.exprs.push(decorator);
            self.expect_layout(TokenKind::Newline)?;
        }
        Ok(self.pending.exprs.finish(mark, self.arena))
    }

    /// `class_def_raw: 'class' NAME [type_params] ['(' [arguments] ')'] ':' block`
    fn class_def_raw(&mut self, decorator_list: &'a [&'a Expr<'a>]) -> Parsed<StmtKind<'a>> {
        self.bump();
        let name = self.name()?;
        let type_params = self.type_params()?;
        let Arguments { args: bases, keywords } = if self.kind() == TokenKind::LeftParen {
            self.arguments(false)?
        } else {
            Arguments { args: &[], keywords: &[] }
        };
        let body = self.colon_block()?;
        Ok(StmtKind::ClassDef { name, bases, keywords, body, decorator_list, type_params })
    }
}
