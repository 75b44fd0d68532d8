//! Expressions, from lists of them down to comparisons.

use super::engine::{Miss, Parse, Peg, Rule};
use super::node::{Kind, Node};
use super::parameters::Style;
use super::tokens::location;
use crate::TokenKind as T;

impl<'n> Peg<'n> {
    // ---- lists of expressions ----

    pub(super) fn expressions(&mut self) -> Parse<Node<'n>> {
        self.tuple_or_one(Self::expression)
    }

    pub(super) fn star_expressions(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::StarExpressions, |p| p.tuple_or_one(Self::star_expression))
    }

    /// Items with commas between or after them make a tuple; one alone is itself.
    fn tuple_or_one(&mut self, item: fn(&mut Self) -> Parse<Node<'n>>) -> Parse<Node<'n>> {
        self.rule(|p| {
            let start = p.mark;
            let first = item(p)?;
            let rest = p.zero_or_more(|p| {
                p.rule(|p| {
                    p.token(T::Comma)?;
                    item(p)
                })
            })?;
            let comma = p.optional_token(T::Comma)?;
            if rest.is_empty() && !comma {
                return Ok(first);
            }
            let items = p.list(first, rest);
            p.node(start, Kind::Tuple(items))
        })
    }

    pub(super) fn star_expression(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::StarExpression, |p| p.first_of(&[Self::starred_bitwise_or, Self::expression]))
    }

    fn starred_bitwise_or(&mut self) -> Parse<Node<'n>> {
        let start = self.mark;
        self.token(T::Star)?;
        let value = self.bitwise_or()?;
        let value = self.keep(value);
        self.node(start, Kind::Starred(value))
    }

    /// The items of a display; the node is a tuple without parentheses.
    pub(super) fn star_named_expressions(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::StarNamedExpressions, |p| {
            p.rule(|p| {
                let start = p.mark;
                let items = p.comma_separated(Self::star_named_expression)?;
                p.optional_token(T::Comma)?;
                p.node(start, Kind::Tuple(items))
            })
        })
    }

    pub(super) fn star_named_expression(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[Self::starred_bitwise_or, Self::named_expression])
    }

    // ---- := ----

    pub(super) fn assignment_expression(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            let start = p.mark;
            p.name()?;
            p.token(T::ColonEqual)?;
            p.committed(|p| {
                p.expression()?;
                p.check_version(8, "Assignment expressions are")?;
                p.node(start, Kind::NamedExpression)
            })
        })
    }

    pub(super) fn named_expression(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::NamedExpression, |p| {
            p.first_of(&[
                Self::assignment_expression,
                Self::invalid_named_expression,
                Self::expression_not_before_colon_equal,
            ])
        })
    }

    pub(super) fn expression_not_before_colon_equal(&mut self) -> Parse<Node<'n>> {
        let expression = self.expression()?;
        self.not_ahead(&[T::ColonEqual])?;
        Ok(expression)
    }

    fn invalid_named_expression(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.memo(Rule::InvalidNamedExpression, |p| {
            p.first_of(&[
                |p| {
                    let target = p.expression()?;
                    p.token(T::ColonEqual)?;
                    p.expression()?;
                    let message = format!("cannot use assignment expressions with {}", target.description());
                    Err(p.raise_at(target.location, message))
                },
                |p| {
                    let target = p.name()?;
                    p.token(T::Equal)?;
                    let value = p.bitwise_or()?;
                    p.not_ahead(&[T::Equal, T::ColonEqual])?;
                    let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                    Err(p.raise_range(target.location, value.location, message))
                },
                |p| {
                    p.not(|p| {
                        p.first_of(&[Self::list_display, Self::tuple, Self::generator_expression, |p| {
                            p.any(&[T::True, T::None, T::False]).map(|_| Node::MATCHED)
                        }])
                    })?;
                    let target = p.bitwise_or()?;
                    p.token(T::Equal)?;
                    p.bitwise_or()?;
                    p.not_ahead(&[T::Equal, T::ColonEqual])?;
                    let name = target.description();
                    let message =
                        format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
                    Err(p.raise_at(target.location, message))
                },
            ])
        })
    }

    // ---- one expression ----

    pub(super) fn expression(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::Expression, |p| {
            p.first_of(&[
                Self::invalid_expression,
                Self::invalid_legacy_expression,
                Self::conditional,
                Self::disjunction,
                Self::lambda,
            ])
        })
    }

    fn conditional(&mut self) -> Parse<Node<'n>> {
        let start = self.mark;
        self.disjunction()?;
        self.token(T::If)?;
        self.disjunction()?;
        self.token(T::Else)?;
        self.expression()?;
        self.node(start, Kind::Conditional)
    }

    /// An expression, read without the rules for errors.
    fn expression_without_invalid(&mut self) -> Parse<Node<'n>> {
        let explaining = std::mem::replace(&mut self.explaining, false);
        let result = self.first_of(&[Self::conditional, Self::disjunction, Self::lambda]);
        self.explaining = explaining;
        result
    }

    pub(super) fn yield_expression(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                let start = p.mark;
                p.all(&[T::Yield, T::From])?;
                p.expression()?;
                p.node(start, Kind::Yield)
            },
            |p| {
                let start = p.mark;
                p.token(T::Yield)?;
                p.optional(Self::star_expressions)?;
                p.node(start, Kind::Yield)
            },
        ])
    }

    fn lambda(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::LambdaDefinition, |p| {
            p.rule(|p| {
                let start = p.mark;
                p.token(T::Lambda)?;
                p.optional(|p| p.parameters(Style::Lambda))?;
                p.token(T::Colon)?;
                p.expression()?;
                p.node(start, Kind::Lambda)
            })
        })
    }

    fn invalid_legacy_expression(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.rule(|p| {
            let name = p.name()?;
            p.not_ahead(&[T::LeftParen])?;
            let rest = p.star_expressions()?;
            let Kind::Name(text @ ("print" | "exec")) = name.kind else { return Err(Miss::NoMatch) };
            let message = format!("Missing parentheses in call to '{text}'. Did you mean {text}(...)?");
            Err(p.raise_range(name.location, rest.location, message))
        })
    }

    fn invalid_expression(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            Self::expression_between_strings,
            Self::missing_comma,
            |p| {
                let value = p.disjunction()?;
                p.token(T::If)?;
                let condition = p.disjunction()?;
                p.not_ahead(&[T::Else, T::Colon])?;
                let message = "expected 'else' after 'if' expression";
                Err(p.raise_range(value.location, condition.location, message))
            },
            |p| {
                p.disjunction()?;
                p.token(T::If)?;
                p.disjunction()?;
                p.token(T::Else)?;
                p.not(Self::expression)?;
                Err(p.raise_at_next("expected expression after 'else', but statement is given"))
            },
            |p| {
                let statement =
                    p.first_of(&[Self::pass_statement, Self::break_statement, Self::continue_statement])?;
                p.token(T::If)?;
                p.disjunction()?;
                p.token(T::Else)?;
                p.simple_statement()?;
                let message = "expected expression before 'if', but statement is given";
                Err(p.raise_at(statement.location, message))
            },
            |p| p.lambda_in_replacement_field(T::FStringMiddle, 'f'),
            |p| p.lambda_in_replacement_field(T::TStringMiddle, 't'),
        ])
    }

    fn expression_between_strings(&mut self) -> Parse<Node<'n>> {
        self.token(T::String)?;
        let between = self.one_or_more(|p| {
            p.rule(|p| {
                p.not(|p| p.token(T::String))?;
                p.expression_without_invalid()
            })
        })?;
        self.token(T::String)?;
        match between {
            [first, .., last] | [first @ last] => {
                let message = "invalid syntax. Is this intended to be part of the string?";
                Err(self.raise_range(first.location, last.location, message))
            }
            [] => Err(Miss::NoMatch),
        }
    }

    /// Two expressions side by side, inside of brackets.
    fn missing_comma(&mut self) -> Parse<Node<'n>> {
        // Not after a name that may be a wrong string prefix or begin a statement.
        self.not(|p| {
            p.first_of(&[
                |p| {
                    p.name()?;
                    p.token(T::String).map(drop)
                },
                |p| p.any_soft_keyword().map(drop),
            ])
        })?;
        let first = self.disjunction()?;
        let second = self.expression_without_invalid()?;
        if first.is_legacy_statement() || self.tokens.bracket_depth(self.mark - 1) == 0 {
            return Err(Miss::Committed);
        }
        Err(self.raise_range(first.location, second.location, "invalid syntax. Perhaps you forgot a comma?"))
    }

    fn lambda_in_replacement_field(&mut self, middle: T, prefix: char) -> Parse<Node<'n>> {
        let lambda = self.token(T::Lambda)?;
        self.optional(|p| p.parameters(Style::Lambda))?;
        let colon = self.token(T::Colon)?;
        self.ahead(&[middle])?;
        let message = format!("{prefix}-string: lambda expressions are not allowed without parentheses");
        Err(self.raise_range(lambda, colon, message))
    }

    // ---- or, and, not, comparisons ----

    pub(super) fn disjunction(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::Disjunction, |p| p.boolean_operation(T::Or, Self::conjunction))
    }

    fn conjunction(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::Conjunction, |p| p.boolean_operation(T::And, Self::inversion))
    }

    fn boolean_operation(
        &mut self,
        operator: T,
        operand: fn(&mut Self) -> Parse<Node<'n>>,
    ) -> Parse<Node<'n>> {
        self.rule(|p| {
            let start = p.mark;
            let first = operand(p)?;
            let rest = p.zero_or_more(|p| {
                p.rule(|p| {
                    p.token(operator)?;
                    operand(p)
                })
            })?;
            if rest.is_empty() { Ok(first) } else { p.node(start, Kind::Operation) }
        })
    }

    pub(super) fn inversion(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::Inversion, |p| {
            p.first_of(&[
                |p| {
                    let start = p.mark;
                    p.token(T::Not)?;
                    p.inversion()?;
                    p.node(start, Kind::Operation)
                },
                Self::comparison,
            ])
        })
    }

    fn comparison(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::Comparison, |p| {
            p.rule(|p| {
                let start = p.mark;
                let left = p.bitwise_or()?;
                let operators = p.zero_or_more(Self::comparison_operator_and_right)?;
                match operators.first() {
                    None => Ok(left),
                    Some(T::In) => {
                        let left = p.keep(left);
                        p.node(start, Kind::Membership(left))
                    }
                    Some(_) => p.node(start, Kind::Comparison),
                }
            })
        })
    }

    /// The first token of a comparison operator, of which the right operand follows.
    fn comparison_operator_and_right(&mut self) -> Parse<T> {
        self.rule(|p| {
            p.rule(|p| {
                let operator = p.peek()?.kind;
                match operator {
                    T::NotEqual => p.not_equal()?,
                    T::Less => p.less()?,
                    T::Not => p.all(&[T::Not, T::In])?,
                    T::Is => {
                        p.token(T::Is)?;
                        if p.peek()?.kind == T::Not {
                            return p.is_not_or_is();
                        }
                    }
                    _ => {
                        p.any(&[T::EqualEqual, T::LessEqual, T::GreaterEqual, T::Greater, T::In])?;
                    }
                }
                p.bitwise_or()?;
                Ok(operator)
            })
        })
    }

    /// What follows `is` before a `not`, which may belong to the operator only.
    fn is_not_or_is(&mut self) -> Parse<T> {
        self.token(T::Not)?;
        self.bitwise_or()?;
        Ok(T::Is)
    }

    fn not_equal(&mut self) -> Parse<()> {
        let token = self.peek()?;
        self.mark += 1;
        if self.tokens.text(token) == "!=" && self.flufl {
            return Err(self.raise_at_last("with Barry as BDFL, use '<>' instead of '!='"));
        }
        Ok(())
    }

    fn less(&mut self) -> Parse<()> {
        let less = self.token(T::Less)?;
        if self.explaining {
            let next = self.peek()?;
            let greater = location(next);
            if next.kind == T::Greater && (greater.line, greater.column) == (less.line, less.end_column) {
                let message = "invalid syntax.  Maybe you meant '!=' instead of '<>'?";
                return Err(self.raise_range(less, greater, message));
            }
        }
        Ok(())
    }
}
