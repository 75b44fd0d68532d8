//! Sorting lists: with keys or without, and with a comparison that fits what is sorted.
//!
//! While Python code may run, the items are not in the list but in the hands of the sort, as words that are moved about
//! without counting. They go back whatever happens.

mod rank;

use std::ptr::NonNull;

use taipan_object::exception as exc;
use taipan_object::types::list::List;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Object, Py, PyResult, Value};

use self::rank::Ranked;
use crate::sequences::elements::less;
use crate::sequences::powersort;

/// A value whose reference somebody else looks after.
type Word = NonNull<Object>;

/// `list.sort`
pub(crate) fn sort_list(py: &mut Py, list: &List, key: Option<Borrowed<'_>>, reverse: bool) -> PyResult<()> {
    let mut items = list.items.replace(py, Vec::new());
    let result = sort_values(py, &mut items, key, reverse);
    // The keys are dead: what they do then is part of the sorting.
    py.drain();
    let meanwhile = list.items.replace(py, items);
    if meanwhile.capacity() > 0 && result.is_ok() {
        drop(meanwhile);
        return Err(exc::value_error(py, format_args!("list modified during sort")));
    }
    drop(meanwhile);
    result
}

/// Sorts values; after an error they are all there, in some order.
pub(crate) fn sort_values(
    py: &mut Py,
    items: &mut [Value],
    key: Option<Borrowed<'_>>,
    reverse: bool,
) -> PyResult<()> {
    let keys = match key.filter(|key| !is_none(key)) {
        Some(key) => Some(keys(py, items, key)?),
        None if items.len() < 2 => return Ok(()),
        None => None,
    };
    if keys.is_none() && is_sorted_by_word(items) {
        // Equal words are the same item.
        sort_words(items);
        if reverse {
            items.reverse();
        }
        return Ok(());
    }
    // Equal items keep their order if everything is turned round before and after.
    if reverse {
        items.reverse();
    }
    let result = match keys {
        Some(mut keys) => {
            if reverse {
                keys.reverse();
            }
            let result = by_keys(py, items, &keys);
            drop(keys);
            result
        }
        None => by_themselves(py, items),
    };
    if reverse {
        items.reverse();
    }
    result
}

fn keys(py: &mut Py, items: &[Value], key: Borrowed<'_>) -> PyResult<Vec<Value>> {
    let mut keys = Vec::new();
    keys.try_reserve_exact(items.len())?;
    for item in items {
        keys.push(py.call(&key, &[item])?);
    }
    Ok(keys)
}

/// Whether all are ints in their words, or all are floats in theirs.
fn is_sorted_by_word(items: &[Value]) -> bool {
    items.iter().all(|item| item.as_small_int().is_some())
        || items.iter().all(|item| item.as_small_float().is_some())
}

/// Sorts ints or floats that are in their words.
fn sort_words(items: &mut [Value]) {
    if items.first().is_some_and(|item| item.as_small_int().is_some()) {
        items.sort_unstable_by_key(Value::as_small_int);
    } else {
        items.sort_unstable_by(|a, b| {
            a.as_small_float().partial_cmp(&b.as_small_float()).unwrap_or(std::cmp::Ordering::Equal)
        });
    }
}

/// Sorts items by their own comparison.
fn by_themselves(py: &mut Py, items: &mut [Value]) -> PyResult<()> {
    if let Some(ranked) = rank::ranked(items, items) {
        return by_ranks(py, items, ranked);
    }
    as_words(items, |words| powersort::sort(words, |a, b| less_words(py, a, b)))
}

/// Sorts items by their keys, one for each.
fn by_keys(py: &mut Py, items: &mut [Value], keys: &[Value]) -> PyResult<()> {
    if let Some(ranked) = rank::ranked(items, keys) {
        return by_ranks(py, items, ranked);
    }
    let mut pairs: Vec<(Word, Word)> = Vec::new();
    pairs.try_reserve_exact(items.len())?;
    pairs.extend(keys.iter().map(Value::pointer).zip(items.iter().map(Value::pointer)));
    let result = powersort::sort(&mut pairs, |a, b| less_words(py, a.0, b.0));
    put_back(items, pairs.iter().map(|pair| pair.1));
    result
}

/// Sorts items by numbers that say most about their order; only where these are equal the keys may have to be asked.
fn by_ranks(py: &mut Py, items: &mut [Value], ranked: Ranked) -> PyResult<()> {
    let Ranked { mut entries, exact } = ranked;
    let result = if exact {
        powersort::sort(&mut entries, |a, b| Ok(a.0 < b.0))
    } else {
        powersort::sort(
            &mut entries,
            |a, b| {
                if a.0 == b.0 { less_words(py, a.1, b.1) } else { Ok(a.0 < b.0) }
            },
        )
    };
    put_back(items, entries.iter().map(|entry| entry.2));
    result
}

/// Whether one value is less than another, both being kept alive by whoever sorts.
fn less_words(py: &mut Py, a: Word, b: Word) -> PyResult<bool> {
    // SAFETY: the words stand for items or keys, whose references are held for as long as they are sorted.
    unsafe { less(py, &Borrowed::from_pointer(a), &Borrowed::from_pointer(b)) }
}

/// Puts the items into the order of their words.
fn put_back(items: &mut [Value], order: impl Iterator<Item = Word>) {
    as_words(items, |words| words.iter_mut().zip(order).for_each(|(word, item)| *word = item));
}

/// Lets `work` put the items in another order.
fn as_words<R>(items: &mut [Value], work: impl FnOnce(&mut [Word]) -> R) -> R {
    // SAFETY: a value is a transparent wrapper of this pointer. Afterwards each word is there as often as before: `work` only
    // exchanges them, and no reference is counted here.
    let words = unsafe { std::slice::from_raw_parts_mut(items.as_mut_ptr().cast::<Word>(), items.len()) };
    work(words)
}
