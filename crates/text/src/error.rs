//! What the front end reports: one error type for all of its stages, and the way out for warnings.
//!
//! Nothing here knows a Python object: the runtime turns an [`Error`] into an exception of the named class.

use std::fmt;

/// The Python exception class that an [`Error`] becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorClass {
    /// `SyntaxError`.
    Syntax,
    /// `IndentationError`.
    Indentation,
    /// `TabError`.
    Tab,
    /// `_IncompleteInputError`, raised under `PyCF_ALLOW_INCOMPLETE_INPUT` only.
    IncompleteInput,
    /// `ValueError`.
    Value,
    /// `TypeError`.
    Type,
    /// `OverflowError`.
    Overflow,
    /// `MemoryError`.
    Memory,
    /// `RecursionError`.
    Recursion,
    /// `SystemError`.
    System,
    /// `UnicodeDecodeError` and `UnicodeEncodeError`, by the message's text.
    Unicode,
    /// `LookupError`.
    Lookup,
    /// `EOFError`.
    Eof,
    /// `AttributeError`.
    Attribute,
    /// `AssertionError`.
    Assertion,
    /// An exception that a callback (a decoder, a warning filter) has already raised in the runtime.
    Raised,
}

impl ErrorClass {
    /// The Python name of the class.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syntax => "SyntaxError",
            Self::Indentation => "IndentationError",
            Self::Tab => "TabError",
            Self::IncompleteInput => "_IncompleteInputError",
            Self::Value => "ValueError",
            Self::Type => "TypeError",
            Self::Overflow => "OverflowError",
            Self::Memory => "MemoryError",
            Self::Recursion => "RecursionError",
            Self::System => "SystemError",
            Self::Unicode => "UnicodeError",
            Self::Lookup => "LookupError",
            Self::Eof => "EOFError",
            Self::Attribute => "AttributeError",
            Self::Assertion => "AssertionError",
            Self::Raised => "Exception",
        }
    }
}

/// The numbers that a `SyntaxError` carries: lines and columns from 1, columns in characters, as its attributes
/// `lineno, offset, end_lineno, end_offset` show them. `None` in an end is Python's `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorRange {
    /// `lineno`.
    pub line: i32,
    /// `offset`.
    pub offset: i32,
    /// `end_lineno`.
    pub end_line: Option<i32>,
    /// `end_offset`.
    pub end_offset: Option<i32>,
}

/// An error of the front end, with CPython's class, text and range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The exception class.
    pub class: ErrorClass,
    /// The first argument of the exception.
    pub message: String,
    /// Where it is; errors other than syntax errors have no place.
    pub range: Option<ErrorRange>,
    /// The attribute `text`: the line that the error is shown with, when the stage that found it knows the source.
    pub text: Option<String>,
    /// Whether the exception has its place only as attributes: the arguments of those that the symbol table and the imports
    /// from `__future__` raise are the message alone.
    pub bare: bool,
    /// Of an error of the parser, what it was about.
    pub parsed: Option<Parsed>,
}

/// What the parser was about when it found an error: tools look there for what was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// Where the last compound statement begins that was complete: line from 1, column in bytes from 0; (0, 0) if there is none.
    pub statement: (i32, i32),
    /// The whole source.
    pub source: String,
}

impl Error {
    /// An error without a place.
    pub fn new(class: ErrorClass, message: impl Into<String>) -> Box<Self> {
        Box::new(Self { class, message: message.into(), range: None, text: None, bare: false, parsed: None })
    }

    /// A `SyntaxError` (or subclass) at a place.
    pub fn at(class: ErrorClass, message: impl Into<String>, range: ErrorRange) -> Box<Self> {
        Box::new(Self {
            class,
            message: message.into(),
            range: Some(range),
            text: None,
            bare: false,
            parsed: None,
        })
    }
}

impl Error {
    /// The same error, with its place only as attributes.
    pub fn bare(mut self: Box<Self>) -> Box<Self> {
        self.bare = true;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.class.name(), self.message)?;
        if let Some(range) = self.range {
            write!(f, " (line {}, offset {})", range.line, range.offset)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// The category of a [`Warning`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WarningCategory {
    /// `SyntaxWarning`.
    Syntax,
    /// `DeprecationWarning`.
    Deprecation,
}

/// A warning of the front end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The category.
    pub category: WarningCategory,
    /// Its text.
    pub message: String,
    /// The line it is reported for, and the range that a `SyntaxError` made of it would have.
    pub range: ErrorRange,
}

/// What the receiver of a warning wants done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Go on.
    Continue,
    /// The filters turn this warning into an error: raise a `SyntaxError` with the same text and range.
    Raise,
    /// The receiver failed and has raised an exception of its own ([`ErrorClass::Raised`]).
    Failed,
}

/// Receives warnings as they are found. The runtime passes them to the `warnings` module.
pub trait Warnings {
    /// Takes one warning and says how to go on.
    fn warn(&mut self, warning: Warning) -> Verdict;
}

impl Warnings for Vec<Warning> {
    fn warn(&mut self, warning: Warning) -> Verdict {
        self.push(warning);
        Verdict::Continue
    }
}
