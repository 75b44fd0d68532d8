//! What somebody who wrote a wrong name may have meant: the name at the smallest Levenshtein distance, in which a letter in
//! another case counts half. The costs and limits are CPython's.

const MOVE: usize = 2;
const CASE: usize = 1;
const MAX_LENGTH: usize = 40;
const MAX_NAMES: usize = 750;

/// The name that is most like `wrong`, if one is like it at all. Lengths are counted in bytes.
pub fn suggestion<'a>(names: &[&'a str], wrong: &str) -> Option<&'a str> {
    if names.len() >= MAX_NAMES {
        return None;
    }
    let mut best: Option<(&str, usize)> = None;
    for &name in names.iter().filter(|&&name| name != wrong) {
        // No more than a third of the letters should have to change.
        let limit = (wrong.len() + name.len() + 3) * MOVE / 6;
        let limit = match best.map_or(usize::MAX, |(_, distance)| distance).checked_sub(1) {
            Some(below) => limit.min(below),
            None => continue,
        };
        if let Some(distance) = distance(wrong.as_bytes(), name.as_bytes(), limit) {
            best = Some((name, distance));
        }
    }
    best.map(|(name, _)| name)
}

/// The distance of two texts, unless it is above a limit.
fn distance(one: &[u8], other: &[u8], limit: usize) -> Option<usize> {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - same], &other[..other.len() - same]);
    let within = |distance: usize| (distance <= limit).then_some(distance);
    if one.is_empty() || other.is_empty() {
        return within((one.len() + other.len()) * MOVE);
    }
    if one.len() > MAX_LENGTH || other.len() > MAX_LENGTH {
        return None;
    }
    let (short, long) = if other.len() < one.len() { (other, one) } else { (one, other) };
    if (long.len() - short.len()) * MOVE > limit {
        return None;
    }
    // One row of the table, which becomes the next one in place.
    let mut row: Vec<usize> = (1..=short.len()).map(|length| length * MOVE).collect();
    let mut result = 0;
    for (index, &b) in long.iter().enumerate() {
        let mut diagonal = index * MOVE;
        result = diagonal;
        let mut least = usize::MAX;
        for (cell, &a) in row.iter_mut().zip(short) {
            let substituted = diagonal + substitution(a, b);
            diagonal = *cell;
            result = (result.min(diagonal) + MOVE).min(substituted);
            *cell = result;
            least = least.min(result);
        }
        if least > limit {
            return None;
        }
    }
    within(result)
}

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}
