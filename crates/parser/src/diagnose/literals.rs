//! Numbers, strings, f-strings and t-strings.

use taipan_ast::Constant;
use taipan_num::{DigitLimit, Error};
use taipan_text::Location;

use super::engine::{Miss, Parse, Peg, Rule};
use super::node::{Kind, Node};
use super::tokens::location;
use crate::strings::{self, ColumnCounter, InvalidEscape, LiteralError, StringToken, escape_warning};
use crate::{Token, TokenKind as T};

/// The two kinds of strings with replacement fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flavor {
    Format,
    Template,
}

/// A part of such a string.
#[derive(Clone, Copy)]
enum Part {
    /// Text, by the index of its token.
    Text(usize),
    Field,
}

impl Flavor {
    /// The tokens that begin, continue and end the string.
    const fn tokens(self) -> [T; 3] {
        match self {
            Self::Format => [T::FStringStart, T::FStringMiddle, T::FStringEnd],
            Self::Template => [T::TStringStart, T::TStringMiddle, T::TStringEnd],
        }
    }

    /// A message about one.
    fn message(self, rest: &str) -> String {
        let letter = if self == Self::Format { 'f' } else { 't' };
        format!("{letter}-string: {rest}")
    }
}

impl<'n> Peg<'n> {
    // ---- numbers ----

