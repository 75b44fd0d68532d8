//! Start symbols, simple statements and blocks.

use super::engine::{Miss, Parse, Peg, Rule};
use super::node::{Kind, Node, Targets};
use super::tokens::location;
use crate::TokenKind as T;

const AUGMENTED: [T; 13] = [
    T::PlusEqual,
    T::MinusEqual,
    T::StarEqual,
    T::AtEqual,
    T::SlashEqual,
    T::PercentEqual,
    T::AmpersandEqual,
    T::BarEqual,
    T::CircumflexEqual,
    T::LeftShiftEqual,
    T::RightShiftEqual,
    T::DoubleStarEqual,
    T::DoubleSlashEqual,
];

impl<'n> Peg<'n> {
    // ---- start symbols ----

    /// A module.
    pub(super) fn file(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.optional(Self::statements)?;
            p.token(T::EndMarker)?;
            Ok(Node::MATCHED)
        })
    }

    /// One interactive statement.
    pub(super) fn interactive(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.first_of(&[
                |p| {
                    let start = p.mark;
                    p.rule(Self::compound_statement)?;
                    p.note_statement(start);
                    p.token(T::Newline)?;
                    Ok(Node::MATCHED)
                },
                Self::simple_statements,
                |p| p.token(T::Newline).map(|_| Node::MATCHED),
                // No statement at all: the end of an interactive session, an error everywhere else.
                |p| p.token(T::EndMarker).and(Err(Miss::NoMatch)),
            ])
        })
    }

    /// One expression.
    pub(super) fn eval(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.expressions()?;
            p.end_of_expression()
        })
    }

    /// A signature type comment.
    pub(super) fn function_type(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.token(T::LeftParen)?;
            p.optional(Self::type_expressions)?;
            p.all(&[T::RightParen, T::RightArrow])?;
            p.expression()?;
            p.end_of_expression()
        })
    }

    fn end_of_expression(&mut self) -> Parse<Node<'n>> {
        self.zero_or_more(|p| p.token(T::Newline))?;
        self.token(T::EndMarker)?;
        Ok(Node::MATCHED)
    }

    fn type_expressions(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.comma_separated(Self::expression)?;
                p.all(&[T::Comma, T::Star])?;
                p.expression()?;
                p.all(&[T::Comma, T::DoubleStar])?;
                p.expression()
            },
            |p| {
                p.comma_separated(Self::expression)?;
                p.all(&[T::Comma, T::Star])?;
                p.expression()
            },
            |p| {
                p.comma_separated(Self::expression)?;
                p.all(&[T::Comma, T::DoubleStar])?;
                p.expression()
            },
            |p| {
                p.token(T::Star)?;
                p.expression()?;
                p.all(&[T::Comma, T::DoubleStar])?;
                p.expression()
            },
            |p| {
                p.token(T::Star)?;
                p.expression()
            },
            |p| {
                p.token(T::DoubleStar)?;
                p.expression()
            },
            |p| p.comma_separated(Self::expression).map(|_| Node::MATCHED),
        ])
    }

    // ---- sequences of statements ----

    pub(super) fn statements(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.one_or_more(Self::statement)?;
            Ok(Node::MATCHED)
        })
    }

    fn statement(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                let start = p.mark;
                let node = p.compound_statement()?;
                p.note_statement(start);
                Ok(node)
            },
            Self::simple_statements,
        ])
    }

    /// Remembers where a compound statement begins. In the second pass, functions have no place: in CPython, the rule for
    /// mistakes in them matches correct ones too.
    fn note_statement(&mut self, start: usize) {
        if !self.explaining {
            return;
        }
        let tokens = start..self.mark;
        let first = match self.tokens.get(start).kind {
            T::At => tokens.into_iter().find(|&at| matches!(self.tokens.get(at).kind, T::Class | T::Def)),
            T::Async if self.tokens.get(start + 1).kind == T::Def => None,
            _ => Some(start),
        };
        let Some(first) = first.map(|at| self.tokens.get(at)).filter(|token| token.kind != T::Def) else {
            return;
        };
        let place = location(first);
        if place.line >= self.statement.0 {
            self.statement = (place.line, place.column);
        }
    }

    pub(super) fn simple_statements(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.simple_statement()?;
                p.not_ahead(&[T::Semicolon])?;
                p.token(T::Newline)?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.separated(T::Semicolon, Self::simple_statement)?;
                p.optional_token(T::Semicolon)?;
                p.token(T::Newline)?;
                Ok(Node::MATCHED)
            },
        ])
    }

    /// What follows the colon of a compound statement.
    pub(super) fn block(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::Block, |p| {
            p.first_of(&[
                |p| {
                    p.all(&[T::Newline, T::Indent])?;
                    p.statements()?;
                    p.token(T::Dedent)?;
                    Ok(Node::MATCHED)
                },
                Self::simple_statements,
                |p| {
                    p.only_when_explaining()?;
                    p.token(T::Newline)?;
                    p.not_ahead(&[T::Indent])?;
                    Err(p.raise_indentation("expected an indented block"))
                },
            ])
        })
    }

    // ---- simple statements ----

    pub(super) fn simple_statement(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::SimpleStatement, |p| {
            p.first_of(&[
                Self::assignment,
                Self::type_alias,
                Self::star_expressions,
                |p| {
                    p.token(T::Return)?;
                    p.optional(Self::star_expressions)?;
                    Ok(Node::MATCHED)
                },
                |p| {
                    p.ahead(&[T::Import, T::From])?;
                    p.import_statement()
                },
                |p| {
                    p.ahead(&[T::Raise])?;
                    p.raise_statement()
                },
                Self::pass_statement,
                |p| {
                    p.ahead(&[T::Del])?;
                    p.del_statement()
                },
                |p| {
                    p.ahead(&[T::Yield])?;
                    p.yield_expression()
                },
                |p| {
                    p.ahead(&[T::Assert])?;
                    p.assert_statement()
                },
                Self::break_statement,
                Self::continue_statement,
                |p| {
                    p.any(&[T::Global])?;
                    p.comma_separated(Self::name)?;
                    Ok(Node::MATCHED)
                },
                |p| {
                    p.any(&[T::Nonlocal])?;
                    p.comma_separated(Self::name)?;
                    Ok(Node::MATCHED)
                },
            ])
        })
    }

    pub(super) fn pass_statement(&mut self) -> Parse<Node<'n>> {
        self.keyword_statement(T::Pass)
    }

    pub(super) fn break_statement(&mut self) -> Parse<Node<'n>> {
        self.keyword_statement(T::Break)
    }

    pub(super) fn continue_statement(&mut self) -> Parse<Node<'n>> {
        self.keyword_statement(T::Continue)
    }

    fn keyword_statement(&mut self, keyword: T) -> Parse<Node<'n>> {
        let location = self.token(keyword)?;
        Ok(Node { kind: Kind::Other, location })
    }

    fn raise_statement(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.token(T::Raise)?;
                p.expression()?;
                p.token(T::From)?;
                p.expression()
            },
            |p| {
                p.token(T::Raise)?;
                p.expression()
            },
            |p| p.keyword_statement(T::Raise),
        ])
    }

    fn del_statement(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.token(T::Del)?;
                p.del_targets()?;
                p.ahead(&[T::Semicolon, T::Newline])?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.only_when_explaining()?;
                p.token(T::Del)?;
                let targets = p.star_expressions()?;
                Err(p.invalid_target(targets, Targets::Delete))
            },
        ])
    }

    fn assert_statement(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.token(T::Assert)?;
            p.expression()?;
            p.optional(|p| {
                p.token(T::Comma)?;
                p.expression()
            })?;
            Ok(Node::MATCHED)
        })
    }

    fn type_alias(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.soft_keyword("type")?;
            p.name()?;
            p.optional(Self::type_parameters)?;
            p.token(T::Equal)?;
            p.expression()?;
            p.check_version(12, "Type statement is")?;
            Ok(Node::MATCHED)
        })
    }

    // ---- assignments ----

    fn assignment(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.name()?;
                p.annotation_and_value()?;
                p.check_version(6, "Variable annotation syntax is")?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.first_of(&[
                    |p| {
                        p.token(T::LeftParen)?;
                        p.single_target()?;
                        p.token(T::RightParen)?;
                        Ok(Node::MATCHED)
                    },
                    Self::single_subscript_attribute_target,
                ])?;
                p.annotation_and_value()?;
                p.check_version(6, "Variable annotations syntax is")?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.one_or_more(Self::star_targets_and_equal)?;
                p.annotated_rhs()?;
                p.not_ahead(&[T::Equal])?;
                p.optional_token(T::TypeComment)?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.single_target()?;
                p.augmented_operator()?;
                p.committed(Self::annotated_rhs)
            },
            Self::invalid_assignment,
        ])
    }

    fn annotation_and_value(&mut self) -> Parse<()> {
        self.token(T::Colon)?;
        self.expression()?;
        self.optional(|p| {
            p.token(T::Equal)?;
            p.annotated_rhs()
        })?;
        Ok(())
    }

    fn star_targets_and_equal(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            let targets = p.star_targets()?;
            p.token(T::Equal)?;
            Ok(targets)
        })
    }

    fn augmented_operator(&mut self) -> Parse<()> {
        let matmul = self.peek()?.kind == T::AtEqual;
        self.any(&AUGMENTED)?;
        if matmul {
            self.check_version(5, "The '@' operator is")?;
        }
        Ok(())
    }

    /// What may be on the right of `=`.
    pub(super) fn annotated_rhs(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[Self::yield_expression, Self::star_expressions])
    }

    fn invalid_assignment(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                let target = p.invalid_annotation_target()?;
                p.token(T::Colon)?;
                p.expression()?;
                let message = format!("only single target (not {}) can be annotated", target.description());
                Err(p.raise_at(target.location, message))
            },
            |p| {
                let first = p.star_named_expression()?;
                p.token(T::Comma)?;
                p.zero_or_more(Self::star_named_expressions)?;
                p.token(T::Colon)?;
                p.expression()?;
                Err(p.raise_at(first.location, "only single target (not tuple) can be annotated"))
            },
            |p| {
                let target = p.expression()?;
                p.token(T::Colon)?;
                p.expression()?;
                Err(p.raise_at(target.location, "illegal target for annotation"))
            },
            |p| {
                p.zero_or_more(Self::star_targets_and_equal)?;
                let target = p.star_expressions()?;
                p.token(T::Equal)?;
                Err(p.invalid_target(target, Targets::Store))
            },
            |p| {
                p.zero_or_more(Self::star_targets_and_equal)?;
                let target = p.yield_expression()?;
                p.token(T::Equal)?;
                Err(p.raise_at(target.location, "assignment to yield expression not possible"))
            },
            |p| {
                let target = p.star_expressions()?;
                p.augmented_operator()?;
                p.annotated_rhs()?;
                let message =
                    format!("'{}' is an illegal expression for augmented assignment", target.description());
                Err(p.raise_at(target.location, message))
            },
        ])
    }

    fn invalid_annotation_target(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[Self::list_display, Self::tuple, |p| {
            p.token(T::LeftParen)?;
            let inner = p.invalid_annotation_target()?;
            p.token(T::RightParen)?;
            Ok(inner)
        }])
    }

    /// Raises for the first part of `expression` that cannot be a target; where all can, the rule that asks ends.
    pub(super) fn invalid_target(&mut self, expression: Node<'n>, targets: Targets) -> Miss {
        let Some(invalid) = expression.invalid_target(targets) else { return Miss::Committed };
        let verb = if targets == Targets::Delete { "delete" } else { "assign to" };
        self.raise_at(invalid.location, format!("cannot {verb} {}", invalid.description()))
    }
}
