//! The arguments of a call.

use super::engine::{Parse, Peg, Rule};
use super::node::{Kind, Node};
use crate::TokenKind as T;

/// What messages need to know of the arguments of a call.
#[derive(Clone, Copy, Default)]
struct Args<'n> {
    /// How many positional and starred arguments there are.
    positional: usize,
    /// The last one of them, the starred ones after keywords included.
    last: Option<Node<'n>>,
    /// Whether one is `**mapping`.
    unpacks_mapping: bool,
}

/// One argument of the part of a call that begins with a keyword.
#[derive(Clone, Copy)]
enum Keyword<'n> {
    Named,
    Starred(Node<'n>),
    Mapping,
}

impl<'n> Args<'n> {
    fn new(positional: &[Node<'n>], keywords: &[Keyword<'n>]) -> Self {
        let mut starred = keywords.iter().filter_map(|keyword| match keyword {
            Keyword::Starred(node) => Some(*node),
            _ => None,
        });
        Self {
            positional: positional.len() + starred.clone().count(),
            last: starred.next_back().or(positional.last().copied()),
            unpacks_mapping: keywords.iter().any(|keyword| matches!(keyword, Keyword::Mapping)),
        }
    }
}

impl<'n> Peg<'n> {
    pub(super) fn arguments(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::Arguments, |p| {
            p.first_of(&[
                |p| {
                    p.args()?;
                    p.optional_token(T::Comma)?;
                    p.ahead(&[T::RightParen])?;
                    Ok(Node::MATCHED)
                },
                Self::invalid_arguments,
            ])
        })
    }

    fn args(&mut self) -> Parse<Args<'n>> {
        self.first_of(&[
            |p| {
                let positional = p.positional_arguments()?;
                let keywords = p.optional(|p| {
                    p.rule(|p| {
                        p.token(T::Comma)?;
                        p.kwargs()
                    })
                })?;
                Ok(Args::new(positional, keywords.unwrap_or_default()))
            },
            |p| Ok(Args::new(&[], p.kwargs()?)),
        ])
    }

    fn positional_arguments(&mut self) -> Parse<&'n [Node<'n>]> {
        self.comma_separated(|p| {
            p.first_of(&[Self::starred_expression, |p| {
                let argument =
                    p.first_of(&[Self::assignment_expression, Self::expression_not_before_colon_equal])?;
                p.not_ahead(&[T::Equal])?;
                Ok(argument)
            }])
        })
    }

    fn kwargs(&mut self) -> Parse<&'n [Keyword<'n>]> {
        self.first_of(&[
            |p| {
                let first = p.comma_separated(Self::keyword_or_starred)?;
                p.token(T::Comma)?;
                let second = p.comma_separated(Self::keyword_or_double_starred)?;
                Ok(p.arena.alloc_slice_fill_iter([first, second].concat()) as &[_])
            },
            |p| p.comma_separated(Self::keyword_or_starred),
            |p| p.comma_separated(Self::keyword_or_double_starred),
        ])
    }

    fn keyword_or_starred(&mut self) -> Parse<Keyword<'n>> {
        self.first_of(&[Self::invalid_keyword, Self::keyword, |p| {
            p.starred_expression().map(Keyword::Starred)
        }])
    }

    fn keyword_or_double_starred(&mut self) -> Parse<Keyword<'n>> {
        self.first_of(&[Self::invalid_keyword, Self::keyword, |p| {
            p.token(T::DoubleStar)?;
            p.expression()?;
            Ok(Keyword::Mapping)
        }])
    }

    fn keyword(&mut self) -> Parse<Keyword<'n>> {
        self.name()?;
        self.token(T::Equal)?;
        self.expression()?;
        Ok(Keyword::Named)
    }

    pub(super) fn starred_expression(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::StarredExpression, |p| {
            p.first_of(&[
                |p| {
                    p.only_when_explaining()?;
                    let star = p.token(T::Star)?;
                    p.expression()?;
                    p.token(T::Equal)?;
                    let value = p.expression()?;
                    let message = "cannot assign to iterable argument unpacking";
                    Err(p.raise_range(star, value.location, message))
                },
                |p| {
                    let start = p.mark;
                    p.token(T::Star)?;
                    let value = p.expression()?;
                    let value = p.keep(value);
                    p.node(start, Kind::Starred(value))
                },
                |p| {
                    p.only_when_explaining()?;
                    p.token(T::Star)?;
                    Err(p.raise_at_last("Invalid star expression"))
                },
            ])
        })
    }

    // ---- errors ----

    fn invalid_arguments(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                p.first_of(&[
                    |p| {
                        p.positional_arguments()?;
                        p.token(T::Comma)?;
                        p.kwargs()
                    },
                    Self::kwargs,
                ])?;
                let comma = p.token(T::Comma)?;
                p.comma_separated(|p| {
                    let starred = p.starred_expression()?;
                    p.not_ahead(&[T::Equal])?;
                    Ok(starred)
                })?;
                let message = "iterable argument unpacking follows keyword argument unpacking";
                Err(p.raise_from(comma, message))
            },
            |p| {
                let element = p.expression()?;
                let last = p.for_if_clauses()?;
                p.token(T::Comma)?;
                p.optional(|p| {
                    p.first_of(&[
                        |p| p.args().map(drop),
                        |p| {
                            p.expression()?;
                            p.for_if_clauses().map(drop)
                        },
                    ])
                })?;
                Err(p.unparenthesized_generator(element, last))
            },
            Self::comparison_before_generator,
            |p| {
                p.optional(|p| {
                    p.args()?;
                    p.token(T::Comma)
                })?;
                let name = p.name()?;
                let equal = p.token(T::Equal)?;
                p.ahead(&[T::Comma, T::RightParen])?;
                Err(p.raise_range(name.location, equal, "expected argument value expression"))
            },
            |p| {
                let args = p.args()?;
                let last = p.for_if_clauses()?;
                // A single element before the clauses is a generator expression without fault.
                match args.last {
                    Some(element) if args.positional > 1 => Err(p.unparenthesized_generator(element, last)),
                    _ => Err(super::engine::Miss::Committed),
                }
            },
            |p| {
                p.args()?;
                p.token(T::Comma)?;
                let element = p.expression()?;
                let last = p.for_if_clauses()?;
                Err(p.unparenthesized_generator(element, last))
            },
            |p| {
                let args = p.args()?;
                p.token(T::Comma)?;
                p.args()?;
                Err(p.raise_at_last(if args.unpacks_mapping {
                    "positional argument follows keyword argument unpacking"
                } else {
                    "positional argument follows keyword argument"
                }))
            },
        ])
    }

    fn unparenthesized_generator(&mut self, element: Node<'n>, last: Node<'n>) -> super::engine::Miss {
        self.raise_range(element.location, last.location, "Generator expression must be parenthesized")
    }

    /// `name = element for …`, which was meant to compare or to name.
    fn comparison_before_generator<R>(&mut self) -> Parse<R> {
        let name = self.name()?;
        let equal = self.token(T::Equal)?;
        self.expression()?;
        self.for_if_clauses()?;
        let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        Err(self.raise_range(name.location, equal, message))
    }

    fn invalid_keyword(&mut self) -> Parse<Keyword<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                let kind = p.peek()?.kind;
                let constant = p.any(&[T::True, T::False, T::None])?;
                let equal = p.token(T::Equal)?;
                let text = kind.text().unwrap_or_default();
                Err(p.raise_range(constant, equal, format!("cannot assign to {text}")))
            },
            Self::comparison_before_generator,
            |p| {
                p.not(|p| {
                    p.name()?;
                    p.token(T::Equal)
                })?;
                let target = p.expression()?;
                let equal = p.token(T::Equal)?;
                let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
                Err(p.raise_range(target.location, equal, message))
            },
            |p| {
                let stars = p.token(T::DoubleStar)?;
                p.expression()?;
                p.token(T::Equal)?;
                let value = p.expression()?;
                let message = "cannot assign to keyword argument unpacking";
                Err(p.raise_range(stars, value.location, message))
            },
        ])
    }
}
