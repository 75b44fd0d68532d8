//! Arithmetic and bit operators.

use taipan_ast::{Expr, ExprKind, Operator, UnaryOp};

use super::expression::Known;
use super::{Parsed, Parser};
use crate::TokenKind;

/// How tightly a binary operator binds; all of these group from the left.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precedence {
    Or,
    Xor,
    And,
    Shift,
    Sum,
    Term,
    /// What no binary operator has: the operand of the tightest.
    Factor,
}

impl Precedence {
    /// That of the right operand.
    const fn tighter(self) -> Self {
        match self {
            Self::Or => Self::Xor,
            Self::Xor => Self::And,
            Self::And => Self::Shift,
            Self::Shift => Self::Sum,
            Self::Sum => Self::Term,
            Self::Term | Self::Factor => Self::Factor,
        }
    }
}

const fn binary_operator(kind: TokenKind) -> Option<(Operator, Precedence)> {
    Some(match kind {
        TokenKind::Bar => (Operator::BitOr, Precedence::Or),
        TokenKind::Circumflex => (Operator::BitXor, Precedence::Xor),
        TokenKind::Ampersand => (Operator::BitAnd, Precedence::And),
        TokenKind::LeftShift => (Operator::LShift, Precedence::Shift),
        TokenKind::RightShift => (Operator::RShift, Precedence::Shift),
        TokenKind::Plus => (Operator::Add, Precedence::Sum),
        TokenKind::Minus => (Operator::Sub, Precedence::Sum),
        TokenKind::Star => (Operator::Mult, Precedence::Term),
        TokenKind::Slash => (Operator::Div, Precedence::Term),
        TokenKind::DoubleSlash => (Operator::FloorDiv, Precedence::Term),
        TokenKind::Percent => (Operator::Mod, Precedence::Term),
        TokenKind::At => (Operator::MatMult, Precedence::Term),
        _ => return None,
    })
}

impl<'a> Parser<'a, '_> {
    /// `bitwise_or`: an expression of binary operators that are no comparisons.
    pub(super) fn bitwise_or(&mut self) -> Parsed<&'a Expr<'a>> {
        self.binary(Precedence::Or, None)
    }

    /// The same, of which the first primary may have been parsed.
    pub(super) fn bitwise_or_after(&mut self, known: Known<'a>) -> Parsed<&'a Expr<'a>> {
        self.binary(Precedence::Or, known)
    }

    /// An expression of binary operators that bind at least as tightly as `loosest`.
    fn binary(&mut self, loosest: Precedence, known: Known<'a>) -> Parsed<&'a Expr<'a>> {
        let start = self.start_of_known(known);
        let mut left = if known.is_some() { self.power(known)? } else { self.factor()? };
        while let Some((op, precedence)) = binary_operator(self.kind()) {
            if precedence < loosest {
                break;
            }
            self.bump();
            if op == Operator::MatMult {
                self.since_version(5)?;
            }
            let right = self.binary(precedence.tighter(), None)?;
            if op == Operator::Mod && matches!(right.kind, ExprKind::Tuple { .. }) {
                self.rewritten += 1;
            }
            left = self.expr(start, ExprKind::BinOp { left, op, right });
        }
        Ok(left)
    }

    /// `factor: ('+' | '-' | '~') factor | power`
    fn factor(&mut self) -> Parsed<&'a Expr<'a>> {
        let op = match self.kind() {
            TokenKind::Plus => UnaryOp::UAdd,
            TokenKind::Minus => UnaryOp::USub,
            TokenKind::Tilde => UnaryOp::Invert,
            _ => return self.power(None),
        };
        let start = self.start();
        self.bump();
        self.enter(1)?;
        let operand = self.factor()?;
        self.leave(1);
        Ok(self.expr(start, ExprKind::UnaryOp { op, operand }))
    }

    /// `power: await_primary ['**' factor]`
    fn power(&mut self, known: Known<'a>) -> Parsed<&'a Expr<'a>> {
        let start = self.start_of_known(known);
        let left = match known {
            Some((_, primary)) => primary,
            None => self.await_primary()?,
        };
        if !self.eat(TokenKind::DoubleStar) {
            return Ok(left);
        }
        self.enter(2)?;
        let right = self.factor()?;
        self.leave(2);
        Ok(self.expr(start, ExprKind::BinOp { left, op: Operator::Pow, right }))
    }

    /// `await_primary: 'await' primary | primary`
    fn await_primary(&mut self) -> Parsed<&'a Expr<'a>> {
        if self.kind() != TokenKind::Await {
            return self.primary();
        }
        let start = self.start();
        self.bump();
        self.since_version(5)?;
        let value = self.primary()?;
        Ok(self.expr(start, ExprKind::Await { value }))
    }
}
