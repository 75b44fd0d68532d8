//! The lexer: text to tokens, one at a time, with CPython 3.14's tokens, positions and errors.
//!
//! ```text
//!            ┌── indentation ── words, numbers, strings, operators ──┐
//!   text ────┤                                                       ├──► tokens
//!            └── the text parts of f- and t-strings (`mode`) ────────┘
//! ```
//!
//! A source is read line by line. `line` is the number of the line that the last byte came from, so at the end of a
//! file it is that of the last line, and each newline is passed before its line number counts up. Error positions
//! depend on this.
//!
//! The facts are those of `Parser/lexer/lexer.c`: which token a text is, where its errors point, which come first.

mod barry;
mod comment;
mod error;
mod identifier;
mod indentation;
mod lexed;
mod mode;
mod newlines;
mod number;
mod operator;
mod string;

use std::ops::Range;

use taipan_text::Error;

use crate::{Token, TokenKind};
pub(crate) use error::Fault;
use indentation::Indentation;
use mode::StringMode;

pub(crate) use error::character_offset;
pub use error::{LexerWarning, Place, error_at, error_range, error_text, line_start};
pub(crate) use lexed::lex_into;
pub use lexed::{Lexed, TypeIgnore, lex};
pub use newlines::translate_newlines;

/// How a source is to be read.
#[expect(clippy::struct_excessive_bools, reason = "options are independent")]
#[derive(Clone, Copy, Debug, Default)]
pub struct LexOptions {
    /// Whether `# type:` comments are tokens (`PyCF_TYPE_COMMENTS`).
    pub type_comments: bool,
    /// Whether the text comes from a prompt: an empty line is then a token of its own.
    pub interactive: bool,
    /// Whether the start symbol is `single`: the end of the text then implies a newline, and the end of all blocks.
    pub single: bool,
    /// Whether that implied newline leaves the blocks open (`PyCF_DONT_IMPLY_DEDENT`).
    pub dont_imply_dedent: bool,
    /// Whether `<>` is an operator, and `!=` is not (`CO_FUTURE_BARRY_AS_BDFL`).
    pub barry_as_bdfl: bool,
    /// Whether comments and blank lines are tokens too, and few things errors, as the `tokenize` module wants it.
    pub(crate) extra_tokens: bool,
    /// Whether the text came line by line, as for `tokenize`: an open f-string then keeps all its lines for errors.
    pub(crate) by_lines: bool,
}

impl From<&taipan_ast::Options> for LexOptions {
    fn from(options: &taipan_ast::Options) -> Self {
        use taipan_ast::{CompileFlags, Mode};
        Self {
            type_comments: options.flags.has(CompileFlags::TYPE_COMMENTS),
            single: options.mode == Mode::Single,
            dont_imply_dedent: options.flags.has(CompileFlags::DONT_IMPLY_DEDENT),
            barry_as_bdfl: options.flags.has(CompileFlags::FUTURE_BARRY_AS_BDFL),
            ..Self::default()
        }
    }
}

/// A bracket that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// The bracket: `(`, `[` or `{`.
    pub open: u8,
    /// Its line, from 1.
    pub line: u32,
    /// Its byte column, from 0.
    pub column: u32,
}

/// The deepest nesting of brackets.
const MAX_BRACKETS: usize = 200;

/// Reads tokens from a source text.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
///
/// Tokens that CPython gives no columns (`INDENT`, `DEDENT`, `ENDMARKER`, and the newline that a `single` input
/// implies) are empty here and lie where the lexer stands.
#[derive(Clone, Debug)]
pub struct Lexer<'s> {
    source: &'s str,
    /// The source up to the first line that holds a NUL byte.
    bytes: &'s [u8],
    is_ascii: bool,
    options: LexOptions,
    /// The next byte to read.
    pos: usize,
    /// The number of the line of the last byte read, and where that line begins.
    line: u32,
    line_start: usize,
    /// Where the first line of what is being read begins: for a token over several lines, its first line.
    window: usize,
    /// The token being read: where it begins, on which line, and where that line begins.
    start: usize,
    start_line: u32,
    start_line_start: usize,
    /// How many of the last bytes read are not part of the token's text.
    excess: usize,
    at_line_start: bool,
    indentation: Indentation,
    brackets: Vec<Bracket>,
    /// The f- and t-strings being read, outermost first.
    modes: Vec<StringMode>,
    /// In `extra_tokens` only: the comment just read stands alone on its line.
    comment_alone: bool,
    /// In `single` only: something has been read since the last implied newline.
    started: bool,
    finished: bool,
    /// See [`Self::ran_out`].
    ran_out: bool,
    /// Whether `<>` is an operator; not known before the first one.
    diamond: Option<bool>,
    type_ignores: Vec<TypeIgnore>,
    warnings: Vec<LexerWarning>,
}

