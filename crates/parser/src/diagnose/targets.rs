//! Targets of assignments, loops and `del`.

use super::engine::{Parse, Peg, Rule};
use super::node::{Kind, Node};
use crate::TokenKind as T;

/// What may follow a primary to make it longer.
const TRAILERS: [T; 3] = [T::LeftParen, T::LeftBracket, T::Dot];

impl<'n> Peg<'n> {
    pub(super) fn star_targets(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::StarTargets, |p| {
            p.rule(|p| {
                p.star_target()?;
                p.zero_or_more(|p| {
                    p.token(T::Comma)?;
                    p.star_target()
                })?;
                p.optional_token(T::Comma)?;
                Ok(Node::MATCHED)
            })
        })
    }

    pub(super) fn star_target(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::StarTarget, |p| {
            p.first_of(&[
                |p| {
                    p.token(T::Star)?;
                    p.not_ahead(&[T::Star])?;
                    p.star_target()
                },
                Self::target_with_star_atom,
            ])
        })
    }

    fn target_with_star_atom(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::TargetWithStarAtom, |p| {
            p.first_of(&[Self::attribute_target, Self::subscript_target, Self::star_atom])
        })
    }

    fn star_atom(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            Self::name,
            |p| {
                p.token(T::LeftParen)?;
                p.target_with_star_atom()?;
                p.token(T::RightParen)?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.token(T::LeftParen)?;
                p.optional(Self::star_targets_of_tuple)?;
                p.token(T::RightParen)?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.token(T::LeftBracket)?;
                p.optional(|p| {
                    p.rule(|p| {
                        p.comma_separated(Self::star_target)?;
                        p.optional_token(T::Comma)
                    })
                })?;
                p.token(T::RightBracket)?;
                Ok(Node::MATCHED)
            },
        ])
    }

    fn star_targets_of_tuple(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.star_target()?;
            p.token(T::Comma)?;
            if p.optional(Self::star_target)?.is_some() {
                p.zero_or_more(|p| {
                    p.token(T::Comma)?;
                    p.star_target()
                })?;
                p.optional_token(T::Comma)?;
            }
            Ok(Node::MATCHED)
        })
    }

    pub(super) fn single_target(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::SingleTarget, |p| {
            p.first_of(&[Self::single_subscript_attribute_target, Self::name, |p| {
                p.token(T::LeftParen)?;
                p.single_target()?;
                p.token(T::RightParen)?;
                Ok(Node::MATCHED)
            }])
        })
    }

    pub(super) fn single_subscript_attribute_target(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[Self::attribute_target, Self::subscript_target])
    }

    fn attribute_target(&mut self) -> Parse<Node<'n>> {
        let target = self.trailer(Self::target_primary, Self::attribute)?;
        self.not_ahead(&TRAILERS)?;
        Ok(target)
    }

    fn subscript_target(&mut self) -> Parse<Node<'n>> {
        let target = self.trailer(Self::target_primary, Self::subscript)?;
        self.not_ahead(&TRAILERS)?;
        Ok(target)
    }

    /// A primary that is followed by one more trailer.
    fn target_primary(&mut self) -> Parse<Node<'n>> {
        self.left_recursive(Rule::TPrimary, |p| {
            p.first_of(&[
                |p| p.trailer_before_trailer(Self::attribute),
                |p| p.trailer_before_trailer(Self::subscript),
                |p| p.trailer_before_trailer(Self::generator_argument),
                |p| p.trailer_before_trailer(Self::call),
                |p| {
                    let atom = p.atom()?;
                    p.ahead(&TRAILERS)?;
                    Ok(atom)
                },
            ])
        })
    }

    fn trailer_before_trailer(&mut self, trailer: fn(&mut Self) -> Parse<Kind<'n>>) -> Parse<Node<'n>> {
        let primary = self.trailer(Self::target_primary, trailer)?;
        self.ahead(&TRAILERS)?;
        Ok(primary)
    }

    // ---- del ----

    pub(super) fn del_targets(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.comma_separated(Self::del_target)?;
            p.optional_token(T::Comma)?;
            Ok(Node::MATCHED)
        })
    }

    fn del_target(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::DelTarget, |p| {
            p.first_of(&[Self::attribute_target, Self::subscript_target, Self::del_target_atom])
        })
    }

    fn del_target_atom(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            Self::name,
            |p| {
                p.token(T::LeftParen)?;
                p.del_target()?;
                p.token(T::RightParen)?;
                Ok(Node::MATCHED)
            },
            |p| p.bracketed_del_targets(T::LeftParen, T::RightParen),
            |p| p.bracketed_del_targets(T::LeftBracket, T::RightBracket),
        ])
    }

    fn bracketed_del_targets(&mut self, open: T, close: T) -> Parse<Node<'n>> {
        self.token(open)?;
        self.optional(Self::del_targets)?;
        self.token(close)?;
        Ok(Node::MATCHED)
    }
}