    pub(super) fn number(&mut self) -> Parse<Node<'n>> {
        let token = self.peek()?;
        let location = self.token(T::Number)?;
        let text = self.tokens.text(token);
        if self.options.feature_version < 6 && text.contains('_') {
            let message = "Underscores in numeric literals are only supported in Python 3.6 and greater";
            return Err(self.raise_at_last(message));
        }
        let is_integer = text.bytes().all(|c| c.is_ascii_digit() || c == b'_');
        if is_integer
            && let Err(Error::TooManyDigits(error)) =
                taipan_num::int_literal(text, DigitLimit::new(self.options.int_max_str_digits))
        {
            // No columns: the line is told, and nobody wants thousands of marks under it.
            let line_only = Location { column: -1, end_column: -1, ..location };
            return Err(self.raise_at(line_only, error.syntax_message()));
        }
        let kind = if text.ends_with(['j', 'J']) { Kind::ImaginaryNumber } else { Kind::RealNumber };
        Ok(Node { kind, location })
    }

    // ---- sequences of strings ----

    pub(super) fn strings(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::Strings, |p| {
            p.first_of(&[Self::invalid_mixture, Self::plain_strings, |p| {
                let start = p.mark;
                p.one_or_more(Self::template_string)?;
                p.node(start, Kind::TString)
            }])
        })
    }

    fn plain_strings(&mut self) -> Parse<Node<'n>> {
        let start = self.mark;
        let parts = self.one_or_more(Self::format_string_or_string)?;
        let has = |test: fn(&Node<'_>) -> bool| parts.iter().any(test);
        let bytes = has(|part| matches!(part.kind, Kind::Bytes));
        if bytes && has(|part| !matches!(part.kind, Kind::Bytes)) {
            return Err(self.raise_at_last("cannot mix bytes and nonbytes literals"));
        }
        let kind = match bytes {
            true => Kind::Bytes,
            false if has(|part| matches!(part.kind, Kind::FString)) => Kind::FString,
            false => Kind::Str,
        };
        self.node(start, kind)
    }

    fn format_string_or_string(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[Self::format_string, |p| p.rule(Self::string)])
    }

    fn string(&mut self) -> Parse<Node<'n>> {
        let token = self.peek()?;
        let location = self.token(T::String)?;
        let literal = StringToken::new(self.tokens.text(token));
        let literal = match literal.decode(self.arena, &mut Vec::new()) {
            Ok(literal) => literal,
            Err(error @ LiteralError::BytesNotAscii) => {
                return Err(self.raise_at(location, error.syntax_message()));
            }
            Err(error) => return Err(self.raise_at_last(error.syntax_message())),
        };
        self.warn_of_escape(literal.invalid, token)?;
        let kind = if matches!(literal.value, Constant::Bytes(_)) { Kind::Bytes } else { Kind::Str };
        Ok(Node { kind, location })
    }

    fn invalid_mixture(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                let before = p.one_or_more(Self::format_string_or_string)?;
                let template = p.template_string()?;
                Err(p.mixed_strings(before, template))
            },
            |p| {
                let before = p.one_or_more(Self::template_string)?;
                let string = p.format_string_or_string()?;
                Err(p.mixed_strings(before, string))
            },
        ])
    }

    fn mixed_strings(&mut self, before: &[Node<'n>], after: Node<'n>) -> Miss {
        let first = before.last().map_or(after.location, |last| last.location);
        self.raise_range(first, after.location, "cannot mix t-string literals with string or bytes literals")
    }

    // ---- f-strings and t-strings ----

    fn format_string(&mut self) -> Parse<Node<'n>> {
        self.remembered(Rule::FString, |p| p.rule(|p| p.interpolated_string(Flavor::Format, Kind::FString)))
    }

    fn template_string(&mut self) -> Parse<Node<'n>> {
        self.memo(Rule::TString, |p| {
            p.rule(|p| {
                let node = p.interpolated_string(Flavor::Template, Kind::TString)?;
                p.check_version(14, "t-strings are")?;
                Ok(node)
            })
        })
    }

    fn interpolated_string(&mut self, flavor: Flavor, kind: Kind<'n>) -> Parse<Node<'n>> {
        let start = self.mark;
        let [begin, middle, end] = flavor.tokens();
        let opening = self.peek()?;
        self.token(begin)?;
        let is_raw = strings::is_raw_start(self.tokens.text(opening));
        let parts = self.zero_or_more(|p| {
            p.first_for(
                (flavor, middle),
                &[
                    |p, (flavor, _)| p.field(flavor),
                    |p, (_, middle)| {
                        let index = p.mark;
                        p.token(middle)?;
                        Ok(Part::Text(index))
                    },
                ],
            )
        })?;
        let closing = self.peek()?;
        self.token(end)?;
        for part in parts {
            if let Part::Text(index) = part {
                self.check_text(*index, is_raw, closing)?;
            }
        }
        self.node(start, kind)
    }

    /// Raises if an escape in a part of text is wrong. `end` is the token that ends the string.
    fn check_text(&mut self, index: usize, is_raw: bool, end: Token) -> Parse<()> {
        match self.decode_text(index, is_raw) {
            Ok(invalid) => self.warn_of_escape(invalid, end),
            Err(error) => Err(self.raise_at(location(self.tokens.get(index)), error.syntax_message())),
        }
    }

    fn decode_text(&self, index: usize, is_raw: bool) -> Result<Option<InvalidEscape>, LiteralError> {
        let text = self.tokens.text(self.tokens.get(index));
        strings::decode_text(text, is_raw, self.arena, &mut Vec::new()).map(|literal| literal.invalid)
    }

    /// Warns of an escape without a meaning, but not again in the pass that looks for mistakes.
    fn warn_of_escape(&mut self, invalid: Option<InvalidEscape>, token: Token) -> Parse<()> {
        let Some(invalid) = invalid.filter(|_| !self.explaining) else { return Ok(()) };
        let (source, version) = (self.tokens.source(), self.options.feature_version);
        let found = escape_warning(invalid, &token, source, version, &mut ColumnCounter::default());
        let Some(found) = found else { return Ok(()) };
        self.tokens.warn(found.warning.clone(), || found.into_error()).map_err(|error| self.raise(error))
    }

    fn field(&mut self, flavor: Flavor) -> Parse<Part> {
        self.first_for(flavor, &[Self::valid_field, Self::invalid_field])
    }

    fn valid_field(&mut self, flavor: Flavor) -> Parse<Part> {
        self.token(T::LeftBrace)?;
        self.annotated_rhs()?;
        self.optional_token(T::Equal)?;
        self.optional(|p| p.conversion(flavor))?;
        self.optional(|p| p.format_spec(flavor))?;
        self.token(T::RightBrace)?;
        Ok(Part::Field)
    }

    fn conversion(&mut self, flavor: Flavor) -> Parse<()> {
        self.rule(|p| {
            let mark = p.token(T::Exclamation)?;
            let token = p.peek()?;
            let place = p.name()?.location;
            if (mark.line, mark.end_column) != (place.line, place.column) {
                let message = flavor.message("conversion type must come right after the exclamation mark");
                return Err(p.raise_range(mark, place, message));
            }
            let name = p.tokens.text(token);
            if strings::conversion(name).is_none() {
                let message = format!("invalid conversion character '{name}': expected 's', 'r', or 'a'");
                return Err(p.raise_at(place, flavor.message(&message)));
            }
            Ok(())
        })
    }

    fn format_spec(&mut self, flavor: Flavor) -> Parse<()> {
        self.rule(|p| {
            p.token(T::Colon)?;
            p.format_spec_parts(flavor)
        })
    }

    fn format_spec_parts(&mut self, flavor: Flavor) -> Parse<()> {
        self.zero_or_more(|p| {
            p.first_for(
                flavor,
                &[
                    |p, flavor| {
                        let index = p.mark;
                        let [_, middle, _] = flavor.tokens();
                        p.token(middle)?;
                        // Whether it is raw, CPython asks the lexer, which is somewhere else in the second pass.
                        match p.decode_text(index, p.tokens.in_raw_string()) {
                            Ok(invalid) => {
                                p.warn_of_escape(invalid, p.tokens.get(index))?;
                                Ok(Part::Text(index))
                            }
                            // Here, and only here, the decoder's own exception comes out.
                            Err(error) => Err(p.raise(error.bare())),
                        }
                    },
                    Self::field,
                ],
            )
        })
        .map(drop)
    }

    // ---- errors in replacement fields ----

    fn invalid_field(&mut self, flavor: Flavor) -> Parse<Part> {
        self.only_when_explaining()?;
        self.first_for(
            flavor,
            &[
                |p, flavor| {
                    p.token(T::LeftBrace)?;
                    let token = p.peek()?;
                    let place = p.any(&[T::Equal, T::Exclamation, T::Colon, T::RightBrace])?;
                    let found = token.kind.text().unwrap_or_default();
                    Err(p.raise_at(
                        place,
                        flavor.message(&format!("valid expression required before '{found}'")),
                    ))
                },
                |p, flavor| {
                    p.token(T::LeftBrace)?;
                    p.not(Self::annotated_rhs)?;
                    Err(p.raise_at_next(flavor.message("expecting a valid expression after '{'")))
                },
                |p, flavor| {
                    p.token(T::LeftBrace)?;
                    p.annotated_rhs()?;
                    p.not_ahead(&[T::Equal, T::Exclamation, T::Colon, T::RightBrace])?;
                    Err(p.raise_at_next(flavor.message("expecting '=', or '!', or ':', or '}'")))
                },
                |p, flavor| {
                    p.token(T::LeftBrace)?;
                    p.annotated_rhs()?;
                    p.token(T::Equal)?;
                    p.not_ahead(&[T::Exclamation, T::Colon, T::RightBrace])?;
                    Err(p.raise_at_next(flavor.message("expecting '!', or ':', or '}'")))
                },
                |p, flavor| {
                    p.field_expression()?;
                    p.invalid_conversion(flavor)
                },
                |p, flavor| {
                    p.field_expression_and_conversion()?;
                    p.not_ahead(&[T::Colon, T::RightBrace])?;
                    Err(p.raise_at_next(flavor.message("expecting ':' or '}'")))
                },
                |p, flavor| {
                    p.field_expression_and_conversion()?;
                    p.token(T::Colon)?;
                    // CPython looks for the parts of an f-string also in a t-string.
                    p.format_spec_parts(Flavor::Format)?;
                    p.not_ahead(&[T::RightBrace])?;
                    Err(p.raise_at_next(flavor.message("expecting '}', or format specs")))
                },
                |p, flavor| {
                    p.field_expression_and_conversion()?;
                    p.not_ahead(&[T::RightBrace])?;
                    Err(p.raise_at_next(flavor.message("expecting '}'")))
                },
            ],
        )
    }

    fn field_expression(&mut self) -> Parse<()> {
        self.token(T::LeftBrace)?;
        self.annotated_rhs()?;
        self.optional_token(T::Equal).map(drop)
    }

    fn field_expression_and_conversion(&mut self) -> Parse<()> {
        self.field_expression()?;
        self.optional(|p| {
            p.rule(|p| {
                p.token(T::Exclamation)?;
                p.name()
            })
        })
        .map(drop)
    }

    fn invalid_conversion(&mut self, flavor: Flavor) -> Parse<Part> {
        self.first_for(
            flavor,
            &[
                |p, flavor| {
                    p.token(T::Exclamation)?;
                    p.ahead(&[T::Colon, T::RightBrace])?;
                    Err(p.raise_at_next(flavor.message("missing conversion character")))
                },
                |p, flavor| {
                    p.token(T::Exclamation)?;
                    p.not(Self::name)?;
                    Err(p.raise_at_next(flavor.message("invalid conversion character")))
                },
            ],
        )
    }
}
