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
use std::sync::OnceLock;

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

/// Lines of a name, `;` and code points.
const SEQUENCES: &str = include_str!("../../../spec/unicode/sequences.txt");

/// The characters of the named sequence of this name, in letters of any case.
pub fn sequence(name: &str) -> Option<Vec<u32>> {
    let name = name.to_ascii_uppercase();
    let points = SEQUENCES.lines().find_map(|line| line.strip_prefix(&name)?.strip_prefix(';'))?;
    points.split(' ').map(|point| u32::from_str_radix(point, 16).ok()).collect()
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

/// The name of a character, if it has one that is no alias.
pub fn name(c: impl Into<u32>) -> Option<String> {
    let c = c.into();
    if let Some(name) = hangul::name(c) {
        return Some(name);
    }
    // Names that can be looked up, but that CPython does not tell.
    let is_untold = |prefix: &str| prefix.starts_with("TANGUT");
    if let Some((prefix, ..)) = NAME_RANGES.iter().find(|(_, first, last)| (first..=last).contains(&&c)) {
        return (!is_untold(prefix)).then(|| format!("{prefix}{c:04X}"));
    }
    let lines = LINES.get_or_init(lines_of_characters);
    let at = lines.binary_search_by_key(&c, |&(c, _)| c).ok()?;
    let line = NAMES.get(lines.get(at)?.1 as usize..)?.lines().next()?;
    entries(line).find_map(|(name, code)| (code == Some(c)).then_some(name))
}

/// Where the line with the name of each character begins, by characters: made when the first name is asked for.
static LINES: OnceLock<Box<[(u32, u32)]>> = OnceLock::new();

fn lines_of_characters() -> Box<[(u32, u32)]> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in NAMES.split_inclusive('\n') {
        let codes = line.trim_end().split('\t').filter_map(|entry| entry.rsplit_once('='));
        lines.extend(codes.filter_map(|(_, code)| Some((u32::from_str_radix(code, 16).ok()?, start as u32))));
        start += line.len();
    }
    lines.sort_unstable();
    lines.into()
}

/// The names of a line, with the code points that have them; none for an alias.
fn entries(line: &str) -> impl Iterator<Item = (String, Option<u32>)> {
    let mut current = String::new();
    line.split('\t').map_while(move |entry| {
        let (shared, rest) = entry.split_once(':').unwrap_or(("0", entry));
        let at = rest.find(['=', '~'])?;
        let (rest, code) = rest.split_at_checked(at)?;
        current.truncate(shared.parse().ok()?);
        current.push_str(rest);
        let code = code.strip_prefix('=').and_then(|code| u32::from_str_radix(code, 16).ok());
        Some((current.clone(), code))
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_that_of_the_character_it_finds() {
        let mut named = 0;
        for c in '\0'..=char::MAX {
            if let Some(name) = name(c) {
                assert_eq!(lookup(&name), Some(c), "{name}");
                named += 1;
            }
        }
        // As many as `unicodedata.name` knows.
        assert_eq!(named, NAMED);
    }

    const NAMED: usize = 148_853;
}
