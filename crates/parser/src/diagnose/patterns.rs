//! The `match` statement and its patterns.

use super::engine::{Parse, Peg, Rule};
use super::node::{Kind, Node};
use crate::TokenKind as T;

impl<'n> Peg<'n> {
    pub(super) fn match_statement(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.soft_keyword("match")?;
                p.subject()?;
                p.all(&[T::Colon, T::Newline, T::Indent])?;
                p.one_or_more(Self::case_block)?;
                p.token(T::Dedent)?;
                p.check_version(10, "Pattern matching is")?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.only_when_explaining()?;
                p.first_of(&[
                    |p| {
                        p.soft_keyword("match")?;
                        p.subject()?;
                        p.missing_colon()
                    },
                    |p| {
                        let owner = p.soft_keyword("match")?;
                        p.subject()?;
                        p.missing_block(owner, "'match' statement")
                    },
                ])
            },
        ])
    }

    fn subject(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.star_named_expression()?;
                p.token(T::Comma)?;
                p.optional(Self::star_named_expressions)?;
                Ok(Node::MATCHED)
            },
            Self::named_expression,
        ])
    }

    fn case_block(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.only_when_explaining()?;
                p.first_of(&[
                    |p| {
                        p.soft_keyword("case")?;
                        p.patterns_and_guard()?;
                        p.missing_colon()
                    },
                    |p| {
                        let owner = p.soft_keyword("case")?;
                        p.patterns_and_guard()?;
                        p.missing_block(owner, "'case' statement")
                    },
                ])
            },
            |p| {
                p.soft_keyword("case")?;
                p.patterns_and_guard()?;
                p.token(T::Colon)?;
                p.block()
            },
        ])
    }

    fn patterns_and_guard(&mut self) -> Parse<()> {
        self.first_of(&[Self::open_sequence_pattern, Self::pattern])?;
        self.optional(|p| {
            p.rule(|p| {
                p.token(T::If)?;
                p.named_expression()
            })
        })
        .map(drop)
    }

    fn pattern(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::Pattern, |p| p.first_of(&[Self::as_pattern, Self::or_pattern]))
    }

    fn as_pattern(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                let start = p.mark;
                p.or_pattern()?;
                p.token(T::As)?;
                p.capture_target()?;
                p.node(start, Kind::Other)
            },
            |p| {
                p.only_when_explaining()?;
                p.invalid_as_pattern()
            },
        ])
    }

    fn invalid_as_pattern(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.or_pattern()?;
                p.token(T::As)?;
                let wildcard = p.soft_keyword("_")?;
                Err(p.raise_at(wildcard, "cannot use '_' as a target"))
            },
            |p| {
                p.or_pattern()?;
                p.token(T::As)?;
                let target = p.expression()?;
                Err(p.raise_at(
                    target.location,
                    format!("cannot use {} as pattern target", target.description()),
                ))
            },
        ])
    }

    fn or_pattern(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            let start = p.mark;
            p.separated(T::Bar, Self::closed_pattern)?;
            p.node(start, Kind::Other)
        })
    }

    fn closed_pattern(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::ClosedPattern, |p| {
            p.first_of(&[
                Self::literal_pattern,
                Self::capture_target,
                Self::wildcard_pattern,
                |p| {
                    p.attr()?;
                    p.not_ahead(&[T::Dot, T::LeftParen, T::Equal])?;
                    Ok(Node::MATCHED)
                },
                Self::group_pattern,
                Self::sequence_pattern,
                Self::mapping_pattern,
                Self::class_pattern,
            ])
        })
    }

    // ---- literals ----

    /// A literal as a pattern, or as the key of a mapping pattern.
    fn literal_pattern(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                let number = p.signed_number()?;
                p.not_ahead(&[T::Plus, T::Minus])?;
                Ok(number)
            },
            Self::complex_number,
            Self::strings,
            |p| p.any(&[T::None, T::True, T::False]).map(|_| Node::MATCHED),
        ])
    }

    fn signed_number(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[Self::number, |p| {
            p.token(T::Minus)?;
            p.number()
        }])
    }

    fn complex_number(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.rule(|p| {
                p.optional_token(T::Minus)?;
                let number = p.number()?;
                if matches!(number.kind, Kind::ImaginaryNumber) {
                    return Err(p.raise_at(number.location, "real number required in complex literal"));
                }
                Ok(())
            })?;
            p.any(&[T::Plus, T::Minus])?;
            p.rule(|p| {
                let number = p.number()?;
                if matches!(number.kind, Kind::RealNumber) {
                    return Err(p.raise_at(number.location, "imaginary number required in complex literal"));
                }
                Ok(number)
            })
        })
    }

    // ---- names ----

    fn capture_target(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.not(|p| p.soft_keyword("_"))?;
            let name = p.name()?;
            p.not_ahead(&[T::Dot, T::LeftParen, T::Equal])?;
            Ok(name)
        })
    }

    fn wildcard_pattern(&mut self) -> Parse<Node<'n>> {
        self.soft_keyword("_").map(|_| Node::MATCHED)
    }

    fn attr(&mut self) -> Parse<Node<'n>> {
        self.left_recursive(Rule::Attr, |p| {
            p.rule(|p| {
                p.name_or_attr()?;
                p.token(T::Dot)?;
                p.name()?;
                Ok(Node::MATCHED)
            })
        })
    }

    fn name_or_attr(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[Self::attr, Self::name])
    }

    // ---- groups and sequences ----

    fn group_pattern(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.token(T::LeftParen)?;
            p.pattern()?;
            p.token(T::RightParen)?;
            Ok(Node::MATCHED)
        })
    }

    fn sequence_pattern(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.token(T::LeftBracket)?;
                p.optional(Self::maybe_sequence_pattern)?;
                p.token(T::RightBracket)?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.token(T::LeftParen)?;
                p.optional(Self::open_sequence_pattern)?;
                p.token(T::RightParen)?;
                Ok(Node::MATCHED)
            },
        ])
    }

    fn open_sequence_pattern(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.maybe_star_pattern()?;
            p.token(T::Comma)?;
            p.optional(Self::maybe_sequence_pattern)?;
            Ok(Node::MATCHED)
        })
    }

    fn maybe_sequence_pattern(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.comma_separated(Self::maybe_star_pattern)?;
            p.optional_token(T::Comma)?;
            Ok(Node::MATCHED)
        })
    }

    fn maybe_star_pattern(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[Self::star_pattern, Self::pattern])
    }

    fn star_pattern(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::StarPattern, |p| {
            p.rule(|p| {
                p.token(T::Star)?;
                p.first_of(&[Self::capture_target, Self::wildcard_pattern])
            })
        })
    }

    // ---- mappings ----

    fn mapping_pattern(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.all(&[T::LeftBrace, T::RightBrace])?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.token(T::LeftBrace)?;
                p.double_star_pattern()?;
                p.end_of_mapping()
            },
            |p| {
                p.token(T::LeftBrace)?;
                p.items_pattern()?;
                p.token(T::Comma)?;
                p.double_star_pattern()?;
                p.end_of_mapping()
            },
            |p| {
                p.token(T::LeftBrace)?;
                p.items_pattern()?;
                p.end_of_mapping()
            },
        ])
    }

    fn end_of_mapping(&mut self) -> Parse<Node<'n>> {
        self.optional_token(T::Comma)?;
        self.token(T::RightBrace)?;
        Ok(Node::MATCHED)
    }

    fn items_pattern(&mut self) -> Parse<()> {
        self.rule(|p| p.comma_separated(Self::key_value_pattern).map(drop))
    }

    fn key_value_pattern(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.first_of(&[Self::literal_pattern, Self::attr])?;
            p.token(T::Colon)?;
            p.pattern()
        })
    }

    fn double_star_pattern(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.token(T::DoubleStar)?;
            p.capture_target()
        })
    }

    // ---- classes ----

    fn class_pattern(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.name_or_attr()?;
                p.all(&[T::LeftParen, T::RightParen])?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.name_or_attr()?;
                p.token(T::LeftParen)?;
                p.positional_patterns()?;
                p.end_of_class()
            },
            |p| {
                p.name_or_attr()?;
                p.token(T::LeftParen)?;
                p.keyword_patterns()?;
                p.end_of_class()
            },
            |p| {
                p.name_or_attr()?;
                p.token(T::LeftParen)?;
                p.positional_patterns()?;
                p.token(T::Comma)?;
                p.keyword_patterns()?;
                p.end_of_class()
            },
            Self::invalid_class_pattern,
        ])
    }

    fn end_of_class(&mut self) -> Parse<Node<'n>> {
        self.optional_token(T::Comma)?;
        self.token(T::RightParen)?;
        Ok(Node::MATCHED)
    }

    fn positional_patterns(&mut self) -> Parse<&'n [Node<'n>]> {
        self.rule(|p| p.comma_separated(Self::pattern))
    }

    fn keyword_patterns(&mut self) -> Parse<()> {
        self.rule(|p| {
            p.comma_separated(|p| {
                p.rule(|p| {
                    p.name()?;
                    p.token(T::Equal)?;
                    p.pattern()
                })
            })
            .map(drop)
        })
    }

    fn invalid_class_pattern(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.rule(|p| {
            p.name_or_attr()?;
            p.token(T::LeftParen)?;
            p.optional(|p| {
                p.rule(|p| {
                    p.positional_patterns()?;
                    p.token(T::Comma)
                })
            })?;
            p.keyword_patterns()?;
            p.token(T::Comma)?;
            let late = p.positional_patterns()?;
            match late {
                [first, .., last] | [first @ last] => {
                    let message = "positional patterns follow keyword patterns";
                    Err(p.raise_range(first.location, last.location, message))
                }
                [] => Ok(Node::MATCHED),
            }
        })
    }
}
