//! Operators on constant strings, bytes and tuples.

use std::sync::Arc;

use taipan_bytecode::Constant;
use taipan_num::Number;
use taipan_num::fold::{may_repeat_text, may_repeat_tuple};
use taipan_text::PyText;

use crate::constants::{text_constant, to_number};

/// `left + right`
pub(super) fn concatenate(left: &Constant, right: &Constant) -> Option<Constant> {
    match (left, right) {
        (Constant::Str(left), Constant::Str(right)) => {
            let joined = [left.text().as_bytes(), right.text().as_bytes()].concat();
            Some(text_constant(PyText::from_bytes(&joined)))
        }
        (Constant::Bytes(left), Constant::Bytes(right)) => {
            Some(Constant::Bytes([&left[..], &right[..]].concat().into()))
        }
        (Constant::Tuple(left), Constant::Tuple(right)) => {
            Some(Constant::Tuple([&left[..], &right[..]].concat().into()))
        }
        _ => None,
    }
}

/// `left * right`, one of which is a number.
pub(super) fn repeat(left: &Constant, right: &Constant) -> Option<Constant> {
    let (value, count) = match (to_number(left), to_number(right)) {
        (Some(count), None) => (right, count),
        (None, Some(count)) => (left, count),
        _ => return None,
    };
    let allowed = match value {
        Constant::Str(text) => may_repeat_text(&count, text.text().code_points().count()),
        Constant::Bytes(bytes) => may_repeat_text(&count, bytes.len()),
        Constant::Tuple(items) => may_repeat_tuple(&count, items.len(), || total_items(items)),
        _ => false,
    };
    if !allowed {
        return None;
    }
    let times = match count {
        Number::Bool(count) => usize::from(count),
        // An empty value may be repeated any number of times.
        Number::Int(count) => usize::try_from(count).unwrap_or(0),
        _ => return None,
    };
    Some(match value {
        Constant::Str(text) if text.text().is_empty() => value.clone(),
        Constant::Str(text) => text_constant(PyText::from_bytes(&text.text().as_bytes().repeat(times))),
        Constant::Bytes(bytes) if bytes.is_empty() => value.clone(),
        Constant::Bytes(bytes) => Constant::Bytes(bytes.repeat(times).into()),
        Constant::Tuple(items) if items.is_empty() => value.clone(),
        Constant::Tuple(items) => {
            Constant::Tuple(std::iter::repeat_n(&items[..], times).flatten().cloned().collect())
        }
        _ => return None,
    })
}

/// The number of items, with those of the tuples among them.
fn total_items(items: &[Constant]) -> usize {
    let nested = items.iter().map(|item| match item {
        Constant::Tuple(items) => total_items(items),
        _ => 0,
    });
    items.len() + nested.sum::<usize>()
}

/// `container[key]`
pub(super) fn subscript(container: &Constant, key: &Constant) -> Option<Constant> {
    if let Constant::Slice(slice) = key {
        return take_slice(container, slice);
    }
    let index = index(key)?;
    match container {
        Constant::Str(text) => {
            let text = text.text();
            let place = place(index, text.code_points().count())?;
            Some(select(text, std::iter::once(place)))
        }
        Constant::Bytes(bytes) => Some(Constant::Int(i64::from(bytes[place(index, bytes.len())?]))),
        Constant::Tuple(items) => Some(items[place(index, items.len())?].clone()),
        _ => None,
    }
}

/// The value of an index, bounded to what a length can be.
fn index(key: &Constant) -> Option<i64> {
    match key {
        Constant::Bool(value) => Some(i64::from(*value)),
        Constant::Int(value) => Some(*value),
        Constant::BigInt(value) if value.is_negative() => Some(i64::MIN),
        Constant::BigInt(_) => Some(i64::MAX),
        _ => None,
    }
}

/// The place that an index means in a container of `len` items.
fn place(index: i64, len: usize) -> Option<usize> {
    let place = if index < 0 { index.checked_add(i64::try_from(len).ok()?)? } else { index };
    usize::try_from(place).ok().filter(|&place| place < len)
}

fn take_slice(container: &Constant, slice: &[Constant; 3]) -> Option<Constant> {
    Some(match container {
        Constant::Str(text) => {
            let text = text.text();
            select(text, places(slice, text.code_points().count())?)
        }
        Constant::Bytes(bytes) => {
            Constant::Bytes(places(slice, bytes.len())?.map(|place| bytes[place]).collect())
        }
        Constant::Tuple(items) => {
            Constant::Tuple(places(slice, items.len())?.map(|place| items[place].clone()).collect::<Arc<_>>())
        }
        _ => return None,
    })
}

fn select(text: PyText<'_>, places: impl Iterator<Item = usize>) -> Constant {
    let code_points: Vec<u32> = text.code_points().collect();
    let mut bytes = Vec::new();
    places.for_each(|place| PyText::push_code_point(&mut bytes, code_points[place]));
    text_constant(PyText::from_bytes(&bytes))
}

/// The places that a slice takes from a container of `len` items; `None` when the slice is an error.
fn places(slice: &[Constant; 3], len: usize) -> Option<impl Iterator<Item = usize>> {
    let part = |part: &Constant| match part {
        Constant::None => Some(None),
        part => index(part).map(Some),
    };
    let [start, stop, step] = slice;
    let (start, stop, step) = (part(start)?, part(stop)?, part(step)?.unwrap_or(1));
    if step == 0 {
        return None;
    }
    let len = i64::try_from(len).ok()?;
    // Where the walk may begin and end: before the first item when it goes backwards.
    let (low, high) = if step < 0 { (-1, len - 1) } else { (0, len) };
    let bound = |value: i64| if value < 0 { value.saturating_add(len).max(low) } else { value.min(high) };
    let (first, last) = if step < 0 { (high, low) } else { (low, high) };
    let (start, stop) = (start.map_or(first, bound), stop.map_or(last, bound));
    let inside = move |&place: &i64| if step < 0 { place > stop } else { place < stop };
    let walk = std::iter::successors(Some(start).filter(inside), move |place| {
        place.checked_add(step).filter(inside)
    });
    Some(walk.filter_map(|place| usize::try_from(place).ok()))
}
