//! Binary and unary operators, from `|` down to `await`.

use super::engine::{Parse, Peg, Rule};
use super::node::{Kind, Node};
use crate::TokenKind as T;

impl<'n> Peg<'n> {
    pub(super) fn bitwise_or(&mut self) -> Parse<Node<'n>> {
        self.left_recursive(Rule::BitwiseOr, |p| {
            p.first_of(&[|p| p.binary(Self::bitwise_or, T::Bar, Self::bitwise_xor), Self::bitwise_xor])
        })
    }

    fn bitwise_xor(&mut self) -> Parse<Node<'n>> {
        self.left_recursive(Rule::BitwiseXor, |p| {
            p.first_of(&[
                |p| p.binary(Self::bitwise_xor, T::Circumflex, Self::bitwise_and),
                Self::bitwise_and,
            ])
        })
    }

    fn bitwise_and(&mut self) -> Parse<Node<'n>> {
        self.left_recursive(Rule::BitwiseAnd, |p| {
            p.first_of(&[|p| p.binary(Self::bitwise_and, T::Ampersand, Self::shift), Self::shift])
        })
    }

    fn shift(&mut self) -> Parse<Node<'n>> {
        self.left_recursive(Rule::Shift, |p| {
            p.first_of(&[
                |p| p.binary(Self::shift, T::LeftShift, Self::sum),
                |p| p.binary(Self::shift, T::RightShift, Self::sum),
                Self::invalid_arithmetic,
                Self::sum,
            ])
        })
    }

    fn sum(&mut self) -> Parse<Node<'n>> {
        self.left_recursive(Rule::Sum, |p| {
            p.first_of(&[
                |p| p.binary(Self::sum, T::Plus, Self::term),
                |p| p.binary(Self::sum, T::Minus, Self::term),
                Self::term,
            ])
        })
    }

    fn term(&mut self) -> Parse<Node<'n>> {
        self.left_recursive(Rule::Term, |p| {
            p.first_of(&[
                |p| p.binary(Self::term, T::Star, Self::factor),
                |p| p.binary(Self::term, T::Slash, Self::factor),
                |p| p.binary(Self::term, T::DoubleSlash, Self::factor),
                |p| p.binary(Self::term, T::Percent, Self::factor),
                |p| {
                    let product = p.binary(Self::term, T::At, Self::factor)?;
                    p.check_version(5, "The '@' operator is")?;
                    Ok(product)
                },
                Self::invalid_factor,
                Self::factor,
            ])
        })
    }

    fn binary(
        &mut self,
        left: fn(&mut Self) -> Parse<Node<'n>>,
        operator: T,
        right: fn(&mut Self) -> Parse<Node<'n>>,
    ) -> Parse<Node<'n>> {
        let start = self.mark;
        left(self)?;
        self.token(operator)?;
        right(self)?;
        self.node(start, Kind::Operation)
    }

    fn factor(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::Factor, |p| {
            p.first_of(&[
                |p| {
                    let start = p.mark;
                    p.any(&[T::Plus, T::Minus, T::Tilde])?;
                    p.factor()?;
                    p.node(start, Kind::Operation)
                },
                Self::power,
            ])
        })
    }

    fn power(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            let start = p.mark;
            let base = p.await_primary()?;
            let with_exponent = p.optional(|p| {
                p.token(T::DoubleStar)?;
                p.factor()
            })?;
            if with_exponent.is_some() { p.node(start, Kind::Operation) } else { Ok(base) }
        })
    }

    fn await_primary(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::AwaitPrimary, |p| {
            p.first_of(&[
                |p| {
                    let start = p.mark;
                    p.token(T::Await)?;
                    p.primary()?;
                    p.check_version(5, "Await expressions are")?;
                    p.node(start, Kind::Await)
                },
                Self::primary,
            ])
        })
    }

    // ---- errors ----

    fn invalid_arithmetic(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.rule(|p| {
            p.sum()?;
            p.any(&[T::Plus, T::Minus, T::Star, T::Slash, T::Percent, T::DoubleSlash, T::At])?;
            let not = p.token(T::Not)?;
            let operand = p.inversion()?;
            Err(p.raise_range(not, operand.location, "'not' after an operator must be parenthesized"))
        })
    }

    fn invalid_factor(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.rule(|p| {
            p.any(&[T::Plus, T::Minus, T::Tilde])?;
            let not = p.token(T::Not)?;
            let operand = p.factor()?;
            Err(p.raise_range(not, operand.location, "'not' after an operator must be parenthesized"))
        })
    }
}
