//! Primaries, atoms, displays and comprehensions.

use taipan_text::Location;

use super::engine::{Miss, Parse, Peg, Rule};
use super::node::{Kind, Node};
use crate::TokenKind as T;

impl<'n> Peg<'n> {
    pub(super) fn primary(&mut self) -> Parse<Node<'n>> {
        self.left_recursive(Rule::Primary, |p| {
            p.first_of(&[
                |p| p.trailer(Self::primary, Self::attribute),
                |p| p.trailer(Self::primary, Self::generator_argument),
                |p| p.trailer(Self::primary, Self::call),
                |p| p.trailer(Self::primary, Self::subscript),
                Self::atom,
            ])
        })
    }

    /// A primary with one more trailer, whose rule tells the kind of the result.
    pub(super) fn trailer(
        &mut self,
        primary: fn(&mut Self) -> Parse<Node<'n>>,
        trailer: fn(&mut Self) -> Parse<Kind<'n>>,
    ) -> Parse<Node<'n>> {
        let start = self.mark;
        primary(self)?;
        let kind = trailer(self)?;
        self.node(start, kind)
    }

    pub(super) fn attribute(&mut self) -> Parse<Kind<'n>> {
        self.token(T::Dot)?;
        self.name()?;
        Ok(Kind::Attribute)
    }

    pub(super) fn generator_argument(&mut self) -> Parse<Kind<'n>> {
        self.generator_expression()?;
        Ok(Kind::Call)
    }

    pub(super) fn call(&mut self) -> Parse<Kind<'n>> {
        self.token(T::LeftParen)?;
        self.optional(Self::arguments)?;
        self.token(T::RightParen)?;
        Ok(Kind::Call)
    }

    pub(super) fn subscript(&mut self) -> Parse<Kind<'n>> {
        self.token(T::LeftBracket)?;
        self.slices()?;
        self.token(T::RightBracket)?;
        Ok(Kind::Subscript)
    }

    fn slices(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::Slices, |p| {
            p.first_of(&[
                |p| {
                    p.slice()?;
                    p.not_ahead(&[T::Comma])?;
                    Ok(Node::MATCHED)
                },
                |p| {
                    p.comma_separated(|p| p.first_of(&[Self::slice, Self::starred_expression]))?;
                    p.optional_token(T::Comma)?;
                    Ok(Node::MATCHED)
                },
            ])
        })
    }

    fn slice(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.optional(Self::expression)?;
                p.token(T::Colon)?;
                p.optional(Self::expression)?;
                p.optional(|p| {
                    p.rule(|p| {
                        p.token(T::Colon)?;
                        p.optional(Self::expression)
                    })
                })?;
                Ok(Node::MATCHED)
            },
            Self::named_expression,
        ])
    }

    pub(super) fn atom(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::Atom, |p| {
            p.rule(|p| match p.peek()?.kind {
                T::Name => p.name(),
                T::True => p.constant(T::True, Kind::True),
                T::False => p.constant(T::False, Kind::False),
                T::None => p.constant(T::None, Kind::None),
                T::Ellipsis => p.constant(T::Ellipsis, Kind::Ellipsis),
                T::String | T::FStringStart | T::TStringStart => p.strings(),
                T::Number => {
                    // CPython has looked for strings one rule deeper, which counts at the limit of nesting.
                    p.rule(|_| Ok(()))?;
                    p.number()
                }
                T::LeftParen => p.first_of(&[Self::tuple, Self::group, Self::generator_expression]),
                T::LeftBracket => p.first_of(&[Self::list_display, Self::list_comprehension]),
                T::LeftBrace => {
                    p.first_of(&[Self::dict, Self::set, Self::dict_comprehension, Self::set_comprehension])
                }
                _ => Err(Miss::NoMatch),
            })
        })
    }

    fn constant(&mut self, token: T, kind: Kind<'n>) -> Parse<Node<'n>> {
        let location = self.token(token)?;
        Ok(Node { kind, location })
    }

    // ---- parentheses ----

    fn group(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::Group, |p| {
            p.first_of(&[
                |p| {
                    p.token(T::LeftParen)?;
                    let inner = p.first_of(&[Self::yield_expression, Self::named_expression])?;
                    p.token(T::RightParen)?;
                    Ok(inner)
                },
                Self::invalid_group,
            ])
        })
    }

    fn invalid_group(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                p.token(T::LeftParen)?;
                let starred = p.starred_expression()?;
                p.token(T::RightParen)?;
                Err(p.raise_at(starred.location, "cannot use starred expression here"))
            },
            |p| {
                p.token(T::LeftParen)?;
                let stars = p.token(T::DoubleStar)?;
                p.expression()?;
                p.token(T::RightParen)?;
                Err(p.raise_at(stars, "cannot use double starred expression here"))
            },
        ])
    }

    pub(super) fn tuple(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::Tuple, |p| {
            p.rule(|p| {
                let start = p.mark;
                p.token(T::LeftParen)?;
                let items = p.optional(|p| {
                    p.rule(|p| {
                        let first = p.star_named_expression()?;
                        p.token(T::Comma)?;
                        let rest = p.optional(Self::star_named_expressions)?;
                        Ok(match rest.map(|rest| rest.kind) {
                            Some(Kind::Tuple(rest)) => p.list(first, rest),
                            _ => p.list(first, &[]),
                        })
                    })
                })?;
                p.token(T::RightParen)?;
                p.node(start, Kind::Tuple(items.unwrap_or_default()))
            })
        })
    }

    pub(super) fn generator_expression(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::GeneratorExpression, |p| {
            p.first_of(&[
                |p| {
                    let start = p.mark;
                    p.token(T::LeftParen)?;
                    p.first_of(&[Self::assignment_expression, Self::expression_not_before_colon_equal])?;
                    p.for_if_clauses()?;
                    p.token(T::RightParen)?;
                    p.node(start, Kind::Generator)
                },
                Self::invalid_comprehension,
            ])
        })
    }

    // ---- brackets ----

    pub(super) fn list_display(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::List, |p| {
            p.rule(|p| {
                let start = p.mark;
                p.token(T::LeftBracket)?;
                let items = p.optional(Self::star_named_expressions)?;
                p.token(T::RightBracket)?;
                let items = match items.map(|items| items.kind) {
                    Some(Kind::Tuple(items)) => items,
                    _ => &[],
                };
                p.node(start, Kind::List(items))
            })
        })
    }

    fn list_comprehension(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::ListComprehension, |p| {
            p.first_of(&[
                |p| {
                    let start = p.mark;
                    p.token(T::LeftBracket)?;
                    p.named_expression()?;
                    p.for_if_clauses()?;
                    p.token(T::RightBracket)?;
                    p.node(start, Kind::ListComprehension)
                },
                Self::invalid_comprehension,
            ])
        })
    }

    // ---- braces ----

    fn set(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::Set, |p| {
            p.rule(|p| {
                let start = p.mark;
                p.token(T::LeftBrace)?;
                p.star_named_expressions()?;
                p.token(T::RightBrace)?;
                p.node(start, Kind::Set)
            })
        })
    }

    fn set_comprehension(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::SetComprehension, |p| {
            p.first_of(&[
                |p| {
                    let start = p.mark;
                    p.token(T::LeftBrace)?;
                    p.named_expression()?;
                    p.for_if_clauses()?;
                    p.token(T::RightBrace)?;
                    p.node(start, Kind::SetComprehension)
                },
                Self::invalid_comprehension,
            ])
        })
    }

    fn dict(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::Dict, |p| {
            p.first_of(&[
                |p| {
                    let start = p.mark;
                    p.token(T::LeftBrace)?;
                    p.optional(|p| {
                        p.rule(|p| {
                            p.comma_separated(Self::double_starred_pair)?;
                            p.optional_token(T::Comma)
                        })
                    })?;
                    p.token(T::RightBrace)?;
                    p.node(start, Kind::Dict)
                },
                |p| {
                    p.token(T::LeftBrace)?;
                    p.invalid_pairs()?;
                    p.token(T::RightBrace)?;
                    Ok(Node::MATCHED)
                },
            ])
        })
    }

    fn double_starred_pair(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.token(T::DoubleStar)?;
                p.bitwise_or()
            },
            Self::pair,
        ])
    }

    fn pair(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.expression()?;
            p.token(T::Colon)?;
            p.expression()
        })
    }

    fn dict_comprehension(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::DictComprehension, |p| {
            p.first_of(&[
                |p| {
                    let start = p.mark;
                    p.token(T::LeftBrace)?;
                    p.pair()?;
                    p.for_if_clauses()?;
                    p.token(T::RightBrace)?;
                    p.node(start, Kind::DictComprehension)
                },
                |p| {
                    p.only_when_explaining()?;
                    p.token(T::LeftBrace)?;
                    let stars = p.token(T::DoubleStar)?;
                    p.bitwise_or()?;
                    p.for_if_clauses()?;
                    p.token(T::RightBrace)?;
                    Err(p.raise_at(stars, "dict unpacking cannot be used in dict comprehension"))
                },
            ])
        })
    }

    /// Unlike all other rules for errors this one takes part in the first pass too.
    fn invalid_pairs(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.comma_separated(Self::double_starred_pair)?;
                p.token(T::Comma)?;
                p.invalid_pair()
            },
            Self::starred_value,
            Self::missing_value,
        ])
    }

    fn invalid_pair(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                let key = p.expression()?;
                p.not_ahead(&[T::Colon])?;
                let location = key.location;
                // The last character of the key, up to the end of its line.
                let last = Location { column: location.end_column - 1, end_column: -1, ..location };
                Err(p.raise_at(last, "':' expected after dictionary key"))
            },
            Self::starred_value,
            Self::missing_value,
        ])
    }

    fn starred_value(&mut self) -> Parse<Node<'n>> {
        self.expression()?;
        self.token(T::Colon)?;
        let star = self.token(T::Star)?;
        self.bitwise_or()?;
        Err(self.raise_from(star, "cannot use a starred expression in a dictionary value"))
    }

    fn missing_value(&mut self) -> Parse<Node<'n>> {
        self.expression()?;
        let colon = self.token(T::Colon)?;
        self.ahead(&[T::RightBrace, T::Comma])?;
        Err(self.raise_at(colon, "expression expected after dictionary key and ':'"))
    }

    // ---- comprehensions ----

    /// The clauses of a comprehension; the node is the last expression in them.
    pub(super) fn for_if_clauses(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            let clauses = p.one_or_more(Self::for_if_clause)?;
            clauses.last().copied().ok_or(Miss::NoMatch)
        })
    }

    fn for_if_clause(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::ForIfClause, |p| {
            p.first_of(&[
                |p| {
                    p.token(T::Async)?;
                    let last = p.for_and_conditions()?;
                    p.check_version(6, "Async comprehensions are")?;
                    Ok(last)
                },
                Self::for_and_conditions,
                Self::invalid_for_if_clause,
                Self::invalid_for_target,
            ])
        })
    }

    fn for_and_conditions(&mut self) -> Parse<Node<'n>> {
        self.token(T::For)?;
        self.star_targets()?;
        self.token(T::In)?;
        self.committed(|p| {
            let iterable = p.disjunction()?;
            let conditions = p.zero_or_more(|p| {
                p.rule(|p| {
                    p.token(T::If)?;
                    p.disjunction()
                })
            })?;
            Ok(conditions.last().copied().unwrap_or(iterable))
        })
    }

    fn invalid_for_if_clause(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.rule(|p| {
            p.optional_token(T::Async)?;
            p.token(T::For)?;
            p.bitwise_or()?;
            p.zero_or_more(|p| {
                p.token(T::Comma)?;
                p.bitwise_or()
            })?;
            p.optional_token(T::Comma)?;
            p.not_ahead(&[T::In])?;
            Err(p.raise_at_last("'in' expected after for-loop variables"))
        })
    }

    fn invalid_comprehension(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                p.any(&[T::LeftBracket, T::LeftParen, T::LeftBrace])?;
                let starred = p.starred_expression()?;
                p.for_if_clauses()?;
                Err(p.raise_at(starred.location, "iterable unpacking cannot be used in comprehension"))
            },
            |p| {
                p.any(&[T::LeftBracket, T::LeftBrace])?;
                let first = p.star_named_expression()?;
                p.token(T::Comma)?;
                let rest = p.star_named_expressions()?;
                p.for_if_clauses()?;
                let last = match rest.kind {
                    Kind::Tuple([.., last]) => last.location,
                    _ => rest.location,
                };
                let message = "did you forget parentheses around the comprehension target?";
                Err(p.raise_range(first.location, last, message))
            },
            |p| {
                p.any(&[T::LeftBracket, T::LeftBrace])?;
                let first = p.star_named_expression()?;
                let comma = p.token(T::Comma)?;
                p.for_if_clauses()?;
                let message = "did you forget parentheses around the comprehension target?";
                Err(p.raise_range(first.location, comma, message))
            },
        ])
    }
}
