//! Numbers, strings, f-strings and t-strings.

use taipan_num::DigitLimit;
use taipan_text::Location;

use super::engine::{Miss, Parse, Peg, Rule};
use super::node::{Kind, Node};
use super::tokens::location;
use crate::TokenKind as T;
use crate::strings::{self, LiteralError, StringToken};

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
            && let Err(error) =
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
        match literal.decode(self.arena, &mut Vec::new()) {
            Ok(strings::Literal { value: taipan_ast::Constant::Bytes(_), .. }) => {
                Ok(Node { kind: Kind::Bytes, location })
            }
            Ok(_) => Ok(Node { kind: Kind::Str, location }),
            Err(error) => Err(self.raise_at(location, error.syntax_message())),
        }
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
        self.token(end)?;
        for part in parts {
            if let Part::Text(index) = part {
                self.check_text(*index, is_raw)?;
            }
        }
        self.node(start, kind)
    }

    /// Raises if an escape in a part of text is wrong.
    fn check_text(&mut self, index: usize, is_raw: bool) -> Parse<()> {
        let Err(error) = self.decode_text(index, is_raw) else { return Ok(()) };
        let place = location(self.tokens.get(index));
        Err(self.raise_at(place, error.syntax_message()))
    }

    fn decode_text(&self, index: usize, is_raw: bool) -> Result<(), LiteralError> {
        let text = self.tokens.text(self.tokens.get(index));
        strings::decode_text(text, is_raw, self.arena, &mut Vec::new()).map(drop)
    }

    fn field(&mut self, flavor: Flavor) -> Parse<Part> {
        self.first_for(flavor, &[Self::valid_field, Self::invalid_field])
    }

    fn valid_field(&mut self, flavor: Flavor) -> Parse<Part> {
        self.token(T::LeftBrace)?;
        self.annotated_rhs()?;
        self.optional_token(T::Equal)?;
        let conversion = self.optional(|p| p.conversion(flavor))?;
        self.optional(|p| p.format_spec(flavor))?;
        self.token(T::RightBrace)?;
        if let Some(Node { kind: Kind::Name(name), location }) = conversion
            && strings::conversion(name).is_none()
        {
            let message = format!("invalid conversion character '{name}': expected 's', 'r', or 'a'");
            return Err(self.raise_at(location, flavor.message(&message)));
        }
        Ok(Part::Field)
    }

    fn conversion(&mut self, flavor: Flavor) -> Parse<Node<'n>> {
        self.rule(|p| {
            let mark = p.token(T::Exclamation)?;
            let name = p.name()?;
            let gap = (mark.line, mark.end_column) != (name.location.line, name.location.column);
            if gap {
                let message = flavor.message("conversion type must come right after the exclamation mark");
                return Err(p.raise_range(mark, name.location, message));
            }
            Ok(name)
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
                        match p.decode_text(index, false) {
                            Ok(()) => Ok(Part::Text(index)),
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
