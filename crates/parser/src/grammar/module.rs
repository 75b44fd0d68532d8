//! The start symbols.

use taipan_ast::{Expr, Mod, Mode, Stmt, StmtKind, TypeIgnore};

use super::{Fail, Parsed, Parser};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// The whole program, by the mode of the options.
    pub(crate) fn program(&mut self, type_ignores: &'a [&'a TypeIgnore<'a>]) -> Parsed<&'a Mod<'a>> {
        let program = match self.options.mode {
            Mode::Exec => Mod::Module { body: self.file()?, type_ignores },
            Mode::Single => Mod::Interactive { body: self.statement_newline()? },
            Mode::Eval => Mod::Expression { body: self.eval()? },
            Mode::FuncType => self.func_type()?,
        };
        Ok(self.arena.alloc(program))
    }

    /// `file: [statements] ENDMARKER`
    fn file(&mut self) -> Parsed<&'a [&'a Stmt<'a>]> {
        self.statements_until(TokenKind::EndMarker)
    }

    /// `statement_newline: compound_stmt NEWLINE | simple_stmts | NEWLINE`
    fn statement_newline(&mut self) -> Parsed<&'a [&'a Stmt<'a>]> {
        if self.kind() == TokenKind::Newline {
            let start = self.start();
            // Here, and only here, a node's place is that of a newline.
            self.bump();
            return Ok(self.arena.alloc([self.stmt(start, StmtKind::Pass)]));
        }
        let mark = self.pending.statements.mark();
        let is_compound = self.compound_stmt()?;
        if is_compound {
            self.expect_layout(TokenKind::Newline)?;
        } else {
            self.simple_stmts()?;
        }
        Ok(self.pending.statements.finish(mark, self.arena))
    }

    /// `eval: expressions NEWLINE* ENDMARKER`
    fn eval(&mut self) -> Parsed<&'a Expr<'a>> {
        let body = self.expressions()?;
        self.end_of_expression()?;
        Ok(body)
    }

    /// `func_type: '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER`
    fn func_type(&mut self) -> Parsed<Mod<'a>> {
        self.expect(TokenKind::LeftParen)?;
        let argtypes = self.type_expressions()?;
        self.expect(TokenKind::RightParen)?;
        self.expect(TokenKind::RightArrow)?;
        let returns = self.expression()?;
        self.end_of_expression()?;
        Ok(Mod::FunctionType { argtypes, returns })
    }

    /// `type_expressions`: expressions, then perhaps one after `*`, then perhaps one after `**`. The stars leave no
    /// trace in the tree.
    fn type_expressions(&mut self) -> Parsed<&'a [&'a Expr<'a>]> {
        let mark = self.pending.exprs.mark();
        if self.kind() != TokenKind::RightParen {
            loop {
                let is_last = self.eat(TokenKind::DoubleStar);
                let is_star = !is_last && self.eat(TokenKind::Star);
                let argument = self.expression()?;
                self.pending.exprs.push(argument);
                if is_last || !self.eat(TokenKind::Comma) {
                    break;
                }
                if is_star && self.kind() != TokenKind::DoubleStar {
                    return Err(Fail);
                }
            }
        }
        Ok(self.pending.exprs.finish(mark, self.arena))
    }

    fn end_of_expression(&mut self) -> Parsed<()> {
        while self.kind() == TokenKind::Newline {
            self.bump_layout();
        }
        self.expect_layout(TokenKind::EndMarker)
    }
}
