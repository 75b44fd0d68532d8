//! A token: its kind and where it lies in the source.

use crate::TokenKind;

/// A token as the grammar sees it. Offsets are bytes of the source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it begins.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// The line it begins on, from 1.
    pub line: u32,
    /// The line it ends on; another one only for strings over several lines.
    pub end_line: u32,
    /// The byte column it begins at in its line, from 0.
    pub column: u32,
    /// The byte column it ends at in its last line, exclusive.
    pub end_column: u32,
}
