//! PEP 401: with `from __future__ import barry_as_FLUFL` the operator is `<>`, and otherwise that is no operator.

use super::{LexOptions, Lexer};
use crate::TokenKind as K;

const FEATURE: &str = "barry_as_FLUFL";

impl Lexer<'_> {
    /// Whether the `<>` at the next byte is one operator. The answer for the first one holds for all: a module that
    /// has one without the import before it is wrong in any case.
    pub(super) fn diamond_is_operator(&mut self) -> bool {
        if let Some(known) = self.diamond {
            return known;
        }
        let answer = self.options.barry_as_bdfl || imports_feature(&self.source[..self.pos]);
        self.diamond = Some(answer);
        answer
    }
}

/// Whether the import stands in `source`, the start of a module.
fn imports_feature(source: &str) -> bool {
    if memchr::memmem::find(source.as_bytes(), FEATURE.as_bytes()).is_none() {
        return false;
    }
    let mut lexer = Lexer::new(source, LexOptions::default());
    let mut before = ["", ""];
    let mut in_names = false;
    while let Ok(token) = lexer.next_token() {
        let text = &source[token.start as usize..token.end as usize];
        match token.kind {
            K::EndMarker => return false,
            K::Import => in_names = before == ["from", "__future__"],
            K::Name if in_names && text == FEATURE && before[1] != "as" => return true,
            K::Newline | K::Semicolon => in_names = false,
            _ => {}
        }
        before = [before[1], text];
    }
    false
}
