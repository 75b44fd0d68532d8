//! The lexer's errors and warnings, and the position and text that every error of the parser has.

use taipan_text::{Error, ErrorClass, ErrorRange, Warning, WarningCategory};

use super::Lexer;

/// Why there is no token.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// An error that says where it is itself.
    Error(Box<Error>),
    /// The text ends where more must follow.
    EndOfText {
        /// Whether the last line began one that goes on.
        in_line: bool,
    },
    /// A line whose indentation is that of no open block.
    Dedent,
    /// Tabs and spaces whose comparison depends on the width of a tab.
    Tabs,
    /// Too many open blocks.
    TooManyLevels,
    /// A backslash before something else than a newline.
    Continuation,
}

/// A warning of the lexer.
#[derive(Clone, Debug)]
pub struct LexerWarning {
    /// The warning.
    pub warning: Warning,
    /// What to raise when the filters turn it into an error.
    pub error: Box<Error>,
    /// How far the lexer had come, in bytes of the source: it was reading a token that ends here or later.
    pub position: u32,
}

/// A range of source as the parser knows it: lines from 1, columns in bytes from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The first line.
    pub line: u32,
    /// The column there.
    pub column: u32,
    /// The last line.
    pub end_line: u32,
    /// The column there, exclusive; `None` is CPython's -1: no end is known.
    pub end_column: Option<u32>,
}

/// The range of a `SyntaxError` at `place`: its columns in characters, from 1, counted in the text of its *first*
/// line, also those of another last line. `text` is that line ([`error_text`]).
pub fn error_range(text: &str, place: Place) -> ErrorRange {
    ErrorRange {
        line: place.line as i32,
        offset: character_offset(text, place.column as usize + 1),
        end_line: Some(place.end_line as i32),
        end_offset: Some(place.end_column.map_or(0, |column| character_offset(text, column as usize + 1))),
    }
}

/// An error at a place. `lines_read` is how far the lexer had come ([`Lexer::line`]) when it was found: the line that
/// is being read is shown with its newline, lines before it without.
pub fn error_at(
    source: &str,
    lines_read: u32,
    class: ErrorClass,
    message: impl Into<String>,
    place: Place,
) -> Box<Error> {
    let text = error_text(source, place.line, lines_read);
    let mut error = Error::at(class, message, error_range(text, place));
    error.text = Some(text.to_owned());
    error
}

/// The text of a line as errors show it, see [`error_at`].
pub fn error_text(source: &str, line: u32, lines_read: u32) -> &str {
    let text = line_text(source, line);
    if line >= lines_read { text } else { text.strip_suffix('\n').unwrap_or(text) }
}

/// Where a line begins, from 1, in bytes. Lines past the end begin at the end.
pub fn line_start(source: &str, line: u32) -> usize {
    match line {
        0 | 1 => 0,
        _ => memchr::memchr_iter(b'\n', source.as_bytes())
            .nth(line as usize - 2)
            .map_or(source.len(), |at| at + 1),
    }
}

/// A line with its newline.
fn line_text(source: &str, line: u32) -> &str {
    let rest = &source[line_start(source, line)..];
    let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |newline| newline + 1);
    &rest[..end]
}

/// The number of characters in the first `bytes` bytes of a line; a character that is cut counts. A place beyond the
/// line is one past its end.
pub(crate) fn character_offset(line: &str, bytes: usize) -> i32 {
    let past = usize::from(bytes > line.len());
    let within = &line.as_bytes()[..bytes.min(line.len())];
    (count_characters(within) + past) as i32
}

