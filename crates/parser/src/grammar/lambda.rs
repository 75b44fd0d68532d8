//! Lambda expressions.

use taipan_ast::{Expr, ExprKind};

use super::parameters::Style;
use super::{Parsed, Parser};
use crate::TokenKind;

/// More rules than CPython's grammar takes from one `lambda` to another in its body or its defaults.
const LAMBDA_LEVELS: u32 = 10;

impl<'a> Parser<'a, '_> {
    /// `lambdef: 'lambda' [lambda_params] ':' expression`
    pub(super) fn lambdef(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        self.enter(LAMBDA_LEVELS)?;
        self.expect(TokenKind::Lambda)?;
        let args = self.parameters(Style::Lambda)?;
        self.expect(TokenKind::Colon)?;
        let body = self.expression()?;
        self.leave(LAMBDA_LEVELS);
        Ok(self.expr(start, ExprKind::Lambda { args, body }))
    }
}
