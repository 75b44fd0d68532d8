//! The name of a field: an argument, then attributes and items of it, `0.real` or `person[name].first`.

use std::ops::Range;

use taipan_text::CodeUnits;

use super::{BRACKET, CLOSING_BRACKET, TemplateError};
use crate::{LARGEST, any_decimal_digit, decimal};

const POINT: u32 = b'.' as u32;

/// A field's name, split.
#[derive(Clone, Debug)]
pub struct FieldName<'a, U: ?Sized> {
    /// Which argument.
    pub first: First,
    /// Where [`first`](Self::first) stands in the text.
    pub first_range: Range<usize>,
    /// What to take of the argument.
    pub accessors: Accessors<'a, U>,
}

/// Which argument a field shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// The next one.
    Next,
    /// The one with this number.
    Index(usize),
    /// The one with this name.
    Key,
}

impl<'a, U: CodeUnits + ?Sized> FieldName<'a, U> {
    /// Splits the name that stands in this part of a text.
    pub fn split(text: &'a U, name: Range<usize>) -> Result<Self, TemplateError> {
        let end = end_of_word(text, &name);
        let first_range = name.start..end;
        let first = match index(text, &first_range)? {
            _ if first_range.is_empty() => First::Next,
            Some(index) => First::Index(index),
            None => First::Key,
        };
        Ok(Self { first, first_range, accessors: Accessors { text, position: end, end: name.end } })
    }
}

/// The attributes and items to take of an argument, in order, up to the first mistake.
#[derive(Clone, Debug)]
pub struct Accessors<'a, U: ?Sized> {
    text: &'a U,
    position: usize,
    end: usize,
}

/// One step from a value to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accessor {
    /// `.name`
    Attribute(Range<usize>),
    /// `[3]`
    Index(usize),
    /// `[name]`
    Key(Range<usize>),
}

impl<'a, U: CodeUnits + ?Sized> Accessors<'a, U> {
    /// The steps that stand in a part of a text.
    pub fn part(text: &'a U, range: Range<usize>) -> Self {
        Self { text, position: range.start, end: range.end }
    }

    /// Where the next step begins.
    pub fn position(&self) -> usize {
        self.position
    }

    fn accessor(&mut self, kind: u32) -> Result<Accessor, TemplateError> {
        let start = self.position + 1;
        let accessor = match kind {
            POINT => {
                self.position = end_of_word(self.text, &(start..self.end));
                Accessor::Attribute(start..self.position)
            }
            BRACKET => {
                let close = (start..self.end)
                    .find(|&i| self.text.get(i) == Some(CLOSING_BRACKET))
                    .ok_or(TemplateError::MissingBracket)?;
                self.position = close + 1;
                match index(self.text, &(start..close))? {
                    Some(index) => Accessor::Index(index),
                    None => Accessor::Key(start..close),
                }
            }
            _ => return Err(TemplateError::AfterBracket),
        };
        match &accessor {
            Accessor::Attribute(name) | Accessor::Key(name) if name.is_empty() => {
                Err(TemplateError::EmptyAttribute)
            }
            _ => Ok(accessor),
        }
    }
}

impl<U: CodeUnits + ?Sized> Iterator for Accessors<'_, U> {
    type Item = Result<Accessor, TemplateError>;

    fn next(&mut self) -> Option<Self::Item> {
        let kind = if self.position < self.end { self.text.get(self.position)? } else { return None };
        let accessor = self.accessor(kind);
        if accessor.is_err() {
            self.position = self.end;
        }
        Some(accessor)
    }
}

/// Where a point or bracket ends a name.
fn end_of_word<U: CodeUnits + ?Sized>(text: &U, range: &Range<usize>) -> usize {
    range.clone().find(|&i| matches!(text.get(i), Some(POINT | BRACKET))).unwrap_or(range.end)
}

/// The number, if the whole part is one.
fn index<U: CodeUnits + ?Sized>(text: &U, range: &Range<usize>) -> Result<Option<usize>, TemplateError> {
    let part = Part { text, end: range.end };
    let (number, end) =
        decimal(&part, range.start, LARGEST, any_decimal_digit).map_err(|_| TemplateError::TooManyDigits)?;
    Ok(number.filter(|_| end == range.end))
}

/// A text that ends earlier.
struct Part<'a, U: ?Sized> {
    text: &'a U,
    end: usize,
}

impl<U: CodeUnits + ?Sized> CodeUnits for Part<'_, U> {
    fn len(&self) -> usize {
        self.end
    }

    fn get(&self, index: usize) -> Option<u32> {
        if index < self.end { self.text.get(index) } else { None }
    }
}

/// Counts the fields without a number, over a template and the specifications in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbering {
    state: State,
    next: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Undecided,
    Automatic,
    Manual,
}

impl Numbering {
    /// The number of the argument that a field shows; `None` where it has a name.
    pub fn resolve(&mut self, first: First) -> Result<Option<usize>, TemplateError> {
        match (first, self.state) {
            (First::Key, _) => Ok(None),
            (First::Next, State::Manual) => Err(TemplateError::ManualToAutomatic),
            (First::Index(_), State::Automatic) => Err(TemplateError::AutomaticToManual),
            (First::Next, _) => {
                self.state = State::Automatic;
                self.next += 1;
                Ok(Some(self.next - 1))
            }
            (First::Index(index), _) => {
                self.state = State::Manual;
                Ok(Some(index))
            }
        }
    }
}
