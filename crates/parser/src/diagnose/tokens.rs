//! The tokens fetched so far, and errors at their places.

use taipan_text::{Error, ErrorClass, ErrorRange, Location, Verdict, Warning, Warnings};

use crate::lexer::{Fault, character_offset, error_text};
use crate::{Lexer, Token, TokenKind};

/// The tokens of a source, fetched as they are asked for.
pub(super) struct Tokens<'n> {
    lexer: Lexer<'n>,
    fetched: Vec<Token>,
    /// How many brackets are open after each token.
    depths: Vec<u8>,
    /// Whether the lexer has found an error.
    failed: bool,
    warnings: &'n mut dyn Warnings,
}

impl<'n> Tokens<'n> {
    pub(super) fn new(lexer: Lexer<'n>, warnings: &'n mut dyn Warnings) -> Self {
        Self { lexer, fetched: Vec::new(), depths: Vec::new(), failed: false, warnings }
    }

    /// Fetches one more token.
    pub(super) fn fetch(&mut self) -> Result<(), Box<Error>> {
        let result = self.lexer.next_token();
        match self.pass_warnings_on().and(result) {
            Ok(token) => {
                self.fetched.push(token);
                // The lexer opens at most 200.
                self.depths.push(self.lexer.brackets().len() as u8);
                Ok(())
            }
            Err(error) => {
                self.failed = true;
                Err(error)
            }
        }
    }

    /// Passes on what the lexer has found to warn of.
    fn pass_warnings_on(&mut self) -> Result<(), Box<Error>> {
        let found = self.lexer.take_warnings();
        found.into_iter().try_for_each(|found| self.warn(found.warning, || found.error))
    }

    /// Passes a warning on; `error` is raised in its place where the filters want it.
    pub(super) fn warn(
        &mut self,
        warning: Warning,
        error: impl FnOnce() -> Box<Error>,
    ) -> Result<(), Box<Error>> {
        match self.warnings.warn(warning) {
            Verdict::Continue => Ok(()),
            Verdict::Raise => Err(self.with_text(error())),
            Verdict::Failed => Err(Error::new(ErrorClass::Raised, "")),
        }
    }

    /// Adds the text of the line that the error is shown with.
    fn with_text(&self, mut error: Box<Error>) -> Box<Error> {
        if let (None, Some(range)) = (&error.text, error.range) {
            let text = error_text(self.lexer.source(), range.line as u32, self.lexer.line());
            error.text = Some(text.to_owned());
        }
        error
    }

    /// How many tokens have been fetched.
    pub(super) const fn len(&self) -> usize {
        self.fetched.len()
    }

    /// A token that has been fetched.
    pub(super) fn get(&self, index: usize) -> Token {
        self.fetched[index]
    }

    /// The last token fetched.
    pub(super) fn last(&self) -> Option<Token> {
        self.fetched.last().copied()
    }

    /// How many brackets are open after a token.
    pub(super) fn bracket_depth(&self, index: usize) -> u8 {
        self.depths[index]
    }

