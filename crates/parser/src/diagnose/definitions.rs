//! Functions, classes, decorators and type parameters.

use super::engine::{Parse, Peg, Rule};
use super::node::{Kind, Node};
use super::parameters::Style;
use crate::TokenKind as T;

impl<'n> Peg<'n> {
    fn decorators(&mut self) -> Parse<()> {
        self.rule(|p| {
            p.one_or_more(|p| {
                p.rule(|p| {
                    p.token(T::At)?;
                    p.named_expression()?;
                    p.token(T::Newline)
                })
            })
            .map(drop)
        })
    }

    // ---- classes ----

    pub(super) fn class_definition(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.decorators()?;
                p.bare_class_definition()
            },
            Self::bare_class_definition,
        ])
    }

    fn bare_class_definition(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.only_when_explaining()?;
                p.invalid_class_definition()
            },
            |p| {
                p.class_head()?;
                p.token(T::Colon)?;
                p.block()
            },
        ])
    }

    fn class_head(&mut self) -> Parse<taipan_text::Location> {
        let class = self.token(T::Class)?;
        self.name()?;
        self.optional(Self::type_parameters)?;
        self.optional(|p| {
            p.rule(|p| {
                p.token(T::LeftParen)?;
                p.optional(Self::arguments)?;
                p.token(T::RightParen)
            })
        })?;
        Ok(class)
    }

    fn invalid_class_definition(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            let owner = p.class_head()?;
            if let Some(never) = p.optional(Self::missing_colon)? {
                return Ok(never);
            }
            p.missing_block(owner, "class definition")
        })
    }

    // ---- functions ----

    pub(super) fn function_definition(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.decorators()?;
                p.bare_function_definition()
            },
            Self::bare_function_definition,
        ])
    }

    fn bare_function_definition(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.only_when_explaining()?;
                p.invalid_function_definition()
            },
            Self::plain_function,
            |p| {
                p.token(T::Async)?;
                p.plain_function()?;
                p.check_version(5, "Async functions are")?;
                Ok(Node::MATCHED)
            },
        ])
    }

    fn plain_function(&mut self) -> Parse<Node<'n>> {
        self.token(T::Def)?;
        self.name()?;
        self.optional(Self::type_parameters)?;
        self.token(T::LeftParen)?;
        self.rest_of_signature()?;
        self.token(T::Colon)?;
        self.optional(Self::function_type_comment)?;
        self.block()
    }

    fn rest_of_signature(&mut self) -> Parse<()> {
        self.optional(|p| p.parameters(Style::Function))?;
        self.token(T::RightParen)?;
        self.optional(|p| {
            p.rule(|p| {
                p.token(T::RightArrow)?;
                p.expression()
            })
        })
        .map(drop)
    }

    fn function_type_comment(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.all(&[T::Newline, T::TypeComment])?;
                let end = p.mark;
                p.all(&[T::Newline, T::Indent])?;
                p.mark = end;
                Ok(Node::MATCHED)
            },
            |p| {
                p.only_when_explaining()?;
                p.all(&[T::TypeComment, T::Newline, T::TypeComment, T::Newline, T::Indent])?;
                Err(p.raise_at_last("Cannot have two type comments on def"))
            },
            |p| p.token(T::TypeComment).map(|_| Node::MATCHED),
        ])
    }

    fn invalid_function_definition(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.optional_token(T::Async)?;
                let owner = p.token(T::Def)?;
                p.name()?;
                p.optional(Self::type_parameters)?;
                p.token(T::LeftParen)?;
                p.rest_of_signature()?;
                p.missing_block(owner, "function definition")
            },
            |p| {
                p.optional_token(T::Async)?;
                p.token(T::Def)?;
                p.name()?;
                p.optional(Self::type_parameters)?;
                p.forced(T::LeftParen)?;
                p.rest_of_signature()?;
                p.forced(T::Colon)?;
                p.optional(Self::function_type_comment)?;
                p.block()
            },
        ])
    }

    // ---- type parameters ----

    pub(super) fn type_parameters(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.only_when_explaining()?;
                p.token(T::LeftBracket)?;
                let close = p.token(T::RightBracket)?;
                Err(p.raise_from(close, "Type parameter list cannot be empty"))
            },
            |p| {
                p.token(T::LeftBracket)?;
                p.rule(|p| {
                    p.comma_separated(Self::type_parameter)?;
                    p.optional_token(T::Comma)
                })?;
                p.token(T::RightBracket)?;
                p.check_version(12, "Type parameter lists are")?;
                Ok(Node::MATCHED)
            },
        ])
    }

    fn type_parameter(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::TypeParameter, |p| {
            p.first_of(&[
                |p| {
                    p.name()?;
                    p.optional(|p| {
                        p.token(T::Colon)?;
                        p.expression()
                    })?;
                    p.optional(|p| p.type_parameter_default(Self::expression))?;
                    Ok(Node::MATCHED)
                },
                |p| {
                    p.only_when_explaining()?;
                    p.first_of(&[
                        |p| p.invalid_bound(T::Star, "TypeVarTuple"),
                        |p| p.invalid_bound(T::DoubleStar, "ParamSpec"),
                    ])
                },
                |p| {
                    p.token(T::Star)?;
                    p.name()?;
                    p.optional(|p| p.type_parameter_default(Self::star_expression))?;
                    Ok(Node::MATCHED)
                },
                |p| {
                    p.token(T::DoubleStar)?;
                    p.name()?;
                    p.optional(|p| p.type_parameter_default(Self::expression))?;
                    Ok(Node::MATCHED)
                },
            ])
        })
    }

    fn type_parameter_default(&mut self, value: fn(&mut Self) -> Parse<Node<'n>>) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.token(T::Equal)?;
            let value = value(p)?;
            p.check_version(13, "Type parameter defaults are")?;
            Ok(value)
        })
    }

    fn invalid_bound(&mut self, star: T, what: &str) -> Parse<Node<'n>> {
        self.token(star)?;
        self.name()?;
        let colon = self.token(T::Colon)?;
        let bound = self.expression()?;
        let noun = if matches!(bound.kind, Kind::Tuple(_)) { "constraints" } else { "bound" };
        Err(self.raise_from(colon, format!("cannot use {noun} with {what}")))
    }
}
