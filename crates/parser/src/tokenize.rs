//! Tokens as Python sees them: what `_tokenize.TokenizerIter` yields, and the module `tokenize` with it.
//!
//! It is the same lexer, which here also gives out comments and blank lines and forgives more. Columns count
//! characters, each token brings its line, and errors have less exact places than those of the parser.

use std::borrow::Cow;

use taipan_text::{Error, ErrorClass, ErrorRange};

use crate::lexer::{Fault, LexOptions, Lexer};
use crate::{Token, TokenKind};

/// A token with everything that a `TokenInfo` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenInfo<'s> {
    /// Its kind; with extra tokens operators are [`TokenKind::Op`].
    pub kind: TokenKind,
    /// Its text.
    pub text: &'s str,
    /// Where it begins: the line from 1, the column in characters from 0; -1 where there is none.
    pub start: (u32, i32),
    /// Where it ends, exclusive.
    pub end: (u32, i32),
    /// The lines that it lies on.
    pub line: &'s str,
}

/// The lines of a source as [`Tokenizer`] reads them: the last one gets a newline if it has none.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: Cow<'t, str>,
    implicit_newline: bool,
}

impl<'t> Lines<'t> {
    /// The lines of a text, whose newlines stay what they are.
    pub fn new(text: &'t str) -> Self {
        let implicit_newline = !text.is_empty() && !text.ends_with('\n');
        let text = if implicit_newline { Cow::Owned(format!("{text}\n")) } else { Cow::Borrowed(text) };
        Self { text, implicit_newline }
    }
}

/// Yields tokens up to the end marker or the first error.
#[derive(Clone, Debug)]
pub struct Tokenizer<'s> {
    lexer: Lexer<'s>,
    extra_tokens: bool,
    implicit_newline: bool,
    finished: bool,
    /// The line that the last token began on, and the text shown with it.
    line: u32,
    line_text: &'s str,
    /// The last column counted: a line, the byte that the next count goes on from, and its column.
    counted: (u32, usize, i32),
}

impl<'s> Tokenizer<'s> {
    /// `extra_tokens` asks for what the module `tokenize` needs; without, these are the tokens of the parser.
    pub fn new(lines: &'s Lines<'_>, extra_tokens: bool) -> Self {
        let options = LexOptions { extra_tokens, by_lines: true, ..LexOptions::default() };
        Self {
            lexer: Lexer::new(&lines.text, options),
            extra_tokens,
            implicit_newline: lines.implicit_newline,
            // Without a line there is no end marker either, unless extra tokens are asked for.
            finished: lines.text.is_empty() && !extra_tokens,
            line: 0,
            line_text: "",
            counted: (0, 0, 0),
        }
    }

    fn info(&mut self, token: Token) -> TokenInfo<'s> {
        use TokenKind::{Dedent, EndMarker, Indent};
        let at_end = token.kind == EndMarker || token.kind == Dedent && self.lexer.at_end();
        let text = &self.lexer.source()[token.start as usize..token.end as usize];
        if at_end && self.extra_tokens {
            let end = (token.line + 1, 0);
            return TokenInfo { kind: token.kind, text, start: end, end, line: "" };
        }
        let line = self.lines_of(token, at_end);
        let (mut start, mut end) = (-1, -1);
        if self.extra_tokens || !matches!(token.kind, Indent | Dedent | EndMarker) {
            start = self.column(token.line, (token.start - token.column) as usize, token.start as usize);
            end = self.column(token.end_line, self.lexer.current_line_start(), token.end as usize);
        }
        let info = TokenInfo {
            kind: token.kind,
            text,
            start: (token.line, start),
            end: (token.end_line, end),
            line,
        };
        if self.extra_tokens { self.as_tokenize(info) } else { info }
    }

    /// The differences that the module `tokenize` has always had.
    fn as_tokenize(&self, mut info: TokenInfo<'s>) -> TokenInfo<'s> {
        match info.kind {
            TokenKind::Newline => {
                info.end.1 += 1;
                if !self.on_implicit_newline() {
                    info.text = if info.text.is_empty() { "\n" } else { "\r\n" };
                }
            }
            TokenKind::Nl if self.on_implicit_newline() => info.text = "",
            kind if (TokenKind::LeftParen..TokenKind::Op).contains(&kind) => info.kind = TokenKind::Op,
            _ => {}
        }
        info
    }

    /// The text of the lines that a token lies on. Tokens that begin on one line share it.
    fn lines_of(&mut self, token: Token, at_end: bool) -> &'s str {
        if self.lexer.line() != self.line {
            let first = (token.start - token.column) as usize;
            let end = self.lexer.current_line().end - usize::from(self.on_implicit_newline());
            self.line_text = if at_end { "" } else { &self.lexer.source()[first..end] };
        }
        self.line = token.line;
        self.line_text
    }

    /// Whether the line being read is the one that lacks its newline.
    fn on_implicit_newline(&self) -> bool {
        self.implicit_newline && self.lexer.current_line().end == self.lexer.source().len()
    }

    /// The column of a byte in characters. Going on from the last one keeps long lines linear.
    fn column(&mut self, line: u32, line_start: usize, byte: usize) -> i32 {
        if self.counted.0 != line || self.counted.1 > byte {
            self.counted = (line, line_start, 0);
        }
        let passed = &self.lexer.source()[self.counted.1..byte];
        self.counted.1 = byte;
        self.counted.2 += passed.chars().count() as i32;
        self.counted.2
    }

    /// The error for a fault: the place is the end of what was read.
    fn error(&self, fault: Fault) -> Box<Error> {
        let line = self.lexer.line() as i32;
        let window = self.lexer.window();
        let text = &self.lexer.source()[window.clone()];
        let (class, message) = match fault {
            Fault::Error(error) => return error,
            Fault::EndOfText { in_line } => {
                let offset = if in_line || self.lexer.in_string() { window.len() as i32 } else { 0 };
                let range = ErrorRange { line, offset, end_line: Some(line), end_offset: None };
                return Error::at(ErrorClass::Syntax, "unexpected EOF in multi-line statement", range);
            }
            Fault::Dedent => (ErrorClass::Indentation, "unindent does not match any outer indentation level"),
            Fault::Tabs => (ErrorClass::Tab, "inconsistent use of tabs and spaces in indentation"),
            Fault::TooManyLevels => (ErrorClass::Indentation, "too many levels of indentation"),
            Fault::Continuation => {
                (ErrorClass::Syntax, "unexpected character after line continuation character")
            }
        };
        let offset = text.chars().count() as i32;
        let mut error =
            Error::at(class, message, ErrorRange { line, offset, end_line: None, end_offset: None });
        error.text = Some(text.strip_suffix('\n').unwrap_or(text).to_owned());
        error
    }
}

impl<'s> Iterator for Tokenizer<'s> {
    type Item = Result<TokenInfo<'s>, Box<Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.finished {
            return None;
        }
        match self.lexer.scan() {
            Ok(kind) => {
                self.finished = kind == TokenKind::EndMarker;
                Some(Ok(self.info(self.lexer.token(kind))))
            }
            Err(fault) => {
                self.finished = true;
                Some(Err(self.error(fault)))
            }
        }
    }
}