fn count_characters(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

impl Lexer<'_> {
    /// An error whose place is the character before the next byte.
    pub(super) fn error(&self, message: impl Into<String>) -> Fault {
        let offset = count_characters(&self.bytes[self.line_start..self.pos]) as i32;
        Fault::Error(self.error_on_line(offset, offset, message))
    }

    /// An error that reaches from the first byte to before the last one, both on this line.
    pub(super) fn error_between(&self, start: usize, end: usize, message: impl Into<String>) -> Fault {
        let offset = |end: usize| count_characters(&self.bytes[self.line_start..end]) as i32 + 1;
        Fault::Error(self.error_on_line(offset(start), offset(end), message))
    }

    /// An error on this line, which is shown without its newline.
    fn error_on_line(&self, offset: i32, end_offset: i32, message: impl Into<String>) -> Box<Error> {
        let line = self.line as i32;
        let range = ErrorRange { line, offset, end_line: Some(line), end_offset: Some(end_offset) };
        let mut error = Error::at(ErrorClass::Syntax, message, range);
        let text = &self.source[self.current_line()];
        error.text = Some(text.strip_suffix('\n').unwrap_or(text).to_owned());
        error
    }

    pub(super) fn nul_error(&self) -> Fault {
        let line = self.line as i32 + 1;
        let range = ErrorRange { line, offset: 0, end_line: Some(line), end_offset: Some(0) };
        let mut error = Error::at(ErrorClass::Syntax, "source code cannot contain null bytes", range);
        error.text = Some(String::new());
        Fault::Error(error)
    }

    /// Notes a warning at the next byte, and the error that it may become.
    pub(super) fn warn(&mut self, message: String, error: String) {
        let offset = count_characters(&self.bytes[self.line_start..self.pos]) as i32;
        let error = self.error_on_line(offset, offset, error);
        if let Some(range) = error.range {
            let warning = Warning { category: WarningCategory::Syntax, message, range };
            self.warnings.push(LexerWarning { warning, error, position: self.pos as u32 });
        }
    }

    /// Where a line begins, from 1, in bytes.
    pub fn line_start(&self, line: u32) -> u32 {
        line_start(self.source, line) as u32
    }

    /// An error at a place, as [`error_at`] has it, found now.
    pub fn error_at(&self, class: ErrorClass, message: impl Into<String>, place: Place) -> Box<Error> {
        error_at(self.source, self.line, class, message, place)
    }

    /// The error that the innermost open bracket makes at the end of the text.
    pub fn never_closed(&self) -> Option<Box<Error>> {
        let bracket = self.brackets.last()?;
        let message = format!("'{}' was never closed", char::from(bracket.open));
        let place =
            Place { line: bracket.line, column: bracket.column, end_line: bracket.line, end_column: None };
        Some(self.error_at(ErrorClass::Syntax, message, place))
    }

    /// The error that the parser raises for a fault.
    pub(super) fn parser_error(&self, fault: Fault) -> Box<Error> {
        match fault {
            Fault::Error(error) => error,
            Fault::EndOfText { .. } => self
                .never_closed()
                .unwrap_or_else(|| self.error_here(ErrorClass::Syntax, "unexpected EOF while parsing")),
            Fault::Dedent => self
                .error_here(ErrorClass::Indentation, "unindent does not match any outer indentation level"),
            Fault::Tabs => {
                self.error_of_line(ErrorClass::Tab, 0, "inconsistent use of tabs and spaces in indentation")
            }
            Fault::TooManyLevels => {
                self.error_of_line(ErrorClass::Indentation, 0, "too many levels of indentation")
            }
            Fault::Continuation => {
                let column = (self.pos - self.window).saturating_sub(1);
                let message = "unexpected character after line continuation character";
                self.error_of_line(ErrorClass::Syntax, column as u32, message)
            }
        }
    }

    fn error_of_line(&self, class: ErrorClass, column: u32, message: &str) -> Box<Error> {
        let place = Place { line: self.line, column, end_line: self.line, end_column: None };
        self.error_at(class, message, place)
    }

    /// An error of which only the end of what was read is known.
    fn error_here(&self, class: ErrorClass, message: &str) -> Box<Error> {
        let mut error = self.error_of_line(class, 0, message);
        let text = error_text(self.source, self.line, self.line);
        let offset = character_offset(text, self.pos - self.line_start);
        let line = self.line as i32;
        error.range = Some(ErrorRange { line, offset, end_line: Some(line), end_offset: Some(-1) });
        error
    }
}
