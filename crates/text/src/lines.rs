//! Where lines begin: from byte offsets to lines and columns, and from byte columns to character columns.

use std::ops::Range;

/// The lines of a source text whose newlines are `\n`.
#[derive(Clone, Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    /// Where each line begins. A newline at the very end begins no further line.
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Finds the lines of a text. Cost is linear in its length.
    pub fn new(text: &'a str) -> Self {
        let behind = memchr::memchr_iter(b'\n', text.as_bytes()).map(|newline| newline + 1);
        let starts = std::iter::once(0).chain(behind.filter(|&start| start < text.len())).collect();
        Self { text, starts }
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// How many lines there are, at least one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: an empty text has one empty line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The bytes of a line (from 1), its newline included; nothing at the end for a line that is not there.
    pub fn range(&self, line: usize) -> Range<usize> {
        let start_of = |index: usize| self.starts.get(index).copied().unwrap_or(self.text.len());
        match line.checked_sub(1) {
            Some(index) => start_of(index)..start_of(line),
            None => 0..0,
        }
    }

    /// A line (from 1) with its newline; empty for a line that is not there.
    pub fn line(&self, line: usize) -> &'a str {
        self.text.get(self.range(line)).unwrap_or_default()
    }

    /// A line (from 1) without its newline.
    pub fn line_without_newline(&self, line: usize) -> &'a str {
        let line = self.line(line);
        line.strip_suffix('\n').unwrap_or(line)
    }

    /// Line (from 1) and byte column (from 0) of a byte offset.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= offset);
        (line, offset - self.range(line).start)
    }

    /// The byte offset of a line (from 1) and byte column (from 0).
    pub fn offset(&self, line: usize, column: usize) -> usize {
        self.range(line).start + column
    }

    /// The character column (from 0) of a byte column in a line (from 1).
    pub fn character_column(&self, line: usize, column: usize) -> usize {
        character_column(self.line(line), column)
    }
}

/// How many characters of a line begin before the byte column. Columns beyond the line count one for each byte.
pub fn character_column(line: &str, column: usize) -> usize {
    match line.as_bytes().get(..column) {
        Some(before) => before.iter().filter(|&&byte| byte & 0xc0 != 0x80).count(),
        None => line.chars().count() + column - line.len(),
    }
}

/// The byte column of a character column of a line. Columns beyond the line count one byte for each character.
pub fn byte_column(line: &str, column: usize) -> usize {
    let mut characters = line.char_indices();
    match characters.nth(column) {
        Some((byte, _)) => byte,
        None => line.len() + column - line.chars().count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns() {
        let index = LineIndex::new("aé\n\nx€y\n");
        assert_eq!(index.len(), 3);
        assert_eq!(index.line(1), "aé\n");
        assert_eq!(index.line_without_newline(3), "x€y");
        assert_eq!(index.line(4), "");
        assert_eq!(index.line(0), "");
        assert_eq!(index.position(0), (1, 0));
        assert_eq!(index.position(4), (2, 0));
        assert_eq!(index.position(9), (3, 4));
        assert_eq!(index.position(11), (3, 6));
        assert_eq!(index.offset(3, 4), 9);
        assert_eq!(index.character_column(3, 4), 2);
        assert_eq!(LineIndex::new("").len(), 1);
        assert_eq!(LineIndex::new("a\nb").line(2), "b");
    }

    #[test]
    fn columns_both_ways() {
        for (byte, character) in [(0, 0), (1, 1), (4, 2), (5, 3), (7, 5)] {
            assert_eq!(character_column("x€y", byte), character);
            assert_eq!(byte_column("x€y", character), byte);
        }
    }
}
