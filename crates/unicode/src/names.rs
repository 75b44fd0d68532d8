//! Characters by name, for `\N{...}`: names, aliases, and names that are computed from the code point.
//!
//! The table is text, sorted, sixteen names to a line. Within a line a name gives only what differs from the one before:
//!
//! ```text
//! ABOVE LOWER OPEN SQUARE=...  <tab>  12:RIGHT DIAGONAL=...
//! ```
//!
//! that is, `LENGTH OF THE SHARED BEGINNING : REST = CODE POINT`, with `~` for `=` where the name is an alias. A search
//! halves the text, moving to the beginning of a line each time; no index and no start-up work is needed.

use std::cmp::Ordering;

use crate::generated::NAME_RANGES;
use crate::hangul;

const NAMES: &str = include_str!("../../../spec/unicode/names.txt");

/// The character with this name, in letters of any case. Named sequences are not characters.
pub fn lookup(name: &str) -> Option<char> {
    let name = name.to_ascii_uppercase();
    if let Some(syllable) = name.strip_prefix("HANGUL SYLLABLE ") {
        return hangul::syllable(syllable);
    }
    ranged(&name).or_else(|| listed(&name))
}

/// A name that is a prefix and the code point.
fn ranged(name: &str) -> Option<char> {
    let (_, digits) = name.rsplit_once('-')?;
    let c = u32::from_str_radix(digits, 16).ok()?;
    let prefix = name.strip_suffix(digits)?;
    let is_named = |&(named, first, last): &(&str, u32, u32)| named == prefix && (first..=last).contains(&c);
    // The code point is written one way only: with four digits or more, no further zeros, no sign.
    let found = NAME_RANGES.iter().any(is_named) && digits == format!("{c:04X}");
    found.then(|| char::from_u32(c)).flatten()
}

/// A name of the table.
fn listed(name: &str) -> Option<char> {
    // The line lies in NAMES[low..high]; both are line borders.
    let (mut low, mut high) = (0, NAMES.len());
    loop {
        let middle = low + (high - low) / 2;
        let line = NAMES[low..middle].rfind('\n').map_or(low, |newline| low + newline + 1);
        let end = NAMES[line..].find('\n').map_or(NAMES.len(), |newline| line + newline + 1);
        match first_name(&NAMES[line..end]).cmp(name) {
            Ordering::Greater if line == low => return None,
            Ordering::Greater => high = line,
            // The name may stand in this line, or in a later one.
            Ordering::Less | Ordering::Equal if next_begins_after(name, end, high) => {
                return find_in_line(name, &NAMES[line..end]);
            }
            Ordering::Less | Ordering::Equal => low = end,
        }
    }
}

/// Whether the line at `next`, if there is one before `high`, begins with a later name.
fn next_begins_after(name: &str, next: usize, high: usize) -> bool {
    next >= high || first_name(&NAMES[next..]) > name
}

fn first_name(line: &str) -> &str {
    line.split(['=', '~']).next().unwrap_or_default()
}

fn find_in_line(name: &str, line: &str) -> Option<char> {
    let mut current = String::new();
    for entry in line.trim_end().split('\t') {
        let (shared, rest) = entry.split_once(':').unwrap_or(("0", entry));
        let (rest, code) = rest.split_once(['=', '~'])?;
        current.truncate(shared.parse().ok()?);
        current.push_str(rest);
        if current == name {
            return char::from_u32(u32::from_str_radix(code, 16).ok()?);
        }
    }
    None
}
