//! Sorting lists: with keys or without, and with a comparison that fits what is sorted.
//!
//! While Python code may run, the items are not in the list but in the hands of the sort, as words that are moved about
//! without counting. They go back whatever happens.

use std::ptr::NonNull;

use taipan_object::exception as exc;
use taipan_object::types::list::List;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Object, Py, PyResult, Value};

use crate::sequences::elements::less;
use crate::sequences::powersort;

/// A value whose reference somebody else looks after.
type Word = NonNull<Object>;

/// `list.sort`
pub(crate) fn sort_list(py: &mut Py, list: &List, key: Option<Borrowed<'_>>, reverse: bool) -> PyResult<()> {
    let mut items = list.items.replace(py, Vec::new());
    let result = sort_values(py, &mut items, key, reverse);
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
    // Equal items keep their order if everything is turned round before and after.
    match key.filter(|key| !is_none(key)) {
        Some(key) => {
            let keys = keys(py, items, key)?;
            with_keys(py, items, keys, reverse)
        }
        None if items.len() < 2 => Ok(()),
        None if is_sorted_by_word(items) => {
            // Equal words are the same item.
            sort_words(items);
            if reverse {
                items.reverse();
            }
            Ok(())
        }
        None => {
            if reverse {
                items.reverse();
            }
            let result = as_words(items, |words| {
                // SAFETY: the words stand for the items, whose references are kept for as long as they are compared.
                powersort::sort(words, |a, b| unsafe {
                    less(py, &Borrowed::from_pointer(a), &Borrowed::from_pointer(b))
                })
            });
            if reverse {
                items.reverse();
            }
            result
        }
    }
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

/// Sorts items by their keys.
fn with_keys(py: &mut Py, items: &mut [Value], keys: Vec<Value>, reverse: bool) -> PyResult<()> {
    let mut pairs: Vec<(Word, Word)> = Vec::new();
    pairs.try_reserve_exact(items.len())?;
    pairs.extend(keys.iter().map(Value::pointer).zip(items.iter().map(Value::pointer)));
    if reverse {
        pairs.reverse();
    }
    // SAFETY: `keys` holds the references for as long as they are compared.
    let key = |word: Word| unsafe { Borrowed::from_pointer(word) };
    let result = if keys.iter().all(|key| key.as_small_int().is_some()) {
        powersort::sort(&mut pairs, |a, b| Ok(key(a.0).as_small_int() < key(b.0).as_small_int()))
    } else {
        powersort::sort(&mut pairs, |a, b| less(py, &key(a.0), &key(b.0)))
    };
    if reverse {
        pairs.reverse();
    }
    as_words(items, |words| {
        words.iter_mut().zip(&pairs).for_each(|(word, pair)| *word = pair.1);
    });
    drop(keys);
    result
}

/// Lets `work` put the items in another order.
fn as_words<R>(items: &mut [Value], work: impl FnOnce(&mut [Word]) -> R) -> R {
    // SAFETY: a value is a transparent wrapper of this pointer. Afterwards each word is there as often as before: `work` only
    // exchanges them, and no reference is counted here.
    let words = unsafe { std::slice::from_raw_parts_mut(items.as_mut_ptr().cast::<Word>(), items.len()) };
    work(words)
}
