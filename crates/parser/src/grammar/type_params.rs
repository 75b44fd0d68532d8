//! Type parameters of functions, classes and type aliases.

use taipan_ast::{TypeParam, TypeParamKind};

use super::{BRACKET_LEVELS, Parsed, Parser};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// `[type_params]`, where `type_params: '[' ','.type_param+ [','] ']'`
    pub(super) fn type_params(&mut self) -> Parsed<&'a [&'a TypeParam<'a>]> {
        if !self.eat(TokenKind::LeftBracket) {
            return Ok(&[]);
        }
        self.enter(BRACKET_LEVELS)?;
        let mark = self.pending.type_params.mark();
        loop {
            let parameter = self.type_param()?;
            self.pending.type_params.push(parameter);
            if !self.eat(TokenKind::Comma) || self.kind() == TokenKind::RightBracket {
                break;
            }
        }
        self.expect(TokenKind::RightBracket)?;
        self.since_version(12)?;
        self.leave(BRACKET_LEVELS);
        Ok(self.pending.type_params.finish(mark, self.arena))
    }

    /// `type_param: NAME [':' expression] ['=' expression] | '*' NAME ['=' star_expression] | '**' NAME ['='
    /// expression]`
    fn type_param(&mut self) -> Parsed<&'a TypeParam<'a>> {
        let start = self.start();
        let kind = if self.eat(TokenKind::Star) {
            let name = self.name()?;
            let default_value = if self.at_default()? { Some(self.star_expression()?) } else { None };
            TypeParamKind::TypeVarTuple { name, default_value }
        } else if self.eat(TokenKind::DoubleStar) {
            let name = self.name()?;
            let default_value = if self.at_default()? { Some(self.expression()?) } else { None };
            TypeParamKind::ParamSpec { name, default_value }
        } else {
            let name = self.name()?;
            let bound = if self.eat(TokenKind::Colon) { Some(self.expression()?) } else { None };
            let default_value = if self.at_default()? { Some(self.expression()?) } else { None };
            TypeParamKind::TypeVar { name, bound, default_value }
        };
        Ok(self.arena.alloc(TypeParam { kind, location: self.since(start) }))
    }

    fn at_default(&mut self) -> Parsed<bool> {
        let has_default = self.eat(TokenKind::Equal);
        if has_default {
            self.since_version(13)?;
        }
        Ok(has_default)
    }
}
