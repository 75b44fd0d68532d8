//! `import` and `from … import`.

use super::engine::{Parse, Peg, Rule};
use super::node::{Kind, Node};
use crate::TokenKind as T;

impl<'n> Peg<'n> {
    pub(super) fn import_statement(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[Self::invalid_import, Self::import_name, Self::import_from])
    }

    fn import_name(&mut self) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.token(T::Import)?;
            p.rule(|p| p.comma_separated(Self::dotted_as_name))?;
            Ok(Node::MATCHED)
        })
    }

    fn import_from(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                let start = p.mark;
                p.token(T::From)?;
                p.zero_or_more(|p| p.any(&[T::Dot, T::Ellipsis]))?;
                p.dotted_name()?;
                p.token(T::Import)?;
                p.import_from_targets()?;
                p.flufl |= p.imports_barry(start);
                Ok(Node::MATCHED)
            },
            |p| {
                p.token(T::From)?;
                p.one_or_more(|p| p.any(&[T::Dot, T::Ellipsis]))?;
                p.token(T::Import)?;
                p.import_from_targets()
            },
        ])
    }

    /// Whether the import from token `start` on turns PEP 401 on.
    fn imports_barry(&self, start: usize) -> bool {
        let text = |index| self.tokens.text(self.tokens.get(index));
        let future = text(start + 1) == "__future__" && self.tokens.get(start + 2).kind == T::Import;
        let is_imported = |index| text(index) == "barry_as_FLUFL" && self.tokens.get(index - 1).kind != T::As;
        future && (start + 3..self.mark).any(is_imported)
    }

    fn import_from_targets(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[
            |p| {
                p.token(T::LeftParen)?;
                p.import_from_as_names()?;
                p.optional_token(T::Comma)?;
                p.token(T::RightParen)?;
                Ok(Node::MATCHED)
            },
            |p| {
                p.import_from_as_names()?;
                p.not_ahead(&[T::Comma])?;
                Ok(Node::MATCHED)
            },
            |p| p.token(T::Star).map(|_| Node::MATCHED),
            Self::invalid_import_from_targets,
        ])
    }

    fn import_from_as_names(&mut self) -> Parse<()> {
        self.rule(|p| p.comma_separated(Self::import_from_as_name).map(drop))
    }

    fn import_from_as_name(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[|p| p.invalid_as_name(Self::name), |p| p.as_name(Self::name)])
    }

    fn dotted_as_name(&mut self) -> Parse<Node<'n>> {
        self.first_of(&[|p| p.invalid_as_name(Self::dotted_name), |p| p.as_name(Self::dotted_name)])
    }

    /// A name, perhaps with `as` and another one.
    fn as_name(&mut self, name: fn(&mut Self) -> Parse<Node<'n>>) -> Parse<Node<'n>> {
        name(self)?;
        self.optional(|p| {
            p.token(T::As)?;
            p.name()
        })?;
        Ok(Node::MATCHED)
    }

    pub(super) fn dotted_name(&mut self) -> Parse<Node<'n>> {
        self.left_recursive(Rule::DottedName, |p| {
            p.first_of(&[
                |p| {
                    let start = p.mark;
                    p.dotted_name()?;
                    p.token(T::Dot)?;
                    p.name()?;
                    p.node(start, Kind::Other)
                },
                Self::name,
            ])
        })
    }

    // ---- errors ----

    fn invalid_import(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                let import = p.token(T::Import)?;
                p.comma_separated(Self::dotted_name)?;
                p.token(T::From)?;
                p.dotted_name()?;
                Err(p.raise_from(import, "Did you mean to use 'from ... import ...' instead?"))
            },
            |p| {
                p.token(T::Import)?;
                p.nothing_imported()
            },
        ])
    }

    fn nothing_imported(&mut self) -> Parse<Node<'n>> {
        let newline = self.token(T::Newline)?;
        Err(self.raise_from(newline, "Expected one or more names after 'import'"))
    }

    fn invalid_as_name(&mut self, name: fn(&mut Self) -> Parse<Node<'n>>) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.rule(|p| {
            name(p)?;
            p.token(T::As)?;
            p.not(|p| {
                p.name()?;
                p.any(&[T::Comma, T::RightParen, T::Semicolon, T::Newline])
            })?;
            let target = p.expression()?;
            Err(p.raise_at(target.location, format!("cannot use {} as import target", target.description())))
        })
    }

    fn invalid_import_from_targets(&mut self) -> Parse<Node<'n>> {
        self.only_when_explaining()?;
        self.first_of(&[
            |p| {
                p.import_from_as_names()?;
                p.all(&[T::Comma, T::Newline])?;
                Err(p.raise_at_last("trailing comma not allowed without surrounding parentheses"))
            },
            Self::nothing_imported,
        ])
    }
}
