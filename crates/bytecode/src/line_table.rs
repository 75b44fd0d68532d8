//! The line table (`co_linetable`): which piece of source each code unit was made for.
//!
//! A sequence of entries, each for 1 to 8 code units. The first byte has its high bit set:
//!
//! ```text
//! 1 cccc nnn    form c, n + 1 code units
//!
//! form     line            then
//! 0 ..= 9  as before       byte: column low bits and width     same line, column < 80, fewer than 16 wide
//! 10 ..= 12  + form - 10   byte: column, byte: end column      both below 128
//! 13       + signed        -                                   no columns
//! 14       + signed        end line - line, column + 1, end column + 1
//! 15       none            -                                   made for no source
//! ```
//!
//! Numbers are in groups of six bits, the lowest first, bit 6 set on all but the last; a signed number has its sign in
//! bit 0. The first entry's line counts from `co_firstlineno`. Described in CPython's `InternalDocs/code_objects.md`.

use taipan_text::Location;

/// The longest run of code units that one entry holds.
const MAX_UNITS: u32 = 8;

const ONE_LINE: u8 = 10;
const NO_COLUMNS: u8 = 13;
const LONG: u8 = 14;
const NONE: u8 = 15;

/// Makes a line table. Runs of equal locations are joined.
#[derive(Debug, Default)]
pub struct LineTableWriter {
    /// The table is its first `end` bytes.
    bytes: Vec<u8>,
    end: usize,
    line: i32,
    location: Location,
    units: u32,
}

impl LineTableWriter {
    /// An empty table for code that begins at a line.
    pub fn new(first_line: i32) -> Self {
        Self { line: first_line, ..Self::default() }
    }

    /// Says where the next code units come from. Line -1 stands for no location; trees made by hand may
    /// have any other.
    #[inline]
    pub fn push(&mut self, location: Location, code_units: u32) {
        if !same(location, self.location) {
            self.flush();
            self.location = location;
        }
        self.units += code_units;
    }

    /// The finished table.
    pub fn finish(&mut self) -> &[u8] {
        self.flush();
        &self.bytes[..self.end]
    }

    /// Begins anew, in the same memory.
    pub fn clear(&mut self, first_line: i32) {
        (self.end, self.line, self.location, self.units) = (0, first_line, Location::NONE, 0);
    }

    fn flush(&mut self) {
        while self.units > 0 {
            let units = self.units.min(MAX_UNITS);
            self.units -= units;
            self.entry(units as u8);
        }
    }

    /// Writes one entry in the shortest form that can hold the location.
    #[inline]
    fn entry(&mut self, units: u8) {
        let Location { line, column, end_line, end_column } = self.location;
        let delta = line.wrapping_sub(self.line);
        let width = end_column.wrapping_sub(column);
        let on_a_line = line == end_line && line != Location::NONE.line;
        if on_a_line && delta == 0 && (0..80).contains(&column) && (0..16).contains(&width) {
            self.short([head((column >> 3) as u8, units), ((column & 7) << 4 | width) as u8, 0, 0], 2);
        } else if on_a_line
            && (0..3).contains(&delta)
            && (0..128).contains(&column)
            && (0..128).contains(&end_column)
        {
            self.line = line;
            self.short([head(ONE_LINE + delta as u8, units), column as u8, end_column as u8, 0], 3);
        } else {
            self.long_entry(units);
        }
    }

    /// Writes an entry that needs one of the last three forms.
    fn long_entry(&mut self, units: u8) {
        let Location { line, column, end_line, end_column } = self.location;
        if line == Location::NONE.line {
            return self.byte(head(NONE, units));
        }
        let delta = line.wrapping_sub(self.line);
        self.line = line;
        if (column < 0 || end_column < 0) && (end_line == line || end_line == -1) {
            self.byte(head(NO_COLUMNS, units));
            return self.signed(delta);
        }
        self.byte(head(LONG, units));
        self.signed(delta);
        for number in [end_line.wrapping_sub(line), column.wrapping_add(1), end_column.wrapping_add(1)] {
            self.number(number as u32);
        }
    }

    /// Appends the first bytes of a word, which is written as a whole: that is faster than to append byte by byte.
    #[inline]
    fn short(&mut self, word: [u8; 4], length: usize) {
        if self.bytes.len() < self.end + word.len() {
            self.grow();
        }
        self.bytes[self.end..self.end + word.len()].copy_from_slice(&word);
        self.end += length;
    }

    #[cold]
    fn grow(&mut self) {
        self.bytes.resize((self.bytes.len() * 2).max(256), 0);
    }

