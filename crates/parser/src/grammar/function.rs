//! Function definitions.

use taipan_ast::{Expr, StmtKind};
use taipan_text::PyText;

use super::parameters::Style;
use super::{Fail, Parsed, Parser};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// `function_def_raw: ['async'] 'def' NAME [type_params] '(' [params] ')' ['->' expression] ':'
    /// [func_type_comment] block`, from the `def` on.
    pub(super) fn function_def_raw(
        &mut self,
        decorator_list: &'a [&'a Expr<'a>],
        is_async: bool,
    ) -> Parsed<StmtKind<'a>> {
        self.expect(TokenKind::Def)?;
        let name = self.name()?;
        let type_params = self.type_params()?;
        self.expect(TokenKind::LeftParen)?;
        let args = self.parameters(Style::Def)?;
        self.expect(TokenKind::RightParen)?;
        let returns = if self.eat(TokenKind::RightArrow) { Some(self.expression()?) } else { None };
        self.expect(TokenKind::Colon)?;
        let type_comment = self.func_type_comment()?;
        let body = self.block()?;
        if is_async {
            self.since_version(5)?;
            return Ok(StmtKind::AsyncFunctionDef {
                name,
                args,
                body,
                decorator_list,
                returns,
                type_comment,
                type_params,
            });
        }
        Ok(StmtKind::FunctionDef { name, args, body, decorator_list, returns, type_comment, type_params })
    }

    /// `func_type_comment: NEWLINE TYPE_COMMENT &(NEWLINE INDENT) | TYPE_COMMENT`
    fn func_type_comment(&mut self) -> Parsed<Option<PyText<'a>>> {
        let is_on_own_line =
            self.kind() == TokenKind::Newline && self.kind_ahead(1) == TokenKind::TypeComment;
        if !is_on_own_line {
            return Ok(self.type_comment());
        }
        self.bump_layout();
        let comment = self.type_comment();
        if self.kind() == TokenKind::Newline && self.kind_ahead(1) == TokenKind::Indent {
            Ok(comment)
        } else {
            Err(Fail)
        }
    }
}
