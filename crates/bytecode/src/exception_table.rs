//! The exception table (`co_exceptiontable`): which handler protects which code units.
//!
//! Each entry is four numbers: start, length, target, and depth times two plus "lasti". A number is in groups of six
//! bits, the highest first, bit 6 set on all but the last; the first byte of an entry has bit 7 set, so that a search
//! can start anywhere. Described in CPython's `InternalDocs/exception_handling.md`.

/// A protected range and its handler; places are counted in code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExceptionEntry {
    /// The first protected code unit.
    pub start: u32,
    /// The code unit after the last protected one.
    pub end: u32,
    /// Where the handler begins.
    pub target: u32,
    /// How deep the stack is cut before the exception is pushed.
    pub depth: u32,
    /// Whether the place of the raising instruction is pushed below the exception.
    pub lasti: bool,
}

/// Makes an exception table.
#[derive(Debug, Default)]
pub struct ExceptionTableWriter {
    table: Vec<u8>,
}

impl ExceptionTableWriter {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends an entry; `start..end` follows all ranges before it.
    pub fn push(&mut self, start: u32, end: u32, target: u32, depth: u32, lasti: bool) {
        let first = self.table.len();
        for number in [start, end - start, target, depth << 1 | u32::from(lasti)] {
            self.number(number);
        }
        self.table[first] |= 0x80;
    }

    /// The finished table.
    pub fn table(&self) -> &[u8] {
        &self.table
    }

    /// Begins anew, in the same memory.
    pub fn clear(&mut self) {
        self.table.clear();
    }

    fn number(&mut self, number: u32) {
        let more = (1..6).rev().filter(|group| number >> (group * 6) != 0);
        for group in more {
            self.table.push(0x40 | (number >> (group * 6) & 0x3f) as u8);
        }
        self.table.push((number & 0x3f) as u8);
    }
}

/// Reads an exception table. A table that ends in the middle of an entry ends before it.
#[derive(Clone, Debug)]
pub struct ExceptionTable<'t> {
    rest: &'t [u8],
}

impl<'t> ExceptionTable<'t> {
    /// The entries of a table.
    pub fn new(table: &'t [u8]) -> Self {
        Self { rest: table }
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = 0u32;
        loop {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number = number << 6 | u32::from(byte & 0x3f);
            if byte & 0x40 == 0 {
                return Some(number);
            }
        }
    }
}

impl Iterator for ExceptionTable<'_> {
    type Item = ExceptionEntry;

    fn next(&mut self) -> Option<ExceptionEntry> {
        let (start, length) = (self.number()?, self.number()?);
        let (target, depth_and_lasti) = (self.number()?, self.number()?);
        Some(ExceptionEntry {
            start,
            end: start.wrapping_add(length),
            target,
            depth: depth_and_lasti >> 1,
            lasti: depth_and_lasti & 1 == 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_survive() {
        let entries = [(0, 1, 2, 0, false), (63, 127, 64, 3, true), (4096, 300_000, 0x3fff_ffff, 70, false)];
        let mut writer = ExceptionTableWriter::new();
        for (start, end, target, depth, lasti) in entries {
            writer.push(start, end, target, depth, lasti);
        }
        let table = writer.table();
        let read: Vec<_> =
            ExceptionTable::new(table).map(|e| (e.start, e.end, e.target, e.depth, e.lasti)).collect();
        assert_eq!(read, entries);
        assert_eq!(&table[..4], [0x80, 0x01, 0x02, 0x00]);
        assert_eq!(&table[4..10], [0xbf, 0x41, 0x00, 0x41, 0x00, 0x07]);
    }
}
