//! Where a piece of source text begins and ends.

/// The position of a node, in the terms of CPython's AST.
///
/// Lines count from 1; columns count UTF-8 bytes from 0; the end is exclusive. Trees made by hand may carry any
/// values, also negative ones, which is why the fields are signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Location {
    /// First line, from 1.
    pub line: i32,
    /// Byte offset in the first line, from 0.
    pub column: i32,
    /// Last line, from 1.
    pub end_line: i32,
    /// Byte offset in the last line of the first byte that is not part of the text.
    pub end_column: i32,
}

impl Location {
    /// A location from its four numbers.
    pub const fn new(line: i32, column: i32, end_line: i32, end_column: i32) -> Self {
        Self { line, column, end_line, end_column }
    }

    /// The text from the start of `self` to the end of `last`.
    pub const fn to(self, last: Self) -> Self {
        Self { line: self.line, column: self.column, end_line: last.end_line, end_column: last.end_column }
    }

    /// What CPython gives to code that belongs to no line.
    pub const NONE: Self = Self::new(-1, -1, -1, -1);

    /// What the compiler gives to code that belongs to the line of the code after it.
    pub const NEXT: Self = Self::new(-2, -2, -2, -2);
}