    fn byte(&mut self, byte: u8) {
        self.short([byte, 0, 0, 0], 1);
    }

    fn number(&mut self, mut number: u32) {
        while number >= 64 {
            self.byte(0x40 | (number & 0x3f) as u8);
            number >>= 6;
        }
        self.byte(number as u8);
    }

    fn signed(&mut self, number: i32) {
        self.number(number.unsigned_abs() << 1 | u32::from(number < 0));
    }
}

/// Whether two locations are equal, found without a branch for each number: most differ from the one before.
#[inline]
fn same(a: Location, b: Location) -> bool {
    (a.line ^ b.line) | (a.column ^ b.column) | (a.end_line ^ b.end_line) | (a.end_column ^ b.end_column) == 0
}

/// The first byte of an entry.
fn head(form: u8, units: u8) -> u8 {
    0x80 | form << 3 | (units - 1)
}

/// The form of an entry, which its first byte tells.
#[inline]
fn form(first: u8) -> u8 {
    first >> 3 & 15
}

/// For how many code units an entry is, which its first byte tells.
#[inline]
fn units(first: u8) -> u32 {
    u32::from(first & 7) + 1
}

/// A table without the columns of another.
pub fn without_columns(table: &[u8], first_line: i32) -> Vec<u8> {
    let mut writer = LineTableWriter::new(first_line);
    for LineEntry { location, code_units } in LineTable::new(table, first_line) {
        let line = location.line;
        writer.push(Location::new(line, -1, line, -1), code_units);
    }
    writer.finish().to_vec()
}

/// One entry: a number of code units and their location. A missing line or column is -1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineEntry {
    /// Where they come from.
    pub location: Location,
    /// How many code units.
    pub code_units: u32,
}

/// Reads a line table. A table that ends in the middle of an entry ends before it.
#[derive(Clone, Debug)]
pub struct LineTable<'t> {
    rest: &'t [u8],
    line: i32,
}

impl<'t> LineTable<'t> {
    /// The entries of a table.
    pub fn new(table: &'t [u8], first_line: i32) -> Self {
        Self { rest: table, line: first_line }
    }

    /// The runs of code units of one line, as `co_lines()` gives them.
    pub fn lines(self) -> Lines<'t> {
        Lines { entries: self, start: 0, next: None }
    }

    /// The line of a code unit, if there is one. What comes before it is passed over: its columns are not read.
    pub fn line_at(mut self, unit: u32) -> Option<i32> {
        let mut end = 0;
        loop {
            let first = self.byte()?;
            let form = form(first);
            match form {
                NONE => {}
                LONG => {
                    self.line = self.line.wrapping_add(self.signed()?);
                    for _ in 0..3 {
                        self.number()?;
                    }
                }
                NO_COLUMNS => self.line = self.line.wrapping_add(self.signed()?),
                ONE_LINE..NO_COLUMNS => {
                    self.line = self.line.wrapping_add(i32::from(form - ONE_LINE));
                    self.rest = self.rest.get(2..)?;
                }
                _ => self.rest = self.rest.get(1..)?,
            }
            end += units(first);
            if unit < end {
                return (form != NONE).then_some(self.line);
            }
        }
    }

    /// The location of a code unit.
    pub fn location_at(mut self, unit: u32) -> Option<Location> {
        let mut end = 0;
        self.find_map(|entry| {
            end += entry.code_units;
            (unit < end).then_some(entry.location)
        })
    }

    /// How many bytes have not been read yet.
    pub fn bytes_left(&self) -> usize {
        self.rest.len()
    }

    /// The line that the next entry counts from.
    pub fn line(&self) -> i32 {
        self.line
    }

    /// The location of every code unit, as `co_positions()` gives them.
    pub fn positions(self) -> impl Iterator<Item = Location> {
        self.flat_map(|entry| std::iter::repeat_n(entry.location, entry.code_units as usize))
    }

    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(byte)
    }

    fn number(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0u32, 0u32);
        loop {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x3f).checked_shl(shift).unwrap_or(0);
            if byte & 0x40 == 0 {
                return Some(number);
            }
            shift = shift.saturating_add(6);
        }
    }

    fn signed(&mut self) -> Option<i32> {
        let number = self.number()?;
        let magnitude = (number >> 1) as i32;
        Some(if number & 1 == 1 { -magnitude } else { magnitude })
    }
}

