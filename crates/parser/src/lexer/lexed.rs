//! All tokens of a source at once, for the parser of correct programs.

use taipan_text::Error;

use super::{LexOptions, Lexer, LexerWarning};
use crate::{Token, TokenKind};

/// A `# type: ignore` comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeIgnore {
    /// Its line, from 1.
    pub line: u32,
    /// Where the text after `ignore` begins, in bytes of the source.
    pub start: u32,
    /// Where that text ends.
    pub end: u32,
}

/// The tokens of a source up to its end or its first error.
#[derive(Clone, Debug)]
pub struct Lexed<'s> {
    /// The source.
    pub source: &'s str,
    /// The tokens; the last one is the end marker, if there is no error.
    pub tokens: Vec<Token>,
    /// Why there are no more tokens.
    pub error: Option<Box<Error>>,
    /// The `# type: ignore` comments.
    pub type_ignores: Vec<TypeIgnore>,
    /// What the lexer warns of, in the order of the source.
    pub warnings: Vec<LexerWarning>,
}

/// Reads a whole source, whose newlines have been translated.
pub fn lex(source: &str, options: LexOptions) -> Lexed<'_> {
    lex_into(Vec::new(), source, options)
}

/// Reads a whole source into an empty list.
pub(crate) fn lex_into(mut tokens: Vec<Token>, source: &str, options: LexOptions) -> Lexed<'_> {
    let mut lexer = Lexer::new(source, options);
    // Ordinary code has a token for every four to five bytes.
    tokens.reserve(source.len() / 5 + 16);
    let error = loop {
        match lexer.advance() {
            Ok(kind) => {
                tokens.push(lexer.token(kind));
                if kind == TokenKind::EndMarker {
                    break None;
                }
            }
            Err(error) => break Some(error),
        }
    };
    Lexed { source, tokens, error, type_ignores: lexer.type_ignores, warnings: lexer.warnings }
}
