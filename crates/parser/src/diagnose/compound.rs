//! Compound statements other than definitions and `match`.

use taipan_text::Location;

use super::engine::{Parse, Peg, Rule};
use super::node::{Node, Targets};
use crate::TokenKind as T;

impl<'n> Peg<'n> {
    pub(super) fn compound_statement(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::CompoundStatement, |p| {
            p.first_of(&[
                |p| {
                    p.ahead(&[T::Def, T::At, T::Async])?;
                    p.function_definition()
                },
                |p| {
                    p.ahead(&[T::If])?;
                    p.if_statement()
                },
                |p| {
                    p.ahead(&[T::Class, T::At])?;
                    p.class_definition()
                },
                |p| {
                    p.ahead(&[T::With, T::Async])?;
                    p.with_statement()
                },
                |p| {
                    p.ahead(&[T::For, T::Async])?;
                    p.for_statement()
                },
                |p| {
                    p.ahead(&[T::Try])?;
                    p.try_statement()
                },
                |p| {
                    p.ahead(&[T::While])?;
                    p.while_statement()
                },
                Self::match_statement,
            ])
        })
    }

    /// Raises if a colon and the end of its line are not followed by an indented block. `what` names the owner.
    pub(super) fn missing_block(&mut self, owner: Location, what: &str) -> Parse<Node<'n>> {
        self.all(&[T::Colon, T::Newline])?;
        self.not_ahead(&[T::Indent])?;
        Err(self.raise_indentation(format!("expected an indented block after {what} on line {}", owner.line)))
    }

    /// Raises if the line ends where a colon should be.
    pub(super) fn missing_colon(&mut self) -> Parse<Node<'n>> {
        self.token(T::Newline)?;
        Err(self.raise_at_last("expected ':'"))
    }

    // ---- if, while ----

    fn if_statement(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| p.invalid_conditional_block(T::If, "'if' statement"),
            |p| p.condition_block_and(T::If, |p| p.elif_statement().map(drop)),
            |p| p.condition_block_and(T::If, |p| p.optional(Self::else_block).map(drop)),
        ])
    }

    fn elif_statement(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::ElifStatement, |p| {
            p.first_of(&[
                |p| p.invalid_conditional_block(T::Elif, "'elif' statement"),
                |p| p.condition_block_and(T::Elif, |p| p.elif_statement().map(drop)),
                |p| p.condition_block_and(T::Elif, |p| p.optional(Self::else_block).map(drop)),
            ])
        })
    }

    fn while_statement(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| p.invalid_conditional_block(T::While, "'while' statement"),
            |p| p.condition_block_and(T::While, |p| p.optional(Self::else_block).map(drop)),
        ])
    }

    fn condition_block_and(&mut self, keyword: T, rest: fn(&mut Self) -> Parse<()>) -> Parse<Node<'n>> {
        self.token(keyword)?;
        self.named_expression()?;
        self.token(T::Colon)?;
        self.block()?;
        rest(self)?;
        Ok(Node::MATCHED)
    }

    fn invalid_conditional_block(&mut self, keyword: T, what: &'static str) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.rule(|p| {
            let owner = p.token(keyword)?;
            p.named_expression()?;
            if let Some(never) = p.optional(Self::missing_colon)? {
                return Ok(never);
            }
            p.missing_block(owner, what)
        })
    }

    pub(super) fn else_block(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[Self::invalid_else, |p| {
            p.token(T::Else)?;
            p.forced(T::Colon)?;
            p.block()
        }])
    }

    fn invalid_else(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                let owner = p.token(T::Else)?;
                p.missing_block(owner, "'else' statement")
            },
            |p| {
                p.all(&[T::Else, T::Colon])?;
                p.block()?;
                p.token(T::Elif)?;
                Err(p.raise_at_last("'elif' block follows an 'else' block"))
            },
        ])
    }

    // ---- for ----

    fn for_statement(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            Self::invalid_for,
            Self::for_loop,
            |p| {
                p.token(T::Async)?;
                p.for_loop()?;
                p.check_version(5, "Async for loops are")?;
                Ok(Node::MATCHED)
            },
            Self::invalid_for_target,
        ])
    }

    fn for_loop(&mut self) -> Parse<Node<'n>> {
        self.token(T::For)?;
        self.star_targets()?;
        self.token(T::In)?;
        self.committed(|p| {
            p.star_expressions()?;
            p.token(T::Colon)?;
            p.optional_token(T::TypeComment)?;
            p.block()?;
            p.optional(Self::else_block)?;
            Ok(Node::MATCHED)
        })
    }

    fn invalid_for(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.rule(|p| {
            p.optional_token(T::Async)?;
            let owner = p.token(T::For)?;
            p.star_targets()?;
            p.token(T::In)?;
            p.star_expressions()?;
            if let Some(never) = p.optional(Self::missing_colon)? {
                return Ok(never);
            }
            p.missing_block(owner, "'for' statement")
        })
    }

    pub(super) fn invalid_for_target(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.rule(|p| {
            p.optional_token(T::Async)?;
            p.token(T::For)?;
            let targets = p.star_expressions()?;
            Err(p.invalid_target(targets, Targets::Loop))
        })
    }

    // ---- with ----

    fn with_statement(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            Self::invalid_with_block,
            |p| {
                p.parenthesized_with_items()?;
                p.token(T::Colon)?;
                p.optional_token(T::TypeComment)?;
                p.block()
            },
            |p| {
                p.token(T::With)?;
                p.comma_separated(Self::with_item)?;
                p.token(T::Colon)?;
                p.optional_token(T::TypeComment)?;
                p.block()
            },
            |p| {
                p.token(T::Async)?;
                p.parenthesized_with_items()?;
                p.token(T::Colon)?;
                p.block()?;
                p.check_version(5, "Async with statements are")?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.all(&[T::Async, T::With])?;
                p.comma_separated(Self::with_item)?;
                p.token(T::Colon)?;
                p.optional_token(T::TypeComment)?;
                p.block()?;
                p.check_version(5, "Async with statements are")?;
                Ok(Node::MATCHED)
            },
            Self::invalid_with,
        ])
    }

    fn parenthesized_with_items(&mut self) -> Parse<()> {
        self.all(&[T::With, T::LeftParen])?;
        self.comma_separated(Self::with_item)?;
        self.optional_token(T::Comma)?;
        self.token(T::RightParen).map(drop)
    }

    fn with_item(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.expression()?;
                p.token(T::As)?;
                p.star_target()?;
                p.ahead(&[T::Comma, T::RightParen, T::Colon])?;
                Ok(Node::MATCHED)
            },
            Self::invalid_with_item,
            Self::expression,
        ])
    }

    fn invalid_with_item(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.rule(|p| {
            p.expression()?;
            p.token(T::As)?;
            let target = p.expression()?;
            p.ahead(&[T::Comma, T::RightParen, T::Colon])?;
            Err(p.invalid_target(target, Targets::Store))
        })
    }

    fn invalid_with(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                p.bare_with_items()?;
                p.missing_colon()
            },
            |p| {
                p.bare_parenthesized_with_items()?;
                p.missing_colon()
            },
        ])
    }

    fn invalid_with_block(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                let owner = p.bare_with_items()?;
                p.missing_block(owner, "'with' statement")
            },
            |p| {
                let owner = p.bare_parenthesized_with_items()?;
                p.missing_block(owner, "'with' statement")
            },
        ])
    }

    /// The head of a `with` statement, without checks of its items; the place of `with`.
    fn bare_with_items(&mut self) -> Parse<Location> {
        self.optional_token(T::Async)?;
        let with = self.token(T::With)?;
        self.comma_separated(|p| p.bare_with_item(Self::expression))?;
        Ok(with)
    }

    fn bare_parenthesized_with_items(&mut self) -> Parse<Location> {
        self.optional_token(T::Async)?;
        let with = self.token(T::With)?;
        self.token(T::LeftParen)?;
        self.comma_separated(|p| p.bare_with_item(Self::expressions))?;
        self.optional_token(T::Comma)?;
        self.token(T::RightParen)?;
        Ok(with)
    }

    fn bare_with_item(&mut self, context: fn(&mut Self) -> Parse<Node<'n>>) -> Parse<Node<'n>> {
        self.rule(|p| {
            let item = context(p)?;
            p.optional(|p| {
                p.rule(|p| {
                    p.token(T::As)?;
                    p.star_target()
                })
            })?;
            Ok(item)
        })
    }

    // ---- try ----

    fn try_statement(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            Self::invalid_try,
            |p| {
                p.try_block()?;
                p.finally_block()
            },
            |p| {
                p.try_block()?;
                p.one_or_more(Self::except_block)?;
                p.optional(Self::else_block)?;
                p.optional(Self::finally_block)?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.try_block()?;
                p.one_or_more(Self::except_star_block)?;
                p.optional(Self::else_block)?;
                p.optional(Self::finally_block)?;
                p.check_version(11, "Exception groups are")?;
                Ok(Node::MATCHED)
            },
        ])
    }

    fn try_block(&mut self) -> Parse<Node<'n>> {
        self.token(T::Try)?;
        self.forced(T::Colon)?;
        self.block()
    }

    fn finally_block(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.only_when_explaining()?;
                let owner = p.token(T::Finally)?;
                p.missing_block(owner, "'finally' statement")
            },
            |p| {
                p.token(T::Finally)?;
                p.forced(T::Colon)?;
                p.block()
            },
        ])
    }

    fn invalid_try(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                let owner = p.token(T::Try)?;
                p.missing_block(owner, "'try' statement")
            },
            |p| {
                p.all(&[T::Try, T::Colon])?;
                p.block()?;
                p.not_ahead(&[T::Except, T::Finally])?;
                Err(p.raise_at_last("expected 'except' or 'finally' block"))
            },
            |p| {
                p.all(&[T::Try, T::Colon])?;
                p.zero_or_more(Self::block)?;
                p.one_or_more(Self::except_block)?;
                let except = p.token(T::Except)?;
                let star = p.token(T::Star)?;
                p.expression_and_name()?;
                p.token(T::Colon)?;
                Err(p.raise_range(except, star, "cannot have both 'except' and 'except*' on the same 'try'"))
            },
            |p| {
                p.all(&[T::Try, T::Colon])?;
                p.zero_or_more(Self::block)?;
                p.one_or_more(Self::except_star_block)?;
                let except = p.token(T::Except)?;
                p.optional(|p| p.rule(Self::expression_and_name))?;
                p.token(T::Colon)?;
                Err(p.raise_at(except, "cannot have both 'except' and 'except*' on the same 'try'"))
            },
        ])
    }

    fn expression_and_name(&mut self) -> Parse<()> {
        self.expression()?;
        self.optional(|p| {
            p.rule(|p| {
                p.token(T::As)?;
                p.name()
            })
        })
        .map(drop)
    }

    // ---- except ----

    fn except_block(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::ExceptBlock, |p| {
            p.first_of(&[
                Self::invalid_except_block,
                |p| {
                    p.token(T::Except)?;
                    p.exception_and_block()
                },
                |p| {
                    p.token(T::Except)?;
                    p.exception_name_and_block()
                },
                |p| {
                    p.token(T::Except)?;
                    p.exceptions_and_block()
                },
                |p| {
                    p.all(&[T::Except, T::Colon])?;
                    p.block()
                },
                Self::invalid_except,
            ])
        })
    }

    fn except_star_block(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::ExceptStarBlock, |p| {
            p.first_of(&[
                Self::invalid_except_star_block,
                |p| {
                    p.all(&[T::Except, T::Star])?;
                    p.exception_and_block()
                },
                |p| {
                    p.all(&[T::Except, T::Star])?;
                    p.exception_name_and_block()
                },
                |p| {
                    p.all(&[T::Except, T::Star])?;
                    p.exceptions_and_block()
                },
                Self::invalid_except_star,
            ])
        })
    }

    fn exception_and_block(&mut self) -> Parse<Node<'n>> {
        self.expression()?;
        self.token(T::Colon)?;
        self.block()
    }

    fn exception_name_and_block(&mut self) -> Parse<Node<'n>> {
        self.expression()?;
        self.token(T::As)?;
        self.name()?;
        self.token(T::Colon)?;
        self.block()
    }

    fn exceptions_and_block(&mut self) -> Parse<Node<'n>> {
        self.expressions()?;
        self.token(T::Colon)?;
        self.block()?;
        self.check_version(14, "except expressions without parentheses are")?;
        Ok(Node::MATCHED)
    }

    fn invalid_except_block(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                let owner = p.token(T::Except)?;
                p.expression_and_name()?;
                p.missing_block(owner, "'except' statement")
            },
            |p| {
                let owner = p.token(T::Except)?;
                p.missing_block(owner, "'except' statement")
            },
        ])
    }

    fn invalid_except_star_block(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.rule(|p| {
            let owner = p.token(T::Except)?;
            p.token(T::Star)?;
            p.expression_and_name()?;
            p.missing_block(owner, "'except*' statement")
        })
    }

    fn invalid_except(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                p.token(T::Except)?;
                p.unparenthesized_exceptions()
            },
            |p| {
                p.token(T::Except)?;
                p.expression_and_name()?;
                p.missing_colon()
            },
            |p| {
                p.token(T::Except)?;
                p.missing_colon()
            },
            |p| {
                p.token(T::Except)?;
                p.invalid_exception_name("except")
            },
        ])
    }

    fn invalid_except_star(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                p.all(&[T::Except, T::Star])?;
                p.unparenthesized_exceptions()
            },
            |p| {
                p.all(&[T::Except, T::Star])?;
                p.expression_and_name()?;
                p.missing_colon()
            },
            |p| {
                p.all(&[T::Except, T::Star])?;
                p.any(&[T::Newline, T::Colon])?;
                Err(p.raise_at_last("expected one or more exception types"))
            },
            |p| {
                p.all(&[T::Except, T::Star])?;
                p.invalid_exception_name("except*")
            },
        ])
    }

    fn unparenthesized_exceptions(&mut self) -> Parse<Node<'n>> {
        let first = self.expression()?;
        self.token(T::Comma)?;
        self.expressions()?;
        self.token(T::As)?;
        self.name()?;
        self.token(T::Colon)?;
        Err(self.raise_from(first.location, "multiple exception types must be parenthesized when using 'as'"))
    }

    fn invalid_exception_name(&mut self, statement: &str) -> Parse<Node<'n>> {
        self.expression()?;
        self.token(T::As)?;
        let target = self.expression()?;
        self.token(T::Colon)?;
        self.block()?;
        let message = format!("cannot use {statement} statement with {}", target.description());
        Err(self.raise_at(target.location, message))
    }
}