impl Iterator for LineTable<'_> {
    type Item = LineEntry;

    fn next(&mut self) -> Option<LineEntry> {
        let first = self.byte()?;
        let mut location = Location::NONE;
        let form = form(first);
        match form {
            NONE => {}
            LONG => {
                self.line = self.line.wrapping_add(self.signed()?);
                location.end_line = self.line.wrapping_add(self.number()? as i32);
                location.column = (self.number()? as i32).wrapping_sub(1);
                location.end_column = (self.number()? as i32).wrapping_sub(1);
            }
            NO_COLUMNS => self.line = self.line.wrapping_add(self.signed()?),
            ONE_LINE..NO_COLUMNS => {
                self.line = self.line.wrapping_add(i32::from(form - ONE_LINE));
                location.column = i32::from(self.byte()?);
                location.end_column = i32::from(self.byte()?);
            }
            _ => {
                let byte = self.byte()?;
                location.column = i32::from(form << 3 | byte >> 4);
                location.end_column = location.column + i32::from(byte & 15);
            }
        }
        if form != NONE {
            location.line = self.line;
            if form != LONG {
                location.end_line = self.line;
            }
        }
        Some(LineEntry { location, code_units: units(first) })
    }
}

/// A run of code units of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRun {
    /// The first code unit.
    pub start: u32,
    /// The code unit after the last.
    pub end: u32,
    /// The line, if there is one.
    pub line: Option<i32>,
}

/// The runs of a line table.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    entries: LineTable<'t>,
    start: u32,
    /// An entry that was read to see that it is of another line.
    next: Option<LineEntry>,
}

impl Iterator for Lines<'_> {
    type Item = LineRun;

    fn next(&mut self) -> Option<LineRun> {
        let line_of =
            |entry: LineEntry| Some(entry.location.line).filter(|&line| line != Location::NONE.line);
        let first = self.next.take().or_else(|| self.entries.next())?;
        let (start, line) = (self.start, line_of(first));
        self.start += first.code_units;
        for entry in self.entries.by_ref() {
            if line_of(entry) != line {
                self.next = Some(entry);
                break;
            }
            self.start += entry.code_units;
        }
        Some(LineRun { start, end: self.start, line })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(first_line: i32, entries: &[(Location, u32)]) -> Vec<u8> {
        let mut writer = LineTableWriter::new(first_line);
        for &(location, units) in entries {
            writer.push(location, units);
        }
        writer.finish().to_vec()
    }

    #[test]
    fn every_form_survives() {
        let entries = [
            (Location::new(1, 0, 1, 0), 1),
            (Location::new(1, 79, 1, 94), 3),
            (Location::new(3, 127, 3, 0), 2),
            (Location::new(3, 128, 3, 130), 8),
            (Location::NONE, 1),
            (Location::new(2, 4, 900, 1), 5),
            (Location::new(7000, -1, 7000, -1), 2),
            (Location::new(7001, 5, 7001, 200_000), 1),
        ];
        let table = write(1, &entries);
        let read: Vec<_> =
            LineTable::new(&table, 1).map(|entry| (entry.location, entry.code_units)).collect();
        assert_eq!(read, entries);
        for (unit, location) in LineTable::new(&table, 1).positions().enumerate() {
            let line = Some(location.line).filter(|&line| line != Location::NONE.line);
            assert_eq!(LineTable::new(&table, 1).line_at(unit as u32), line);
            assert_eq!(LineTable::new(&table, 1).location_at(unit as u32), Some(location));
        }
        assert_eq!(LineTable::new(&table, 1).line_at(23), None);
        assert_eq!(LineTable::new(&table, 1).location_at(23), None);
    }

    #[test]
    fn long_runs_are_split_and_equal_neighbours_joined() {
        let place = Location::new(5, 1, 5, 2);
        let table = write(5, &[(place, 7), (place, 10), (Location::NONE, 1)]);
        assert_eq!(table, [0x87, 0x11, 0x87, 0x11, 0x80, 0x11, 0xf8]);
        let lines: Vec<_> = LineTable::new(&table, 5).lines().collect();
        let run = |start, end, line| LineRun { start, end, line };
        assert_eq!(lines, [run(0, 17, Some(5)), run(17, 18, None)]);
    }

    #[test]
    fn a_cut_table_ends_early() {
        let table = write(1, &[(Location::new(9000, 300, 9001, 301), 4)]);
        for length in 0..table.len() {
            assert_eq!(LineTable::new(&table[..length], 1).next(), None);
            assert_eq!(LineTable::new(&table[..length], 1).line_at(0), None);
        }
    }
}
