//! Import statements.

use taipan_ast::{Alias, StmtKind};
use taipan_text::Name;

use super::{Parsed, Parser, Start};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    /// `import_name: 'import' ','.(dotted_name ['as' NAME])+`
    pub(super) fn import_name(&mut self) -> Parsed<StmtKind<'a>> {
        self.bump();
        let mark = self.pending.aliases.mark();
        loop {
            let start = self.start();
            let name = self.dotted_name()?;
            self.alias(start, name)?;
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        Ok(StmtKind::Import { names: self.pending.aliases.finish(mark, self.arena) })
    }

    /// `import_from: 'from' ('.' | '...')* [dotted_name] 'import' import_from_targets`
    pub(super) fn import_from(&mut self) -> Parsed<StmtKind<'a>> {
        self.bump();
        let mut level = 0;
        loop {
            level += match self.kind() {
                TokenKind::Dot => 1,
                TokenKind::Ellipsis => 3,
                _ => break,
            };
            self.bump();
        }
        let module =
            if level > 0 && self.kind() == TokenKind::Import { None } else { Some(self.dotted_name()?) };
        self.expect(TokenKind::Import)?;
        let names = self.import_from_targets()?;
        if level == 0 && module == Some(Name::__FUTURE__) {
            self.future_import(names);
        }
        Ok(StmtKind::ImportFrom { module, names, level: Some(level) })
    }

    /// `from __future__ import barry_as_FLUFL` changes the grammar from here on.
    fn future_import(&mut self, names: &[&Alias]) {
        if let Some(flufl) = self.names.get("barry_as_FLUFL") {
            self.flufl |= names.iter().any(|alias| alias.name == flufl);
        }
    }

    /// `import_from_targets: '(' import_from_as_names [','] ')' | import_from_as_names | '*'`
    fn import_from_targets(&mut self) -> Parsed<&'a [&'a Alias]> {
        let start = self.start();
        if self.eat(TokenKind::Star) {
            let star = Alias { name: self.names.intern("*"), asname: None, location: self.since(start) };
            return Ok(self.arena.alloc([&*self.arena.alloc(star)]));
        }
        let mark = self.pending.aliases.mark();
        let in_parentheses = self.eat(TokenKind::LeftParen);
        loop {
            let start = self.start();
            let name = self.name()?;
            self.alias(start, name)?;
            if !self.eat(TokenKind::Comma) || in_parentheses && self.kind() == TokenKind::RightParen {
                break;
            }
        }
        if in_parentheses {
            self.expect(TokenKind::RightParen)?;
        }
        Ok(self.pending.aliases.finish(mark, self.arena))
    }

    /// `['as' NAME]`, which completes an alias.
    fn alias(&mut self, start: Start, name: Name) -> Parsed<()> {
        let asname = if self.eat(TokenKind::As) { Some(self.name()?) } else { None };
        let location = self.since(start);
        self.pending.aliases.push(self.arena.alloc(Alias { name, asname, location }));
        Ok(())
    }

    /// `dotted_name: NAME ('.' NAME)*`, as one identifier.
    fn dotted_name(&mut self) -> Parsed<Name> {
        let mut name = self.name()?;
        if self.kind() != TokenKind::Dot {
            return Ok(name);
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        buffer.extend_from_slice(self.names.text(name).as_bytes());
        while self.eat(TokenKind::Dot) {
            name = self.name()?;
            buffer.push(b'.');
            buffer.extend_from_slice(self.names.text(name).as_bytes());
        }
        name = self.names.intern(taipan_text::PyText::from_bytes(&buffer));
        self.buffer = buffer;
        Ok(name)
    }
}