impl<'s> Lexer<'s> {
    /// A lexer at the start of `source`, whose newlines have been translated ([`translate_newlines`]).
    pub fn new(source: &'s str, options: LexOptions) -> Self {
        let all = source.as_bytes();
        let end = match memchr::memchr(0, all) {
            Some(nul) => memchr::memrchr(b'\n', &all[..nul]).map_or(0, |newline| newline + 1),
            None => all.len(),
        };
        Self {
            source,
            bytes: &all[..end],
            is_ascii: source.is_ascii(),
            options,
            pos: 0,
            line: 0,
            line_start: 0,
            window: 0,
            start: 0,
            start_line: 0,
            start_line_start: 0,
            excess: 0,
            at_line_start: true,
            indentation: Indentation::default(),
            brackets: Vec::new(),
            modes: Vec::new(),
            comment_alone: false,
            started: false,
            finished: false,
            ran_out: false,
            diamond: None,
            type_ignores: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The next token. After the end marker or an error there are only end markers.
    pub fn next_token(&mut self) -> Result<Token, Box<Error>> {
        let kind = self.advance()?;
        Ok(self.token(kind))
    }

    /// Reads the next token. [`Self::token`] then says where it is.
    #[inline(always)]
    fn advance(&mut self) -> Result<TokenKind, Box<Error>> {
        if self.finished {
            self.begin_token();
            return Ok(TokenKind::EndMarker);
        }
        let result = self.next_for_parser();
        self.finished = !matches!(result, Ok(kind) if kind != TokenKind::EndMarker);
        result.map_err(|fault| {
            self.ran_out |= matches!(fault, Fault::EndOfText { .. });
            self.parser_error(fault)
        })
    }

    /// The brackets open now, outermost first.
    pub fn brackets(&self) -> &[Bracket] {
        &self.brackets
    }

    /// Whether the error was that the text ends where more must follow.
    pub(crate) fn ran_out(&self) -> bool {
        self.ran_out
    }

    /// The whole source.
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// The line of the last byte read, from 1; 0 before the first.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The byte column of the next byte to read.
    pub fn column(&self) -> u32 {
        (self.pos - self.line_start) as u32
    }

    /// The bytes of the line being read, its newline included. It has to be looked for, to its end.
    pub(crate) fn current_line(&self) -> Range<usize> {
        let rest = &self.bytes[self.line_start..];
        let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |newline| newline + 1);
        self.line_start..self.line_start + length
    }

    /// Where the line being read begins.
    pub(crate) fn current_line_start(&self) -> usize {
        self.line_start
    }

    /// The bytes of the lines being read.
    pub(crate) fn window(&self) -> Range<usize> {
        self.window..self.current_line().end
    }

    /// Whether an f- or t-string is open.
    pub(crate) fn in_string(&self) -> bool {
        !self.modes.is_empty()
    }

    /// The `# type: ignore` comments passed so far.
    pub fn type_ignores(&self) -> &[TypeIgnore] {
        &self.type_ignores
    }

    /// Takes the warnings found so far, in the order of the source.
    pub fn take_warnings(&mut self) -> Vec<LexerWarning> {
        std::mem::take(&mut self.warnings)
    }

    /// The next token as the parser wants it: no `TYPE_IGNORE`, and the end of a `single` input is a newline.
    #[inline(always)]
    fn next_for_parser(&mut self) -> Result<TokenKind, Fault> {
        let mut kind = self.scan()?;
        while kind == TokenKind::TypeIgnore {
            let Token { line, start, end, .. } = self.token(kind);
            self.type_ignores.push(TypeIgnore { line, start, end });
            kind = self.scan()?;
        }
        if self.options.single { Ok(self.end_single(kind)) } else { Ok(kind) }
    }

    /// Turns the end of a `single` input into a newline, once for all that has been read.
    fn end_single(&mut self, kind: TokenKind) -> TokenKind {
        let implied = kind == TokenKind::EndMarker && self.started;
        self.started = !implied;
        if !implied {
            return kind;
        }
        if !self.options.dont_imply_dedent {
            self.indentation.close_all();
        }
        self.begin_token();
        TokenKind::Newline
    }

    /// Reads the next token as it lies in the source. [`Self::token`] then says where that is.
    #[inline]
    pub(crate) fn scan(&mut self) -> Result<TokenKind, Fault> {
        match self.modes.last() {
            Some(mode) if mode.in_text => self.string_text(),
            _ => self.code(),
        }
    }

    /// A token of ordinary code.
    fn code(&mut self) -> Result<TokenKind, Fault> {
        loop {
            let blank = self.at_line_start && self.indent()?;
            if let Some(kind) = self.pending_indentation() {
                return Ok(kind);
            }
            if let Some(kind) = self.code_on_line(blank)? {
                return Ok(kind);
            }
        }
    }

    /// The next token on this line; `None` when only a newline without meaning is left of it.
    fn code_on_line(&mut self, blank: bool) -> Result<Option<TokenKind>, Fault> {
        loop {
            while matches!(self.peek(), b' ' | b'\t' | b'\x0c') {
                self.pos += 1;
            }
            self.begin_token();
            match self.peek() {
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | 128.. => return self.word().map(Some),
                b'\n' => return Ok(self.newline(blank)),
                b'#' => {
                    if let Some(kind) = self.comment(blank) {
                        return Ok(Some(kind));
                    }
                    return self.after_comment(blank);
                }
                b'0'..=b'9' => return self.number().map(Some),
                b'"' | b'\'' => return self.plain_string().map(Some),
                b'.' if self.byte(self.pos + 1).is_ascii_digit() => return self.number().map(Some),
                b'.' if self.byte(self.pos + 1) != b'.' => return Ok(Some(self.delimiter(TokenKind::Dot))),
                b',' => return Ok(Some(self.delimiter(TokenKind::Comma))),
                b'\\' => self.continuation_line(false)?,
                b'\r' => return self.carriage_return(blank),
                0 => return self.end(),
                _ => return self.operator().map(Some),
            }
        }
    }

    /// The delimiter that the next byte is.
    #[inline]
    fn delimiter(&mut self, kind: TokenKind) -> TokenKind {
        self.pos += 1;
        kind
    }

    /// What ends a comment that is no token.
    fn after_comment(&mut self, blank: bool) -> Result<Option<TokenKind>, Fault> {
        match self.peek() {
            b'\n' => Ok(self.newline(blank)),
            b'\r' => self.carriage_return(blank),
            _ => self.end(),
        }
    }

    /// A carriage return that newline translation has left: only the `tokenize` module sees one.
    fn carriage_return(&mut self, blank: bool) -> Result<Option<TokenKind>, Fault> {
        self.pos += 1;
        match self.peek() {
            b'\n' => Ok(self.newline(blank)),
            _ => self.after_carriage_return().map(Some),
        }
    }

    /// The newline at the next byte. In brackets and on blank lines it is a token for `tokenize` only.
    fn newline(&mut self, blank: bool) -> Option<TokenKind> {
        self.pos += 1;
        self.at_line_start = true;
        let meaningless = blank || !self.brackets.is_empty();
        let alone = std::mem::take(&mut self.comment_alone);
        if self.options.extra_tokens && (meaningless || alone) {
            return Some(TokenKind::Nl);
        }
        self.excess = 1;
        (!meaningless).then_some(TokenKind::Newline)
    }

    /// The end of the source, or of what can be read of it.
    fn end(&mut self) -> Result<Option<TokenKind>, Fault> {
        self.check_nul()?;
        if self.brackets.is_empty() {
            Ok(Some(TokenKind::EndMarker))
        } else {
            Err(Fault::EndOfText { in_line: false })
        }
    }

    /// Goes on to the next line, if there is one. `new_window` says that no token is being read.
    fn begin_line(&mut self, new_window: bool) -> Result<(), Fault> {
        if self.at_end() {
            return self.check_nul();
        }
        self.line += 1;
        self.line_start = self.pos;
        if new_window && (self.modes.is_empty() || !self.options.by_lines) {
            self.window = self.pos;
        }
        Ok(())
    }

    /// A backslash at the end of a line: goes on to the next line, which must exist.
    fn continuation_line(&mut self, new_window: bool) -> Result<(), Fault> {
        self.pos += 1;
        if self.peek() == b'\r' {
            self.pos += 1;
        }
        if self.peek() != b'\n' {
            self.pos = (self.pos + 1).min(self.bytes.len());
            return Err(Fault::Continuation);
        }
        self.pos += 1;
        self.begin_line(new_window)?;
        if self.at_end() { Err(Fault::EndOfText { in_line: !new_window }) } else { Ok(()) }
    }

    fn check_nul(&self) -> Result<(), Fault> {
        if self.bytes.len() == self.source.len() { Ok(()) } else { Err(self.nul_error()) }
    }

    pub(crate) fn at_end(&self) -> bool {
        self.pos >= self.bytes.len()
    }

    /// The next byte; 0 at the end, because no NUL byte is ever read.
    #[inline]
    fn peek(&self) -> u8 {
        self.byte(self.pos)
    }

    #[inline]
    fn byte(&self, index: usize) -> u8 {
        self.bytes.get(index).copied().unwrap_or(0)
    }

    /// A token begins at the next byte.
    #[inline]
    fn begin_token(&mut self) {
        self.start = self.pos;
        self.start_line = self.line;
        self.start_line_start = self.line_start;
        self.excess = 0;
    }

    /// The token that has been read: from where it was begun to the next byte.
    #[inline]
    pub(crate) fn token(&self, kind: TokenKind) -> Token {
        Token {
            kind,
            start: self.start as u32,
            end: (self.pos - self.excess) as u32,
            line: self.start_line,
            end_line: self.line,
            column: (self.start - self.start_line_start) as u32,
            end_column: (self.pos - self.line_start) as u32,
        }
    }
}
