//! Parameters of functions and of lambda expressions: the same rules, with other ends and fewer annotations.

use super::engine::{Miss, Parse, Peg};
use super::node::{Kind, Node};
use crate::TokenKind as T;

/// Whose parameters they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Those of `def`: annotated, with type comments, up to a parenthesis.
    Function,
    /// Those of `lambda`: bare names, up to a colon.
    Lambda,
}

impl Style {
    /// The token after the last parameter.
    const fn end(self) -> T {
        match self {
            Self::Function => T::RightParen,
            Self::Lambda => T::Colon,
        }
    }
}

/// The default values that a parameter may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Default {
    Never,
    Always,
    Maybe,
}

impl<'n> Peg<'n> {
    pub(super) fn parameters(&mut self, style: Style) -> Parse<Node<'n>> {
        self.first_for(style, &[Self::invalid_parameters, Self::valid_parameters])
    }

    fn valid_parameters(&mut self, style: Style) -> Parse<Node<'n>> {
        self.first_for(
            style,
            &[
                |p, s| {
                    p.slash_without_default(s)?;
                    p.parameters_without_default(s)?;
                    p.parameters_with_default(s)?;
                    p.optional(|p| p.star_and_after(s))?;
                    p.check_version(8, "Positional-only parameters are")?;
                    Ok(Node::MATCHED)
                },
                |p, s| {
                    p.slash_with_default(s)?;
                    p.parameters_with_default(s)?;
                    p.optional(|p| p.star_and_after(s))?;
                    p.check_version(8, "Positional-only parameters are")?;
                    Ok(Node::MATCHED)
                },
                |p, s| {
                    p.one_or_more(|p| p.parameter_and_end(s, Default::Never))?;
                    p.parameters_with_default(s)?;
                    p.optional(|p| p.star_and_after(s))?;
                    Ok(Node::MATCHED)
                },
                |p, s| {
                    p.one_or_more(|p| p.parameter_and_end(s, Default::Always))?;
                    p.optional(|p| p.star_and_after(s))?;
                    Ok(Node::MATCHED)
                },
                Self::star_and_after,
            ],
        )
    }

    fn slash_without_default(&mut self, style: Style) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.one_or_more(|p| p.parameter_and_end(style, Default::Never))?;
            p.slash_and_end(style)
        })
    }

    fn slash_with_default(&mut self, style: Style) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.parameters_without_default(style)?;
            p.one_or_more(|p| p.parameter_and_end(style, Default::Always))?;
            p.slash_and_end(style)
        })
    }

    fn any_slash(&mut self, style: Style) -> Parse<Node<'n>> {
        self.first_for(style, &[Self::slash_without_default, Self::slash_with_default])
    }

    fn slash_and_end(&mut self, style: Style) -> Parse<Node<'n>> {
        self.token(T::Slash)?;
        if !self.optional_token(T::Comma)? {
            self.ahead(&[style.end()])?;
        }
        Ok(Node::MATCHED)
    }

    fn star_and_after(&mut self, style: Style) -> Parse<Node<'n>> {
        self.first_for(
            style,
            &[
                Self::invalid_star,
                |p, s| {
                    p.token(T::Star)?;
                    p.parameter_and_end(s, Default::Never)?;
                    p.keyword_only(s)
                },
                |p, s| {
                    if s == Style::Function {
                        p.token(T::Star)?;
                        p.star_annotated_parameter()?;
                        return p.keyword_only(s);
                    }
                    Err(Miss::NoMatch)
                },
                |p, s| {
                    p.all(&[T::Star, T::Comma])?;
                    p.one_or_more(|p| p.parameter_and_end(s, Default::Maybe))?;
                    p.optional(|p| p.double_star(s))?;
                    Ok(Node::MATCHED)
                },
                Self::double_star,
            ],
        )
    }

    fn keyword_only(&mut self, style: Style) -> Parse<Node<'n>> {
        self.parameters_maybe_default(style)?;
        self.optional(|p| p.double_star(style))?;
        Ok(Node::MATCHED)
    }

    fn double_star(&mut self, style: Style) -> Parse<Node<'n>> {
        self.first_for(
            style,
            &[Self::invalid_double_star, |p, s| {
                p.token(T::DoubleStar)?;
                p.parameter_and_end(s, Default::Never)
            }],
        )
    }

    // ---- one parameter ----

    fn parameters_without_default(&mut self, style: Style) -> Parse<()> {
        self.zero_or_more(|p| p.parameter_and_end(style, Default::Never)).map(drop)
    }

    fn parameters_with_default(&mut self, style: Style) -> Parse<()> {
        self.zero_or_more(|p| p.parameter_and_end(style, Default::Always)).map(drop)
    }

    fn parameters_maybe_default(&mut self, style: Style) -> Parse<()> {
        self.zero_or_more(|p| p.parameter_and_end(style, Default::Maybe)).map(drop)
    }

    /// A parameter with the comma after it, or the last one.
    fn parameter_and_end(&mut self, style: Style, default: Default) -> Parse<Node<'n>> {
        self.rule(|p| {
            let parameter = p.parameter(style)?;
            match default {
                Default::Never => {}
                Default::Always => drop(p.default_value()?),
                Default::Maybe => drop(p.optional(Self::default_value)?),
            }
            p.end_of_parameter(style)?;
            Ok(parameter)
        })
    }

    fn end_of_parameter(&mut self, style: Style) -> Parse<()> {
        let comma = self.optional_token(T::Comma)?;
        if style == Style::Function {
            self.optional_token(T::TypeComment)?;
        }
        if comma { Ok(()) } else { self.ahead(&[style.end()]) }
    }

    fn star_annotated_parameter(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.name()?;
            p.token(T::Colon)?;
            let annotation = p.star_expression()?;
            p.end_of_parameter(Style::Function)?;
            Ok(annotation)
        })
    }

    fn parameter(&mut self, style: Style) -> Parse<Node<'n>> {
        self.rule(|p| {
            let start = p.mark;
            p.name()?;
            if style == Style::Function {
                p.optional(|p| {
                    p.rule(|p| {
                        p.token(T::Colon)?;
                        p.expression()
                    })
                })?;
            }
            p.node(start, Kind::Other)
        })
    }

    fn default_value(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.token(T::Equal)?;
                p.expression()
            },
            |p| {
                p.only_when_explaining()?;
                let equal = p.token(T::Equal)?;
                p.ahead(&[T::RightParen, T::Comma])?;
                Err(p.raise_at(equal, "expected default value expression"))
            },
        ])
    }

    // ---- errors ----

    fn invalid_parameters(&mut self, style: Style) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_for(
            style,
            &[
                |p, _| {
                    let slash = p.token(T::Slash)?;
                    p.token(T::Comma)?;
                    Err(p.raise_at(slash, "at least one argument must precede /"))
                },
                |p, s| {
                    p.any_slash(s)?;
                    p.parameters_maybe_default(s)?;
                    let slash = p.token(T::Slash)?;
                    Err(p.raise_at(slash, "/ may appear only once"))
                },
                |p, s| {
                    p.optional(|p| p.slash_without_default(s))?;
                    p.parameters_without_default(s)?;
                    p.some_with_default(s)?;
                    let parameter = p.parameter_and_end(s, Default::Never)?;
                    let message = "parameter without a default follows parameter with a default";
                    Err(p.raise_at(parameter.location, message))
                },
                Self::parenthesized_parameters,
                |p, s| {
                    p.optional(|p| p.any_slash(s))?;
                    p.parameters_maybe_default(s)?;
                    p.token(T::Star)?;
                    p.comma_or_parameter(s)?;
                    p.parameters_maybe_default(s)?;
                    let slash = p.token(T::Slash)?;
                    Err(p.raise_at(slash, "/ must be ahead of *"))
                },
                |p, s| {
                    p.one_or_more(|p| p.parameter_and_end(s, Default::Maybe))?;
                    p.token(T::Slash)?;
                    let star = p.token(T::Star)?;
                    Err(p.raise_at(star, "expected comma between / and *"))
                },
            ],
        )
    }

    fn some_with_default(&mut self, style: Style) -> Parse<Node<'n>> {
        self.first_for(
            style,
            &[Self::slash_with_default, |p, s| {
                p.one_or_more(|p| p.parameter_and_end(s, Default::Always))?;
                Ok(Node::MATCHED)
            }],
        )
    }

    fn comma_or_parameter(&mut self, style: Style) -> Parse<Node<'n>> {
        self.first_for(
            style,
            &[|p, _| p.token(T::Comma).map(|_| Node::MATCHED), |p, s| p.parameter_and_end(s, Default::Never)],
        )
    }

    fn parenthesized_parameters(&mut self, style: Style) -> Parse<Node<'n>> {
        self.parameters_without_default(style)?;
        let open = self.token(T::LeftParen)?;
        let owner = match style {
            Style::Function => {
                self.one_or_more(|p| p.parameter_and_end(style, Default::Never))?;
                "Function"
            }
            Style::Lambda => {
                self.comma_separated(|p| p.parameter(style))?;
                "Lambda expression"
            }
        };
        self.optional_token(T::Comma)?;
        let close = self.token(T::RightParen)?;
        Err(self.raise_range(open, close, format!("{owner} parameters cannot be parenthesized")))
    }

    fn invalid_star(&mut self, style: Style) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_for(
            style,
            &[
                Self::bare_star_at_end,
                |p, s| {
                    if s == Style::Lambda {
                        return Err(Miss::NoMatch);
                    }
                    p.all(&[T::Star, T::Comma, T::TypeComment])?;
                    Err(p.raise_at_last("bare * has associated type comment"))
                },
                |p, s| {
                    p.token(T::Star)?;
                    p.parameter(s)?;
                    let equal = p.token(T::Equal)?;
                    Err(p.raise_at(equal, "var-positional argument cannot have default value"))
                },
                |p, s| {
                    p.token(T::Star)?;
                    p.parameter_or_comma(s)?;
                    p.parameters_maybe_default(s)?;
                    let star = p.token(T::Star)?;
                    p.parameter_or_comma(s)?;
                    Err(p.raise_at(star, "* argument may appear only once"))
                },
            ],
        )
    }

    fn parameter_or_comma(&mut self, style: Style) -> Parse<Node<'n>> {
        self.first_for(
            style,
            &[|p, s| p.parameter_and_end(s, Default::Never), |p, _| p.token(T::Comma).map(|_| Node::MATCHED)],
        )
    }

    fn bare_star_at_end(&mut self, style: Style) -> Parse<Node<'n>> {
        let star = self.token(T::Star)?;
        if !self.optional_token(style.end())? {
            self.token(T::Comma)?;
            self.any(&[style.end(), T::DoubleStar])?;
        }
        let message = "named arguments must follow bare *";
        Err(match style {
            Style::Function => self.raise_at(star, message),
            Style::Lambda => self.raise_at_last(message),
        })
    }

    fn invalid_double_star(&mut self, style: Style) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_for(
            style,
            &[
                |p, s| {
                    p.token(T::DoubleStar)?;
                    p.parameter(s)?;
                    let equal = p.token(T::Equal)?;
                    Err(p.raise_at(equal, "var-keyword argument cannot have default value"))
                },
                |p, s| {
                    p.token(T::DoubleStar)?;
                    p.parameter(s)?;
                    p.token(T::Comma)?;
                    let parameter = p.parameter(s)?;
                    Err(p.raise_at(parameter.location, "arguments cannot follow var-keyword argument"))
                },
                |p, s| {
                    p.token(T::DoubleStar)?;
                    p.parameter(s)?;
                    p.token(T::Comma)?;
                    let mark = p.any(&[T::Star, T::DoubleStar, T::Slash])?;
                    Err(p.raise_at(mark, "arguments cannot follow var-keyword argument"))
                },
            ],
        )
    }
}
