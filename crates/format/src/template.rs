//! The template of `str.format`: literal text and replacement fields, `{name!conversion:specification}`.

mod error;
mod field_name;

pub use error::TemplateError;
pub use field_name::{Accessor, Accessors, FieldName, First, Numbering};

use std::ops::Range;

use taipan_text::CodeUnits;

/// How deep specifications may hold fields: the template, and the specifications in it.
pub const DEPTH: usize = 2;

/// Splits a template into its pieces, up to the first mistake.
#[derive(Clone, Debug)]
pub struct Template<'a, U: ?Sized> {
    text: &'a U,
    position: usize,
    end: usize,
}

/// Literal text and the field that follows it. All ranges are those of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text, a doubled brace as one. It may be empty.
    pub literal: Range<usize>,
    /// The field, except at the end and behind a doubled brace.
    pub field: Option<Field>,
}

/// A replacement field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it shows, see [`FieldName`]; it may be empty.
    pub name: Range<usize>,
    /// What stands behind `!`, see [`Conversion::from_code_point`].
    pub conversion: Option<u32>,
    /// The specification; it may be empty.
    pub spec: Range<usize>,
    /// Whether the specification is a template itself.
    pub spec_has_fields: bool,
}

impl<'a, U: CodeUnits + ?Sized> Template<'a, U> {
    /// A whole text as template.
    pub fn new(text: &'a U) -> Self {
        Self::part(text, 0..text.len())
    }

    /// A part of a text as template: a specification with fields.
    pub fn part(text: &'a U, range: Range<usize>) -> Self {
        Self { text, position: range.start, end: range.end.min(text.len()) }
    }

    /// Where the next piece begins.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Whether no piece follows.
    pub fn is_at_end(&self) -> bool {
        self.position >= self.end
    }

    fn peek(&self) -> Option<u32> {
        if self.is_at_end() { None } else { self.text.get(self.position) }
    }

    fn take(&mut self) -> Option<u32> {
        let code_point = self.peek()?;
        self.position += 1;
        Some(code_point)
    }

    fn piece(&mut self) -> Result<Piece, TemplateError> {
        let start = self.position;
        let brace = loop {
            match self.take() {
                None => return Ok(Piece { literal: start..self.position, field: None }),
                Some(OPEN) => break OPEN,
                Some(CLOSE) => break CLOSE,
                Some(_) => {}
            }
        };
        if self.peek() == Some(brace) {
            let literal = start..self.position;
            self.position += 1;
            return Ok(Piece { literal, field: None });
        }
        if brace == CLOSE {
            return Err(TemplateError::SingleClose);
        }
        if self.is_at_end() {
            return Err(TemplateError::SingleOpen);
        }
        let literal = start..self.position - 1;
        Ok(Piece { literal, field: Some(self.field()?) })
    }

    fn field(&mut self) -> Result<Field, TemplateError> {
        let start = self.position;
        let mut field =
            Field { name: start..start, conversion: None, spec: start..start, spec_has_fields: false };
        let delimiter = self.skip_name()?;
        field.name.end = self.position - 1;
        field.spec = self.position..self.position;
        if delimiter == CLOSE {
            return Ok(field);
        }
        if delimiter == EXCLAMATION {
            let conversion = self.take().ok_or(TemplateError::EndBeforeConversion)?;
            field.conversion = (conversion != 0).then_some(conversion);
            match self.take() {
                Some(CLOSE) => return Ok(field),
                Some(COLON) | None => {}
                Some(_) => return Err(TemplateError::ExpectedColon),
            }
        }
        field.spec.start = self.position;
        let mut depth = 1;
        while let Some(code_point) = self.take() {
            match code_point {
                OPEN => {
                    field.spec_has_fields = true;
                    depth += 1;
                }
                CLOSE => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                field.spec.end = self.position - 1;
                return Ok(field);
            }
        }
        Err(TemplateError::UnmatchedOpen)
    }

    /// Goes behind what ends a field's name, and tells what that is. Between brackets nothing does.
    fn skip_name(&mut self) -> Result<u32, TemplateError> {
        while let Some(code_point) = self.take() {
            match code_point {
                OPEN => return Err(TemplateError::OpenInName),
                CLOSE | COLON | EXCLAMATION => return Ok(code_point),
                BRACKET => {
                    while self.peek().is_some_and(|c| c != CLOSING_BRACKET) {
                        self.position += 1;
                    }
                }
                _ => {}
            }
        }
        Err(TemplateError::ExpectedClose)
    }
}

impl<U: CodeUnits + ?Sized> Iterator for Template<'_, U> {
    type Item = Result<Piece, TemplateError>;

    fn next(&mut self) -> Option<Self::Item> {
        (!self.is_at_end()).then(|| {
            let piece = self.piece();
            if piece.is_err() {
                self.position = self.end;
            }
            piece
        })
    }
}

const OPEN: u32 = b'{' as u32;
const CLOSE: u32 = b'}' as u32;
const COLON: u32 = b':' as u32;
const EXCLAMATION: u32 = b'!' as u32;
const BRACKET: u32 = b'[' as u32;
const CLOSING_BRACKET: u32 = b']' as u32;

/// What is done to a value before it is formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

impl Conversion {
    /// What stands behind `!`.
    pub fn from_code_point(code_point: u32) -> Result<Self, TemplateError> {
        match u8::try_from(code_point) {
            Ok(b's') => Ok(Self::Str),
            Ok(b'r') => Ok(Self::Repr),
            Ok(b'a') => Ok(Self::Ascii),
            _ => Err(TemplateError::UnknownConversion(code_point)),
        }
    }
}
