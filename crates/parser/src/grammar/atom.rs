//! Names, constants and parentheses.

use taipan_ast::{Constant, Expr, ExprContext, ExprKind};
use taipan_num::{DigitLimit, Number};

use super::{BRACKET_LEVELS, Fail, Parsed, Parser, Start};
use crate::{Token, TokenKind};

impl<'a> Parser<'a, '_> {
    /// `atom`
    pub(super) fn atom(&mut self) -> Parsed<&'a Expr<'a>> {
        match self.kind() {
            TokenKind::Name => self.name_expr(ExprContext::Load),
            TokenKind::Number => self.number(),
            TokenKind::String | TokenKind::FStringStart | TokenKind::TStringStart => self.strings(),
            TokenKind::LeftParen => self.parenthesis(),
            TokenKind::LeftBracket => self.bracket(),
            TokenKind::LeftBrace => self.brace(),
            TokenKind::None => Ok(self.constant(Constant::None)),
            TokenKind::True => Ok(self.constant(Constant::Bool(true))),
            TokenKind::False => Ok(self.constant(Constant::Bool(false))),
            TokenKind::Ellipsis => Ok(self.constant(Constant::Ellipsis)),
            _ => Err(Fail),
        }
    }

    /// A name as an expression.
    #[inline]
    pub(super) fn name_expr(&mut self, ctx: ExprContext) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        let id = self.name()?;
        Ok(self.expr(start, ExprKind::Name { id, ctx }))
    }

    /// The constant that the next token is.
    pub(super) fn constant(&mut self, value: Constant<'a>) -> &'a Expr<'a> {
        let start = self.start();
        self.bump();
        self.expr(start, ExprKind::Constant { value, kind: None })
    }

    /// `NUMBER`
    pub(super) fn number(&mut self) -> Parsed<&'a Expr<'a>> {
        let token = *self.next;
        if token.kind != TokenKind::Number {
            return Err(Fail);
        }
        let value = self.number_value(token)?;
        Ok(self.constant(value))
    }

    fn number_value(&self, token: Token) -> Parsed<Constant<'a>> {
        let text = self.text(token);
        if let Some(value) = small_decimal(text) {
            return Ok(Constant::Int(value));
        }
        if text.contains('_') {
            self.since_version(6)?;
        }
        let is_prefixed = matches!(text.as_bytes(), [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', ..]);
        if !is_prefixed && text.ends_with(['j', 'J']) {
            return Ok(Constant::Complex { real: 0.0, imag: taipan_num::imaginary_literal(text) });
        }
        if !is_prefixed && text.contains(['.', 'e', 'E']) {
            return Ok(Constant::Float(taipan_num::float_literal(text)));
        }
        let limit = DigitLimit::new(self.options.int_max_str_digits);
        match taipan_num::int_literal(text, limit).map_err(|_| Fail)? {
            Number::Int(value) => Ok(Constant::Int(value)),
            Number::BigInt(value) => {
                let digits: Vec<u32> = value.digits().collect();
                let digits = self.arena.alloc_slice_copy(&digits);
                Ok(Constant::BigInt { negative: false, digits })
            }
            _ => Err(Fail),
        }
    }

    /// `tuple | group | genexp`
    fn parenthesis(&mut self) -> Parsed<&'a Expr<'a>> {
        self.enter(BRACKET_LEVELS)?;
        let start = self.start();
        self.expect(TokenKind::LeftParen)?;
        let inside = match self.kind() {
            TokenKind::RightParen => {
                self.bump();
                self.expr(start, ExprKind::Tuple { elts: &[], ctx: ExprContext::Load })
            }
            TokenKind::Yield => {
                let group = self.yield_expr()?;
                self.expect(TokenKind::RightParen)?;
                group
            }
            _ => self.tuple_group_or_genexp(start)?,
        };
        self.leave(BRACKET_LEVELS);
        Ok(inside)
    }

    fn tuple_group_or_genexp(&mut self, start: Start) -> Parsed<&'a Expr<'a>> {
        let is_starred = self.kind() == TokenKind::Star;
        let first = self.star_named_expression()?;
        match self.kind() {
            TokenKind::Comma => {
                let mark = self.pending.exprs.mark();
                self.pending.exprs.push(first);
                self.bump();
                self.star_named_expressions(TokenKind::RightParen)?;
                self.expect(TokenKind::RightParen)?;
                Ok(self.tuple_from(start, mark))
            }
            _ if is_starred => Err(Fail),
            TokenKind::For | TokenKind::Async => {
                let generators = self.for_if_clauses()?;
                self.expect(TokenKind::RightParen)?;
                Ok(self.expr(start, ExprKind::GeneratorExp { elt: first, generators }))
            }
            _ => {
                self.expect(TokenKind::RightParen)?;
                Ok(first)
            }
        }
    }

    /// `[star_named_expressions]` before a closing bracket, added to the pending expressions.
    pub(super) fn star_named_expressions(&mut self, close: TokenKind) -> Parsed<()> {
        while self.kind() != close {
            let item = self.star_named_expression()?;
            self.pending.exprs.push(item);
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        Ok(())
    }
}

/// Whether an expression that begins at `start` is one in parentheses: its own place begins behind them.
pub(super) fn is_parenthesised(start: Start, expr: &Expr<'_>) -> bool {
    (expr.location.line, expr.location.column) != (start.line as i32, start.column as i32)
}

/// The value of a decimal literal of digits only, if it is short.
fn small_decimal(text: &str) -> Option<i64> {
    if text.len() > 18 {
        return None;
    }
    text.bytes().try_fold(0, |value, c| c.is_ascii_digit().then(|| value * 10 + i64::from(c - b'0')))
}
