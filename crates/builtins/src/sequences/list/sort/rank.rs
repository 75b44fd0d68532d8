//! Numbers that stand for what is sorted: where they differ, their order is that of the values, and no value need be
//! looked at.

use taipan_object::Value;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_strings::Units;

use super::Word;

/// What is sorted, with numbers.
pub(super) struct Ranked {
    /// For each item the number of its key, the key and the item.
    pub(super) entries: Vec<(u64, Word, Word)>,
    /// Whether keys of equal numbers are equal.
    pub(super) exact: bool,
}

/// Values of one kind can be ranked among each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Int,
    Float,
    Text,
}

/// Items with the ranks of their keys, if these are all ints, all floats or all texts, each of them short enough, or all tuples that
/// begin with such values. `None` for others, and when there is no memory to spare.
pub(super) fn ranked(items: &[Value], keys: &[Value]) -> Option<Ranked> {
    let tuples = keys.first()?.exact::<Tuple>().is_some();
    let rank = |value: &Value| {
        if tuples { value.exact::<Tuple>()?.items().first().and_then(rank) } else { rank(value) }
    };
    let (kind, _) = rank(keys.first()?)?;
    let mut entries = Vec::new();
    entries.try_reserve_exact(items.len()).ok()?;
    for (key, item) in keys.iter().zip(items) {
        match rank(key) {
            Some((found, number)) if found == kind => entries.push((number, key.pointer(), item.pointer())),
            _ => return None,
        }
    }
    Some(Ranked { entries, exact: !tuples && kind != Kind::Text })
}

/// A value's kind and rank. Ints and floats are those that fit into a word: NaN and -0.0 are not among the
/// floats.
#[inline]
fn rank(value: &Value) -> Option<(Kind, u64)> {
    const SIGN: u64 = 1 << 63;
    if let Some(int) = value.as_small_int() {
        return Some((Kind::Int, int as u64 ^ SIGN));
    }
    if let Some(float) = value.as_small_float() {
        let bits = float.to_bits();
        return Some((Kind::Float, if bits & SIGN == 0 { bits | SIGN } else { !bits }));
    }
    match value.exact::<Str>()?.units() {
        Units::Ascii(units) | Units::Latin1(units) => {
            let mut first = [0; 8];
            let len = units.len().min(8);
            first[..len].copy_from_slice(&units[..len]);
            Some((Kind::Text, u64::from_be_bytes(first)))
        }
        _ => None,
    }
}