    /// The text of a token.
    pub(super) fn text(&self, token: Token) -> &'n str {
        self.lexer.source().get(token.start as usize..token.end as usize).unwrap_or_default()
    }

    /// The whole source.
    pub(super) fn source(&self) -> &'n str {
        self.lexer.source()
    }

    /// Whether the lexer is inside of a raw f- or t-string.
    pub(super) fn in_raw_string(&self) -> bool {
        self.lexer.in_raw_string()
    }

    /// Whether the lexer has found an error.
    pub(super) const fn failed(&self) -> bool {
        self.failed
    }

    // ---- the rest of the source ----

    /// Whether the lexer has looked for more behind the end of the source.
    pub(super) fn is_at_end(&self) -> bool {
        if self.failed {
            return self.lexer.ran_out();
        }
        let Some(last) = self.last() else { return false };
        match last.kind {
            TokenKind::EndMarker => true,
            TokenKind::Dedent => last.start as usize >= self.lexer.source().len(),
            // Whoever reads these knows their last character; all others end where something else begins.
            TokenKind::Newline | TokenKind::String | TokenKind::FStringEnd | TokenKind::TStringEnd => {
                is_implied(last) && last.kind == TokenKind::Newline
            }
            _ => last.end as usize >= self.lexer.source().len(),
        }
    }

    /// The error of the lexer in the rest of the source that takes the place of the parser's own: any that it tells
    /// in its own words, or else a bracket that is never closed and was opened on a line before the last token's.
    pub(super) fn error_in_rest(&mut self) -> Option<Box<Error>> {
        let line = self.last()?.line;
        loop {
            let result = self.lexer.scan();
            // An error inside of an f-string may follow from the one that the parser has found.
            let takes_over = !self.lexer.in_string();
            if let Err(error) = self.pass_warnings_on() {
                return takes_over.then_some(error);
            }
            match result {
                Ok(TokenKind::EndMarker) => return None,
                Ok(_) => {}
                Err(Fault::Error(error)) => return takes_over.then_some(error),
                Err(_) => {
                    let open = self.lexer.brackets().last()?;
                    let opened_before = open.line < line;
                    return if takes_over && opened_before { self.lexer.never_closed() } else { None };
                }
            }
        }
    }

    /// Whether the rest of the source holds something else than blank space and comments.
    pub(super) fn has_more(&self) -> bool {
        let position = self.lexer.current_line_start() + self.lexer.column() as usize;
        let rest = self.lexer.source().get(position..).unwrap_or_default();
        let blank = [' ', '\t', '\n', '\x0c'];
        rest.split('\n')
            .map(|line| line.trim_start_matches(blank))
            .any(|line| !line.is_empty() && !line.starts_with('#'))
    }

    // ---- errors ----

    /// A `SyntaxError` from the start of `first` to the end of `last`.
    pub(super) fn error_between(&self, first: Location, last: Location, message: String) -> Box<Error> {
        let start = (first.line, first.column + 1);
        self.error(ErrorClass::Syntax, message, start, (last.end_line, last.end_column + 1))
    }

    /// A `SyntaxError` from the start of `first` to where the lexer stands.
    pub(super) fn error_up_to_lexer(&self, first: Location, message: String) -> Box<Error> {
        let end = (self.lexer.line() as i32, self.lexer.column() as i32);
        self.error(ErrorClass::Syntax, message, (first.line, first.column + 1), end)
    }

    /// An error at the last token fetched, or at the one that the lexer has found an error in.
    pub(super) fn error_at_last(&self, class: ErrorClass, message: String) -> Box<Error> {
        if self.failed {
            let line = self.lexer.line() as i32;
            return self.error(class, message, (line, self.lexer.column() as i32), (line, -1));
        }
        match self.last() {
            Some(token) => self.error_at(token, class, message),
            None => self.error(class, message, (0, 0), (0, -1)),
        }
    }

    /// An error at a token; one without columns is where the lexer stands.
    pub(super) fn error_at(&self, token: Token, class: ErrorClass, message: String) -> Box<Error> {
        let place = location(token);
        let offset = if place.column < 0 { self.lexer.column() as i32 } else { place.column + 1 };
        let end_offset = if place.end_column < 0 { -1 } else { place.end_column + 1 };
        self.error(class, message, (place.line, offset), (place.end_line, end_offset))
    }

    /// An error from a line and offset to another; offsets count bytes from 1.
    ///
    /// Both are converted to characters with the text of the *first* line.
    fn error(&self, class: ErrorClass, message: String, start: (i32, i32), end: (i32, i32)) -> Box<Error> {
        let text = error_text(self.lexer.source(), start.0 as u32, self.lexer.line());
        let characters =
            |offset: i32| if offset > 0 { character_offset(text, offset as usize) } else { offset };
        let range = ErrorRange {
            line: start.0,
            offset: characters(start.1),
            end_line: Some(end.0),
            end_offset: Some(characters(end.1)),
        };
        let mut error = Error::at(class, message, range);
        error.text = Some(text.to_owned());
        error
    }
}

/// Where a token lies. The ends of blocks and of the source have no columns.
pub(super) fn location(token: Token) -> Location {
    let (mut column, mut end_column) = (token.column as i32, token.end_column as i32);
    if matches!(token.kind, TokenKind::Indent | TokenKind::Dedent | TokenKind::EndMarker) || is_implied(token)
    {
        (column, end_column) = (-1, -1);
    }
    Location { line: token.line as i32, column, end_line: token.end_line as i32, end_column }
}

/// Whether this is the newline that the end of an interactive input implies.
const fn is_implied(token: Token) -> bool {
    matches!(token.kind, TokenKind::Newline) && token.column == token.end_column
}
