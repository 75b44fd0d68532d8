//! The columns of `dis`: line or positions, label, offset, opcode, operand and its meaning.

use std::fmt::Write as _;

use taipan_text::Location;

use super::{Listing, Options, Row};

/// Stands where there is no line.
const NO_LINE: &str = "  --";

/// The offset column is at least as wide as this offset.
const WIDE_OFFSET: usize = 9999;

const NAME_WIDTH: usize = 20;
const OPERAND_WIDTH: usize = 5;

/// The widths of the columns; a column of width 0 is left out.
struct Columns {
    source: usize,
    label: usize,
    offset: usize,
    positions: bool,
}

/// Appends the listing of one code object.
pub(super) fn write(out: &mut String, listing: &Listing<'_>, options: Options) {
    let code = &listing.code.code;
    let columns = Columns {
        source: if options.positions { positions_width(listing) } else { line_width(listing) },
        label: 4 + digits(listing.label_count()),
        offset: if options.offsets { digits(code.len().saturating_sub(2).max(WIDE_OFFSET)) } else { 0 },
        positions: options.positions,
    };
    for row in listing.rows() {
        if columns.source > 0 && row.starts_line && row.unit.offset > 0 {
            out.push('\n');
        }
        columns.write_row(out, &row);
        if options.caches {
            columns.write_caches(out, &row, code);
        }
    }
    if !listing.exceptions.is_empty() {
        out.push_str("ExceptionTable:\n");
    }
    for entry in &listing.exceptions {
        let [start, end, target] = [entry.start, entry.end, entry.target]
            .map(|place| listing.label(i64::from(place)).unwrap_or_default());
        let lasti = if entry.lasti { " lasti" } else { "" };
        let _ = writeln!(out, "  L{start} to L{end} -> L{target} [{}]{lasti}", entry.depth);
    }
}

impl Columns {
    fn write_row(&self, out: &mut String, row: &Row) {
        let source = match row.line {
            _ if self.positions => show_location(row.location),
            _ if !row.starts_line => String::new(),
            Some(line) => format!("{line:>0$}", self.source),
            None => format!("{NO_LINE:>0$}", self.source),
        };
        let label = row.label.map(|label| format!("L{label}:")).unwrap_or_default();
        self.write(out, &source, &label, row.unit.offset, &row.name(), row.operand(), &row.meaning);
    }

    fn write_caches(&self, out: &mut String, row: &Row, code: &[u8]) {
        let source = if self.positions { show_location(row.location) } else { String::new() };
        for (name, place, units) in row.caches() {
            let data = code.get(place as usize * 2..).unwrap_or_default();
            let value = data
                .iter()
                .take(units as usize * 2)
                .rev()
                .fold(0u128, |sum, &byte| sum << 8 | u128::from(byte));
            for unit in 0..units {
                let meaning = if unit == 0 { format!("{name}: {value}") } else { String::new() };
                self.write(out, &source, "", place + unit, "CACHE", Some(0), &meaning);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one for each column")]
    fn write(
        &self,
        out: &mut String,
        source: &str,
        label: &str,
        offset: u32,
        name: &str,
        operand: Option<i32>,
        meaning: &str,
    ) {
        let start = out.len();
        if self.source > 0 {
            let _ = write!(out, "{source:<0$} ", self.source);
        }
        let _ = write!(out, "{label:>0$} ", self.label);
        if self.offset > 0 {
            let _ = write!(out, "{:>1$}   ", offset * 2, self.offset);
        }
        // Between the two is the mark of the current instruction, which a listing does not have.
        let _ = write!(out, "    {name:<NAME_WIDTH$}");
        if let Some(operand) = operand {
            // A long name takes the room of the operand.
            let width = OPERAND_WIDTH.saturating_sub(name.len().saturating_sub(NAME_WIDTH));
            let _ = write!(out, " {operand:>width$}");
            if !meaning.is_empty() {
                let _ = write!(out, " ({meaning})");
            }
        }
        out.truncate(start + out[start..].trim_end().len());
        out.push('\n');
    }
}

fn digits(number: usize) -> usize {
    number.to_string().len()
}

/// 0 if there are no lines at all.
fn line_width(listing: &Listing<'_>) -> usize {
    let lines = || listing.line_starts.iter().map(|(_, line)| line);
    let Some(last) = lines().flatten().filter(|&&line| line != 0).max().filter(|&&line| line != -1) else {
        return 0;
    };
    let width = last.to_string().len().max(3);
    if lines().any(Option::is_none) { width.max(NO_LINE.len()) } else { width }
}

/// 0 if there are no locations at all.
fn positions_width(listing: &Listing<'_>) -> usize {
    let known = listing.locations.iter().any(|&location| location != Location::NONE);
    // Without the three separators a number that is not known takes one character.
    let numbers = listing
        .locations
        .iter()
        .map(|&location| show_numbers(location).iter().map(String::len).sum::<usize>());
    if known { 1 + NO_LINE.len().max(3 + numbers.max().unwrap_or(0)) } else { 0 }
}

fn show_location(location: Location) -> String {
    if location == Location::NONE {
        return NO_LINE.to_owned();
    }
    let [line, column, end_line, end_column] = show_numbers(location);
    format!("{line}:{column}-{end_line}:{end_column}")
}

fn show_numbers(location: Location) -> [String; 4] {
    let Location { line, column, end_line, end_column } = location;
    [line, column, end_line, end_column]
        .map(|number| if number == -1 { "?".to_owned() } else { number.to_string() })
}
