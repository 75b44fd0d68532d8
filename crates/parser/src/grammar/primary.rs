//! Atoms with what follows them: attributes, calls, subscripts.

use taipan_ast::{Expr, ExprContext, ExprKind};

use super::{Parsed, Parser};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// `primary: atom ('.' NAME | '(' [arguments] ')' | '[' slices ']')*`
    pub(super) fn primary(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        let mut value = self.atom()?;
        loop {
            let kind = match self.kind() {
                TokenKind::Dot => {
                    self.bump();
                    let attr = self.name()?;
                    ExprKind::Attribute { value, attr, ctx: ExprContext::Load }
                }
                TokenKind::LeftParen => self.call(value)?,
                TokenKind::LeftBracket => {
                    let slice = self.slices()?;
                    ExprKind::Subscript { value, slice, ctx: ExprContext::Load }
                }
                _ => return Ok(value),
            };
            value = self.expr(start, kind);
        }
    }
}
