//! Seeded changes to library files: programs that are almost right, as an editor or a tired author makes them.

use std::ops::Range;

use super::source::Source;

/// One replacement of a range of bytes.
pub type Change = (usize, usize, String);

/// A changed copy of a file, by the changes in ascending order.
pub struct Mutant {
    /// What was done, for the report.
    pub kind: &'static str,
    pub changes: Vec<Change>,
}

impl Mutant {
    pub fn apply(&self, original: &[u8]) -> Vec<u8> {
        let mut text = Vec::with_capacity(original.len() + 16);
        let mut position = 0;
        for (start, end, replacement) in &self.changes {
            text.extend_from_slice(&original[position..*start]);
            text.extend_from_slice(replacement.as_bytes());
            position = *end;
        }
        text.extend_from_slice(&original[position..]);
        text
    }
}

/// Makes `count` mutants of a file, from its text and the ranges of its tokens.
pub fn mutants(source: &Source, text: &str, tokens: &[Range<usize>], count: usize) -> Vec<Mutant> {
    let mut random = Random(source.hash_of_name());
    (0..count).filter_map(|_| mutant(text, tokens, &mut random)).collect()
}

fn mutant(text: &str, tokens: &[Range<usize>], random: &mut Random) -> Option<Mutant> {
    let at = random.below(tokens.len().checked_sub(1)?.max(1));
    let token = tokens.get(at)?.clone();
    let string = |range: Range<usize>| text[range].to_owned();
    let (kind, changes) = match random.below(6) {
        0 => ("delete", vec![(token.start, token.end, String::new())]),
        1 => ("duplicate", vec![(token.end, token.end, format!(" {}", &text[token]))]),
        2 => {
            let next = tokens.get(at + 1)?.clone();
            let swapped = (string(next.clone()), string(token.clone()));
            ("swap", vec![(token.start, token.end, swapped.0), (next.start, next.end, swapped.1)])
        }
        3 => {
            let other = tokens.get(random.below(tokens.len()))?.clone();
            ("replace", vec![(token.start, token.end, string(other))])
        }
        4 => ("cut", vec![(random.boundary(text), text.len(), String::new())]),
        _ => ("indent", vec![indent(text, token.start, random)]),
    };
    Some(Mutant { kind, changes })
}

/// Makes the line of a position start with more, less or other white space.
fn indent(text: &str, position: usize, random: &mut Random) -> Change {
    let start = text[..position].rfind('\n').map_or(0, |newline| newline + 1);
    let width = text[start..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match random.below(4) {
        0 => (start, start, " ".to_owned()),
        1 => (start, start, "    ".to_owned()),
        2 => (start, start + width.min(1 + random.below(4)), String::new()),
        _ => (start, start + width, "\t".to_owned()),
    }
}

/// SplitMix64: tiny, and the same everywhere for ever.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ bits >> 31
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// The offset of a character of the text.
    fn boundary(&mut self, text: &str) -> usize {
        let mut offset = self.below(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// The ranges of the visible tokens, from CPython's own answer (see `tokens.py`), so that the mutants do not depend on
/// our lexer. `None` when CPython rejects the file.
pub fn token_ranges(text: &str, answer: &str) -> Option<Vec<Range<usize>>> {
    let lines: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let offset = |line: usize, column: usize| -> Option<usize> {
        let start = *lines.get(line.checked_sub(1)?)?;
        let rest = &text[start..];
        Some(start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at))
    };
    let (_, tokens) = answer.split_once("# parser\n")?;
    let mut ranges = Vec::new();
    for token in tokens.lines() {
        let (kind, rest) = token.split_once(' ')?;
        if kind == "ERROR" {
            return None;
        }
        let place = rest.split(' ').next()?;
        let numbers: Option<Vec<usize>> =
            place.replacen('-', ":", 1).split(':').map(|number| number.parse().ok()).collect();
        // Tokens without a place (column -1) are not in the text.
        let Some(&[line, column, end_line, end_column]) = numbers.as_deref() else { continue };
        let range = offset(line, column)?..offset(end_line, end_column)?;
        if !range.is_empty() {
            ranges.push(range);
        }
    }
    Some(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_those_of_the_tokens() {
        let answer = "# tokenize\n# parser\nNAME 1:0-1:1 é\nINDENT 2:-1-2:-1 \nNAME 2:1-2:3 xy\n";
        let text = "é\n xy\n";
        let ranges = token_ranges(text, answer).unwrap();
        assert_eq!(ranges.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>(), ["é", "xy"]);
    }

    #[test]
    fn mutants_are_the_same_each_time() {
        let source = Source { name: "a.py".to_owned(), path: "a.py".into(), bytes: b"a = b + c\n".to_vec() };
        let text = "a = b + c\n";
        let tokens = [0..1, 2..3, 4..5, 6..7, 8..9];
        let texts = || -> Vec<Vec<u8>> {
            mutants(&source, text, &tokens, 50).iter().map(|mutant| mutant.apply(text.as_bytes())).collect()
        };
        assert_eq!(texts(), texts());
        assert!(texts().iter().filter(|mutant| *mutant != text.as_bytes()).count() > 30);
    }
}
